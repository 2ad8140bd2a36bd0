import fs from 'node:fs';
import { join, relative } from 'node:path';
import { FileError, SpecloomError } from '../../core/errors.ts';
import { DESCRIPTION } from '../evaluation-folder.ts';
import { judgesFolder } from '../probe/read-trust.ts';
import { type Contender, contenderIn, type Skipped } from './contender.ts';

/** The evaluations in a folder of results, and what else is there that looks like one. */
export interface Found {
  readonly contenders: readonly Contender[];
  readonly skipped: readonly Skipped[];
}

/**
 * All whole evaluations in a folder of results: the folder's own, where it is one, and those of its folders, by name.
 *
 * @param cwd what the names of skipped folders are relative to
 * @throws FileError where there is no such folder.
 */
export async function contendersIn(results: string, cwd: string): Promise<Found> {
  if (!fs.existsSync(results) || !fs.statSync(results).isDirectory())
    throw new FileError(results, 'is no folder of evaluations; make them with specloom evaluate');
  const contenders: Contender[] = [];
  const skipped: Skipped[] = [];
  for (const folder of foldersIn(results)) {
    try {
      contenders.push(await contenderIn(folder));
    } catch (error) {
      if (!(error instanceof SpecloomError) || !['file', 'usage'].includes(error.code)) throw error;
      skipped.push({ folder: relative(cwd, folder) || '.', why: error.message });
    }
  }
  return { contenders, skipped };
}

/** The folder itself where it says that it is an evaluation, and those in it but for what is known of judges. */
function foldersIn(results: string): readonly string[] {
  const own = fs.existsSync(join(results, DESCRIPTION)) ? [results] : [];
  const inside = fs
    .readdirSync(results, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== judgesFolder)
    .map(({ name }) => join(results, name));
  return [...own, ...inside.toSorted()];
}
