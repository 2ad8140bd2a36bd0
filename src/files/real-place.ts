import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { unwritable } from './write-error.ts';

/**
 * Where a path leads once every link on the way is followed, the last part's own included. What does
 * not exist yet is named from the nearest folder that does.
 *
 * @throws FileError where links lead in a circle, or a part of the path is a file or may not be entered.
 */
export function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return fs.realpathSync(whole);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unwritable(path, error);
  }
  const parent = realPlace(dirname(whole));
  const place = join(parent, basename(whole));
  const isLink = fs.lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? realPlace(resolve(parent, fs.readlinkSync(place))) : place;
}
