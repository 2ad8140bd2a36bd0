import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileError } from '../core/errors.ts';
import { dedup, keepCount } from '../dedup/index.ts';

/** What `dedup --vectors` prints. `kept`: indices counted from 0, ascending. */
export interface VectorDocument {
  readonly rows: number;
  readonly dimensions: number;
  readonly kept: readonly number[];
  readonly minDistance: number | null;
}

/**
 * Runs the selection on a file of little-endian float32 values, row-major.
 *
 * @throws FileError when the file is missing, holds no whole number of rows, or too many of them.
 * @throws UsageError for a bad `keep`; SpecloomError naming a row that is zero, NaN or infinite.
 */
export async function dedupVectorFile(
  cwd: string,
  file: string,
  dimensions: number,
  keep: string,
): Promise<VectorDocument> {
  const vectors = await readVectors(resolve(cwd, file), file, dimensions);
  const rows = vectors.length / dimensions;
  const { kept, minDistance } = await dedup(vectors, { rows, dimensions, keep: keepCount(keep, rows) });
  return { rows, dimensions, kept, minDistance };
}

async function readVectors(path: string, file: string, dimensions: number): Promise<Float32Array> {
  const rowBytes = 4 * dimensions;
  try {
    const { size } = await stat(path);
    if (size % rowBytes !== 0)
      throw new FileError(
        file,
        `has ${size} bytes, which is no multiple of 4 × ${dimensions} = ${rowBytes}, the bytes of one row; check --dimensions`,
      );
    await using handle = await open(path);
    const bytes = await handle.readFile();
    const vectors = new Float32Array(bytes.length / 4);
    for (let at = 0; at < vectors.length; at += 1) vectors[at] = bytes.readFloatLE(4 * at);
    return vectors;
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    throw new FileError(
      file,
      code === 'ENOENT' ? 'does not exist; check the path' : `cannot be read (${code})`,
      {
        cause,
      },
    );
  }
}
