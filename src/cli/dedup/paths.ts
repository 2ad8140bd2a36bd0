import { resolve, sep } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { realPlace } from '../../files/real-place.ts';

/** The files of a call; those that are written are `out` and `report`. */
export interface Paths {
  readonly cwd: string;
  /** Rows or vectors. */
  readonly input: string;
  readonly out?: string | undefined;
  readonly report: string | undefined;
  readonly against?: readonly string[];
  /** Ids, or the name of a file with ids. */
  readonly protect: string | undefined;
}

/**
 * @throws UsageError where something would be written over what is read, into a dataset that is read, or
 *   where the input would be held against itself.
 */
export function checkPaths({ cwd, input, out, report, against = [], protect }: Paths): void {
  const place = (path: string): string => placeOf(resolve(cwd, path));
  const written = [
    ['--out', out],
    ['--report', report],
  ] as const;
  for (const [option, path] of written) {
    if (path === undefined) continue;
    if (place(path) === place(input))
      throw new UsageError(`dedup: ${option} is the input file; name another one`);
    if (protect !== undefined && place(path) === place(protect))
      throw new UsageError(`dedup: ${option} is the file of --protect; name another one`);
    for (const set of against)
      if (place(path) === place(set) || place(path).startsWith(place(set) + sep))
        throw new UsageError(`dedup: --against ${set} would be written over; name another ${option}`);
  }
  if (out !== undefined && report !== undefined && place(out) === place(report))
    throw new UsageError('dedup: --out and --report are one file; name two');
  for (const set of against)
    if (place(set) === place(input))
      throw new UsageError(
        `dedup: --against ${set} is the input file: each of its rows would be found in it; name another set`,
      );
}

/** Links followed. What cannot be followed is no file that is read, and is told of where it is opened. */
function placeOf(path: string): string {
  try {
    return realPlace(path);
  } catch {
    return path;
  }
}
