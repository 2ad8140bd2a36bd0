import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { FileError, UsageError } from '../../core/errors.ts';
import { readText } from '../../files/read-text.ts';
import type { TextRow } from './rows.ts';

/**
 * The ids that `--protect` names: those in a file, one a line, where there is one of that name, else
 * those between commas.
 *
 * @throws UsageError where there is none; FileError where the file cannot be read.
 */
export async function protectedIds(cwd: string, protect: string): Promise<ReadonlySet<string>> {
  const path = resolve(cwd, protect);
  const isFile = protect.trim() !== '' && existsSync(path);
  const parts = isFile ? (await readText(path)).split('\n') : protect.split(',');
  const ids = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  if (ids.size === 0)
    throw new UsageError(
      isFile
        ? `--protect: ${protect} names no id; expected one a line`
        : '--protect: expected ids with commas between them, or a file with one a line',
    );
  return ids;
}

/**
 * The positions of the rows with these ids.
 *
 * @throws UsageError naming ids that no row has.
 */
export function protectedRows(ids: ReadonlySet<string>, rows: readonly TextRow[]): ReadonlySet<number> {
  const found = new Set<string>();
  const positions = new Set<number>();
  for (const [at, { id }] of rows.entries()) {
    if (id === undefined || !ids.has(String(id))) continue;
    found.add(String(id));
    positions.add(at);
  }
  const unknown = [...ids].filter((id) => !found.has(id));
  if (unknown.length > 0)
    throw new UsageError(
      `--protect: no row with a text has the id ${listed(unknown)}; ids are what rows have in their field \`id\``,
    );
  return positions;
}

/** @throws FileError naming the first protected row that has nothing to compare: it would be left out of the output. */
export function refuseFeatureless(
  ids: ReadonlySet<string>,
  featureless: readonly TextRow[],
  file: string,
): void {
  const row = featureless.find(({ id }) => id !== undefined && ids.has(String(id)));
  if (row !== undefined)
    throw new FileError(
      file,
      'is protected and has no features to compare, so it would be left out; take it out of --protect or mend its text',
      { line: row.line },
    );
}

/**
 * Row indices, counted from 0.
 *
 * @throws UsageError naming what is no row.
 */
export function protectedIndices(ids: ReadonlySet<string>, rows: number): ReadonlySet<number> {
  const wrong = [...ids].filter((id) => !/^\d+$/.test(id) || Number(id) >= rows);
  if (wrong.length > 0)
    throw new UsageError(
      `--protect: there is no row ${listed(wrong)}; with --vectors, rows are named by index, from 0 to ${rows - 1}`,
    );
  return new Set([...ids].map(Number));
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).map((id) => JSON.stringify(id));
  return `${shown.join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`;
}
