import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { unreadable } from '../files/read-text.ts';
import { unwritable } from '../files/write-error.ts';

/** The lines of a text file, one at a time, however large it is. @throws FileError when it cannot be read. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const stream = createReadStream(path, 'utf8');
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw unreadable(path, error);
    throw error;
  } finally {
    stream.destroy();
  }
}

/** Characters gathered before they are written. */
const chunkCharacters = 1 << 20;

/**
 * Writes lines to a file for its owner alone, one at a time, and puts it in place when it is
 * complete. Returns the number of lines.
 *
 * @throws FileError, or StoreError for a full disk, when it cannot be written; what was there before stays.
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<number> {
  const temporary = `${path}.${process.pid}.part`;
  let count = 0;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      let chunk = '';
      for await (const line of lines) {
        count += 1;
        chunk += `${line}\n`;
        if (chunk.length < chunkCharacters) continue;
        await file.write(chunk);
        chunk = '';
      }
      await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return count;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error instanceof Error && 'syscall' in error ? unwritable(path, error) : error;
  }
}
