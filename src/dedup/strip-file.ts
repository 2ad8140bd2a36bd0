import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { FileError } from '../core/errors.ts';
import { type EngineOptions, note } from './engine.ts';
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
 * Opens the file of just these vectors and this shape of blocks. A record is the strip's first point and
 * end, the cosines and the points of its lists, then a CRC-32 of it all. The first record that is not the
 * one of the next strip, cut short or damaged ends what is taken from the file: another process may have
 * written to it as well. Once open, a file that cannot be written is given up with a note, for the
 * selection is worth more.
 *
 * @param facts all that decides what a strip holds, beside the vectors.
 * @throws FileError when the folder or the file cannot be opened for reading and writing.
 */
export function openStripFile(
  folder: string,
  vectors: Float32Array,
  facts: readonly (number | string)[],
  options: EngineOptions,
): StripFile {
  const path = join(folder, `${digestOf(vectors, facts)}.neighbours`);
  const written = openedBytes(folder, path);
  let at = 0;
  let isReading = written.length > 0;
  let isWriting = true;
  const change = (work: () => void): void => {
    if (!isWriting) return;
    try {
      work();
    } catch (error) {
      isWriting = false;
      const code = (error as NodeJS.ErrnoException).code;
      note(options, `${path} cannot be written (${code}); after a stop, this selection starts anew`);
    }
  };
  return {
    read(into, first, end) {
      if (!isReading) return false;
      const record = recordOf(into, first, end);
      const stored = written.subarray(at, at + record.byteLength);
      if (record.take(stored)) {
        at += stored.length;
        return true;
      }
      isReading = false;
      // What is appended next must not stand behind a broken record.
      if (at < written.length) change(() => truncateSync(path, at));
      return false;
    },
    append(from, first, end) {
      change(() => appendFileSync(path, recordOf(from, first, end).bytes(), { mode: 0o600 }));
    },
    remove() {
      change(() => rmSync(path, { force: true }));
    },
  };
}

/** Bytes hashed at a time; a hash takes no more than 2 GiB in one go. */
const SLICE = 1 << 26;

function digestOf(vectors: Float32Array, facts: readonly (number | string)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  const bytes = new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength);
  for (let from = 0; from < bytes.length; from += SLICE) hash.update(bytes.subarray(from, from + SLICE));
  return hash.digest('hex').slice(0, 32);
}

function openedBytes(folder: string, path: string): Buffer {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    return readFileSync(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new FileError(
      path,
      `cannot be opened for reading and writing (${code}); neighbour lists are kept there until the selection is done`,
      { cause },
    );
  }
}

/** A strip's lists as the bytes of a record. */
function recordOf({ k, cosines, points }: Neighbours, first: number, end: number) {
  const head = Buffer.from(Int32Array.of(first, end).buffer);
  const lists = [cosines.subarray(first * k, end * k), points.subarray(first * k, end * k)].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  const bodyLength = head.length + lists[0]!.length + lists[1]!.length;
  return {
    byteLength: bodyLength + 4,
    bytes(): Buffer {
      const body = Buffer.concat([head, ...lists]);
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(body));
      return Buffer.concat([body, sum]);
    },
    /** Fills the lists from a record; false where the bytes are not this strip's. */
    take(record: Buffer): boolean {
      if (record.length !== bodyLength + 4 || !record.subarray(0, head.length).equals(head)) return false;
      const body = record.subarray(0, bodyLength);
      if (record.readUInt32LE(bodyLength) !== crc32(body)) return false;
      let at = head.length;
      for (const list of lists) {
        list.set(body.subarray(at, at + list.length));
        at += list.length;
      }
      return true;
    },
  };
}
