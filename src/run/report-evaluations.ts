import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withoutUndefined } from '../core/without-undefined.ts';
import { compare, compareAlike } from './comparing/index.ts';
import { DESCRIPTION } from './evaluation-folder.ts';
import { report } from './report-evaluation.ts';

/**
 * Writes the reports that a folder can have: its own where it is an evaluation, and that of all evaluations in it
 * where it holds any. Asks nothing.
 *
 * @returns the paths of the reports, at least one
 * @throws FileError, UsageError as `report` and `compare` do.
 */
export async function reports(
  folder: string,
  options: { readonly cwd?: string; readonly root?: string },
): Promise<readonly string[]> {
  const cwd = options.cwd ?? process.cwd();
  const place = resolve(cwd, folder);
  const isEvaluation = existsSync(join(place, DESCRIPTION));
  if (!isEvaluation && !holdsEvaluations(place)) return [await report(folder, options)];
  if (!isEvaluation) return [resolve(cwd, (await compare(folder, options)).files.report)];
  const own = await report(folder, options);
  const joint = holdsEvaluations(place)
    ? await compareAlike(place, { ...withoutUndefined({ root: options.root }), cwd })
    : null;
  return joint === null ? [own] : [own, resolve(cwd, joint.files.report)];
}

const holdsEvaluations = (place: string): boolean =>
  existsSync(place) && readdirSync(place).some((name) => existsSync(join(place, name, DESCRIPTION)));
