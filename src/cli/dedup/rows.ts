import { FileError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { columnAt } from '../../formats/column.ts';
import { openRows, sniff } from '../../formats/index.ts';

/** Where a row stands in its file: the line, counted from 1, and its `id` where it has one. */
export interface Place {
  readonly line: number;
  readonly id?: string | number;
}

/** A row with a text to compare. */
export interface TextRow extends Place {
  readonly text: string;
  /** The value of the field to group by; null where the row has none. */
  readonly group: Json;
}

/** A row that cannot be compared, and why. Holds no text of the row. */
export interface Problem {
  readonly line: number;
  readonly problem: string;
}

export interface TextRows {
  readonly rows: readonly TextRow[];
  readonly problems: readonly Problem[];
}

export const placeOf = ({ line, id }: Place): Place => (id === undefined ? { line } : { line, id });

/** A group's value as a name; quotes stay away from texts, and stand around what only looks like a number. */
export const groupName = (group: Json): string =>
  group === null ? '(none)' : typeof group === 'string' ? group : JSON.stringify(group);

/**
 * Reads the rows of a JSONL file that have a text in a field.
 *
 * @throws FileError for another format, or when no row has a text in `field`, or none has a value in
 *   `group`: a wrong name, most often.
 */
export async function readTextRows(path: string, field: string, group?: string): Promise<TextRows> {
  const { format } = await sniff(path);
  if (format !== 'jsonl')
    throw new FileError(
      path,
      `looks like ${format.toUpperCase()}; dedup reads JSON Lines, one object a line`,
    );
  const rows: TextRow[] = [];
  const problems: Problem[] = [];
  let fields: readonly string[] | undefined;
  for await (const row of openRows(path, { format: 'jsonl', encoding: 'utf-8' })) {
    if ('problem' in row) {
      problems.push({ line: row.line, problem: row.problem });
      continue;
    }
    fields ??= Object.keys(row.value);
    const text = columnAt(row.value, field);
    const { id } = row.value;
    if (typeof text === 'string')
      rows.push({
        line: row.line,
        ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
        text,
        group: group === undefined ? null : (columnAt(row.value, group) ?? null),
      });
    else problems.push({ line: row.line, problem: fieldProblem(field, text) });
  }
  if (fields === undefined)
    throw new FileError(path, `has no row that can be read as JSONL: its first row ${problems[0]?.problem}`, {
      line: problems[0]?.line,
    });
  const found = `the first row has ${fields.join(', ')}`;
  if (rows.length === 0)
    throw new FileError(path, `has no row with a text in \`${field}\`; ${found}: name one with --field`);
  if (group !== undefined && rows.every((row) => row.group === null))
    throw new FileError(path, `has no row with a value in \`${group}\`; ${found}: name one with --group`);
  return { rows, problems };
}

function fieldProblem(field: string, value: Json | undefined): string {
  if (value === undefined) return `has no field \`${field}\``;
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return `\`${field}\`: expected a text, found ${found}`;
}
