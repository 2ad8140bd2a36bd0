import fs from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { rootOf, runsPath } from '../files/index.ts';

/** The folder of a run, by name; without one, the run that was written to last. @throws UsageError when there is none. */
export function findRun(cwd: string, root: string | undefined, name: string | undefined): string {
  const runs = runsPath(rootOf(cwd, root));
  const names = fs.existsSync(runs)
    ? fs.readdirSync(runs).filter((each) => fs.existsSync(join(runs, each, 'run.json')))
    : [];
  if (names.length === 0)
    throw new UsageError('nothing has been run here yet; start with: specloom run pipelines/quickstart.yaml');
  if (name !== undefined) {
    if (!names.includes(name)) throw new UsageError(`no run named ${name}; there are: ${names.join(', ')}`);
    return join(runs, name);
  }
  const age = (each: string): number => fs.statSync(join(runs, each, 'run.json')).mtimeMs;
  return join(
    runs,
    names.reduce((last, each) => (age(each) > age(last) ? each : last)),
  );
}
