import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Item } from '../../core/entity.ts';
import { FileError } from '../../core/errors.ts';
import { readDataset } from '../../files/index.ts';
import { type Place, placeOf, readTextRows } from './rows.ts';

/** A row of another set: where it stands, in a dataset also in which of its files. */
export type OtherPlace = Place & { readonly file?: string };

/** A text of another set. */
export interface OtherRow {
  readonly text: string;
  readonly place: OtherPlace;
}

/** The texts of another set. `badRows` could not be read, or have no text in the field. */
export interface OtherTexts {
  readonly rows: readonly OtherRow[];
  readonly badRows: number;
}

/**
 * Reads the prompts of a dataset folder, of its items and of the variants that they have; or the texts
 * of a JSONL file.
 *
 * @throws FileError for a folder that is no dataset or was changed, a file that is no JSONL, or a set
 *   without a text.
 */
export async function readOtherTexts(cwd: string, name: string, field: string): Promise<OtherTexts> {
  const path = resolve(cwd, name);
  if (isFolder(path)) return { rows: datasetTexts(path), badRows: 0 };
  const { rows, problems } = await readTextRows(path, field);
  return { rows: rows.map((row) => ({ text: row.text, place: placeOf(row) })), badRows: problems.length };
}

function datasetTexts(folder: string): readonly OtherRow[] {
  const dataset = readDataset(folder);
  const rows = [...dataset.files.keys()]
    .filter((file) => /^[^/]+\/items\.jsonl$/.test(file))
    .flatMap((file) =>
      dataset
        .text(file)
        .split('\n')
        .flatMap((line, at) => (line === '' ? [] : itemTexts(JSON.parse(line) as Item, file, at + 1))),
    );
  if (rows.length === 0)
    throw new FileError(folder, 'is a dataset without items; there is nothing to compare with');
  return rows;
}

function itemTexts({ id, prompt, variant }: Item, file: string, line: number): OtherRow[] {
  const rows = [{ text: prompt, place: { file, line, id } }];
  if (variant !== undefined) rows.push({ text: variant.text, place: { file, line, id: variant.id } });
  return rows;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
