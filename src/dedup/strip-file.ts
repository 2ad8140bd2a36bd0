import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { FileError } from '../core/errors.ts';
import type { Neighbours } from './neighbours.ts';

/** Neighbour lists of finished strips, in a file: what a stopped selection has done is not lost. */
export interface StripFile {
  /** Fills in the lists of the points [first, end); false where the file has no more strips. */
  read(into: Neighbours, first: number, end: number): boolean;
  append(from: Neighbours, first: number, end: number): void;
  /** Takes the file away: the selection is done. */
  remove(): void;
}

/**
 * Opens the file of just these vectors and this shape of blocks. A record is the cosines and the points of
 * a strip's lists, then their CRC-32; one that was cut short or damaged ends what is taken from the file.
 *
 * @param facts all that decides what a strip holds, beside the vectors.
 * @throws FileError when the folder cannot be written to.
 */
export function openStripFile(
  folder: string,
  vectors: Float32Array,
  facts: readonly (number | string)[],
): StripFile {
  const bytes = new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength);
  const digest = createHash('sha256').update(JSON.stringify(facts)).update(bytes).digest('hex').slice(0, 32);
  const path = join(folder, `${digest}.neighbours`);
  const written = attempt(path, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readIfThere(path);
  });
  let at = 0;
  let exhausted = written.length === 0;
  return {
    read(into, first, end) {
      if (exhausted) return false;
      const record = recordOf(into, first, end);
      const stored = written.subarray(at, at + record.byteLength + 4);
      const body = stored.subarray(0, record.byteLength);
      if (stored.length < record.byteLength + 4 || stored.readUInt32LE(record.byteLength) !== crc32(body)) {
        exhausted = true;
        // What is appended next must not stand behind a broken record.
        if (at < written.length) attempt(path, () => truncateSync(path, at));
        return false;
      }
      record.fill(body);
      at += stored.length;
      return true;
    },
    append(from, first, end) {
      const body = recordOf(from, first, end).bytes();
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(body));
      attempt(path, () => appendFileSync(path, Buffer.concat([body, sum]), { mode: 0o600 }));
    },
    remove() {
      attempt(path, () => rmSync(path, { force: true }));
    },
  };
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** The two parts of a strip's lists, as bytes in one order. */
function recordOf({ k, cosines, points }: Neighbours, first: number, end: number) {
  const parts = [cosines.subarray(first * k, end * k), points.subarray(first * k, end * k)].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  return {
    byteLength: parts.reduce((sum, part) => sum + part.byteLength, 0),
    bytes: () => Buffer.concat(parts),
    fill(body: Uint8Array) {
      let at = 0;
      for (const part of parts) {
        part.set(body.subarray(at, at + part.byteLength));
        at += part.byteLength;
      }
    },
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new FileError(
      path,
      `cannot be written (${code}); neighbour lists are kept there until the selection is done`,
      {
        cause,
      },
    );
  }
}
