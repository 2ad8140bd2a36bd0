import { FileError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Format, TextInput } from './format.ts';
import { jsonElements } from './json-elements.ts';
import { isLineWise, parseJson } from './json-text.ts';
import { asRowValue, type Row } from './row.ts';
import { wellFormed } from './well-formed.ts';

/** V8 holds no longer string; a larger file must be JSON Lines, which is read line by line. */
const longestText = 500 * 1024 * 1024;

/**
 * A JSON list (of objects, of lists, of plain values), or an object of lists, whose key becomes the
 * column `group` (unless the row has one of its own). Read as a whole, unlike the other formats.
 */
export const json: Format = {
  name: 'json',
  extensions: ['json'],
  looksLike: ({ text }) => /^\s*[[{]/.test(text) && !isLineWise(text),
  rows: jsonRows,
  write: toJson,
};

async function* jsonRows(input: TextInput): AsyncGenerator<Row> {
  const texts: string[] = [];
  let length = 0;
  for await (const text of input.texts) {
    length += text.length;
    if (length > longestText) {
      throw new FileError(input.file, 'is too large for JSON (500 million characters); convert it to JSONL');
    }
    texts.push(text);
  }
  for (const { line, group, text } of jsonElements(texts.join(''), input.file)) {
    const parsed = parseJson(text);
    if ('problem' in parsed) yield { line, problem: `is not valid JSON: it ${parsed.problem}` };
    else {
      const value = asRowValue(parsed.value);
      yield group === undefined
        ? wellFormed({ line, value }, text)
        : wellFormed({ line, value: { group, ...value } });
    }
  }
}

function toJson(records: readonly JsonObject[]): string {
  return `${JSON.stringify(records, null, 2)}\n`;
}
