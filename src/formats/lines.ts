import { FileError } from '../core/errors.ts';

/** A line longer than this is a sign of a wrong format, and would not fit into memory for long. */
const longestLine = 64 * 1024 * 1024;

/**
 * Cuts text into lines at one character and no other (U+2028 and U+0085 stay inside a line), several
 * lines at a time. A carriage return before a line feed is left on the line.
 *
 * @throws FileError for a line of more than 64 Mi characters.
 */
export async function* linesOf(
  texts: AsyncIterable<string>,
  newline: '\n' | '\r',
  file: string,
): AsyncGenerator<string[]> {
  let rest = '';
  let seen = 0;
  for await (const text of texts) {
    const parts = text.split(newline);
    parts[0] = rest + parts[0]!;
    rest = parts.pop()!;
    seen += parts.length;
    if (rest.length > longestLine) {
      throw new FileError(file, 'has a line of more than 64 million characters; check its format', {
        line: seen + 1,
      });
    }
    if (parts.length > 0) yield parts;
  }
  if (rest !== '') yield [rest];
}
