import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { rootOf, runsPath } from '../files/index.ts';
import { scopeOf } from './evaluation-scope.ts';

/** So many runs are named where another one is asked for. */
const MOST_NAMED = 12;

/**
 * The folder of a run, by its name or by the evaluation folder that it wrote; without one, the run that was written to
 * last.
 *
 * @throws UsageError when there is none.
 */
export function findRun(cwd: string, root: string | undefined, name: string | undefined): string {
  const projectRoot = rootOf(cwd, root);
  const runs = runsPath(projectRoot);
  const names = fs.existsSync(runs)
    ? fs.readdirSync(runs).filter((each) => fs.existsSync(join(runs, each, 'run.json')))
    : [];
  if (names.length === 0)
    throw new UsageError('nothing has been run here yet; start with: specloom run pipelines/quickstart.yaml');
  const age = (each: string): number => fs.statSync(join(runs, each, 'run.json')).mtimeMs;
  const [last = '', ...earlier] = names.toSorted((a, b) => age(b) - age(a));
  if (name === undefined) return join(runs, last);
  const found = [name, scopeOf(projectRoot, resolve(cwd, name))].find((each) => names.includes(each));
  if (found !== undefined) return join(runs, found);
  const named = [last, ...earlier.slice(0, MOST_NAMED - 1)].join(', ');
  const more = names.length - MOST_NAMED;
  throw new UsageError(
    `no run named ${name}; there are: ${named}${more > 0 ? `, and ${more} that ran before these` : ''}`,
  );
}
