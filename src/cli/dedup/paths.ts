import { resolve } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { sameFile } from './copy.ts';

/** The files of a call; those that are written are `out` and `report`. */
export interface Paths {
  readonly cwd: string;
  readonly input: string;
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly against: readonly string[];
}

/** @throws UsageError where something would be written over an input, or the input be held against itself. */
export function checkPaths({ cwd, input, out, report, against }: Paths): void {
  const same = (a: string | undefined, b: string): boolean =>
    a !== undefined && sameFile(resolve(cwd, a), resolve(cwd, b));
  if (same(out, input)) throw new UsageError('dedup: --out is the input file; name another one');
  if (same(report, input)) throw new UsageError('dedup: --report is the input file; name another one');
  if (report !== undefined && same(out, report))
    throw new UsageError('dedup: --out and --report are one file; name two');
  for (const set of against) {
    if (same(set, input))
      throw new UsageError(
        `dedup: --against ${set} is the input file: each of its rows would be found in it; name another set`,
      );
    if (same(out, set) || same(report, set))
      throw new UsageError(`dedup: --against ${set} would be written over; name another output`);
  }
}
