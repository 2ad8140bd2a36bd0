import { open, stat } from 'node:fs/promises';
import { endianness } from 'node:os';
import { resolve } from 'node:path';
import { FileError } from '../../core/errors.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { VectorDocument } from './document.ts';
import { measuredHistogram } from './nearest.ts';
import { checkPaths } from './paths.ts';
import { protectedIds, protectedIndices } from './protect.ts';
import { type StopRules, selectWithin } from './select.ts';
import type { Work } from './work.ts';

export interface VectorRequest {
  readonly cwd: string;
  readonly file: string;
  readonly dimensions: number;
  /** Null where only a sweep is wanted. */
  readonly rules: StopRules | null;
  readonly protect: string | undefined;
  readonly sweep: boolean;
  readonly report: string | undefined;
}

/**
 * Runs the selection on a file of little-endian float32 values, row-major.
 *
 * @throws FileError when the file is missing or holds no whole number of rows.
 * @throws UsageError for a bad rule or a protected row that does not exist; SpecloomError naming a row
 *   that is zero, NaN or infinite.
 */
export async function dedupVectorFile(request: VectorRequest, work: Work): Promise<VectorDocument> {
  const { cwd, file, dimensions, rules, sweep, report } = request;
  checkPaths({ ...request, input: file });
  const vectors = await readVectors(resolve(cwd, file), file, dimensions);
  const rows = vectors.length / dimensions;
  const protect =
    request.protect === undefined
      ? new Set<number>()
      : protectedIndices(await protectedIds(cwd, request.protect), rows);
  const pictured = sweep || report !== undefined;
  const wanted = { rules, protect, sweep: pictured };
  const selected = await selectWithin(vectors, dimensions, [{ from: 0, to: rows }], wanted, work);
  const result = selected.spans?.[0];
  const histogram = pictured
    ? await measuredHistogram(vectors, dimensions, rows, result?.kept, work)
    : undefined;
  const document = { rows, dimensions, ...withoutUndefined({ histogram, sweep: selected.sweep }) };
  if (result === undefined || rules === null) return document;
  const selection = { ...result, stop: rules, protected: protect.size };
  const whole = { ...document, ...selection, ...withoutUndefined({ report }) };
  if (report !== undefined) {
    const { drawnReport, vectorReport } = await import('./report.ts');
    (await drawnReport(cwd, report, vectorReport(file, whole)))();
  }
  return whole;
}

/** Bytes read at once. */
const chunkBytes = 1 << 24;

/** Reads the values straight into their place: a file of vectors may take half of the memory. */
async function readVectors(path: string, file: string, dimensions: number): Promise<Float32Array> {
  const rowBytes = 4 * dimensions;
  try {
    const { size } = await stat(path);
    if (size % rowBytes !== 0)
      throw new FileError(
        file,
        `has ${size} bytes, which is no multiple of 4 × ${dimensions} = ${rowBytes}, the bytes of one row; check --dimensions`,
      );
    const vectors = new Float32Array(size / 4);
    const bytes = Buffer.from(vectors.buffer);
    await using handle = await open(path);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(chunkBytes, size - at), at);
      if (bytesRead === 0) throw new FileError(file, 'became shorter while it was read; run again');
      at += bytesRead;
    }
    if (endianness() === 'BE') bytes.swap32();
    return vectors;
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    throw new FileError(
      file,
      code === 'ENOENT' ? 'does not exist; check the path' : `cannot be read (${code})`,
      { cause },
    );
  }
}
