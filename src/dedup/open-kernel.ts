import { availableParallelism } from 'node:os';
import { type EngineOptions, note } from './engine.ts';
import type { Kernel } from './kernel.ts';
import { plainKernel } from './plain-kernel.ts';

/** Multiply-adds below which loading ONNX Runtime takes longer than the work. */
const SMALL = 1e8;

let noted = false;

/**
 * The kernel that is asked for. `auto` is plain for small work, else ONNX Runtime; where that cannot be
 * loaded, plain takes over and says so, once per process.
 *
 * @param work multiply-adds that lie ahead.
 * @throws what keeps ONNX Runtime from loading, where it was asked for by name.
 */
export async function openKernel(dimensions: number, work: number, options: EngineOptions): Promise<Kernel> {
  const { kernel = 'auto', threads = availableParallelism() } = options;
  if (kernel === 'plain' || (kernel === 'auto' && work < SMALL)) return plainKernel(dimensions);
  try {
    const { onnxKernel } = await import('./onnx-kernel.ts');
    return await onnxKernel(dimensions, threads);
  } catch (cause) {
    if (kernel === 'onnx') throw cause;
    if (!noted) {
      noted = true;
      const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
      note(
        options,
        `ONNX Runtime cannot be loaded (${reason}); distances are computed in JavaScript, with the same result, about a hundred times as slowly`,
      );
    }
    return plainKernel(dimensions);
  }
}
