import { FileError } from '../core/errors.ts';

/** The encoding of a text: the stated one, else by its byte order mark, else UTF-8. @throws FileError */
export function encodingOf(file: string, sample: Uint8Array, stated?: string): string {
  if (stated !== undefined) {
    try {
      return new TextDecoder(stated).encoding;
    } catch (error) {
      throw new FileError(
        file,
        `cannot be read as \`${stated}\`: no such encoding; known are utf-8, utf-16le, windows-1252, shift_jis and the other labels of the WHATWG standard`,
        { cause: error },
      );
    }
  }
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Decodes bytes, byte order mark left out. Never replaces what it cannot read.
 *
 * @throws FileError naming the line and byte of the first one that does not fit the encoding.
 */
export async function* decode(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: string,
  file: string,
  options: { cutOff?: boolean } = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let lines = 0;
  let tail: Uint8Array = new Uint8Array();
  let first = true;
  const step = (chunk: Uint8Array | undefined): string => {
    try {
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      if (!first || text === '') return text;
      first = false;
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    } catch (error) {
      throw invalid(file, encoding, Buffer.concat(chunk ? [tail, chunk] : [tail]), lines, error);
    }
  };
  for await (const chunk of chunks) {
    const text = step(chunk);
    if (encoding === 'utf-8') tail = incompleteTail(Buffer.concat([tail, chunk]));
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
    if (text !== '') yield text;
  }
  if (!options.cutOff) step(undefined);
}

/** Refuses bytes that are no text at all, with what they seem to be. @throws FileError */
export function refuseBinary(file: string, sample: Uint8Array, encoding: string): void {
  if (encoding.startsWith('utf-16')) return;
  const magic = Buffer.from(sample.subarray(0, 6)).toString('latin1');
  const known: readonly (readonly [start: string, what: string])[] = [
    ['PAR1', 'a Parquet file'],
    ['PK\x03\x04', 'a ZIP archive or a spreadsheet'],
    ['BZh', 'a bzip2 archive'],
    ['\xfd7zXZ', 'an xz archive'],
    ['\x28\xb5\x2f\xfd', 'a zstandard archive'],
    ['SQLite', 'an SQLite database'],
  ];
  const what = known.find(([start]) => magic.startsWith(start))?.[1];
  if (what !== undefined) {
    throw new FileError(
      file,
      `is ${what}; expected CSV, TSV, JSON or JSONL (gzip is fine): convert it first`,
    );
  }
  if (sample.includes(0)) {
    throw new FileError(
      file,
      'holds NUL bytes: it is binary, or UTF-16 without a byte order mark; in that case state `encoding: utf-16le`',
    );
  }
}

function invalid(
  file: string,
  encoding: string,
  bytes: Buffer,
  linesBefore: number,
  cause: unknown,
): FileError {
  if (encoding !== 'utf-8') {
    return new FileError(file, `is not valid ${encoding}; state another \`encoding\``, {
      line: linesBefore + 1,
      cause,
    });
  }
  const at = firstInvalid(bytes);
  const before = bytes.subarray(0, at);
  const line = linesBefore + countByte(before, 0x0a) + 1;
  const byteInLine = at - (before.lastIndexOf(0x0a) + 1) + 1;
  const value = bytes[at]?.toString(16).toUpperCase().padStart(2, '0');
  return new FileError(
    file,
    `is not valid UTF-8: byte ${byteInLine} of the line is 0x${value}; re-encode the file as UTF-8 or state its encoding, such as \`encoding: windows-1252\``,
    { line, cause },
  );
}

/** Where in the bytes the first sequence begins that is not UTF-8. */
function firstInvalid(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal) return offset;
  }
  return bytes.length;
}

/** The last bytes that begin a character without ending it: at most three. */
function incompleteTail(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.slice(bytes.length - back) : new Uint8Array();
  }
  return new Uint8Array();
}

function countByte(bytes: Uint8Array, byte: number): number {
  let count = 0;
  for (const each of bytes) if (each === byte) count += 1;
  return count;
}
