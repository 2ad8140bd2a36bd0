import fs from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { SpecloomError, UsageError } from '../core/errors.ts';
import { recoverFolder } from './atomic.ts';
import { descriptionName, readDescription } from './dataset-description.ts';
import { foreignEntries } from './foreign-entries.ts';
import { isRoot } from './project.ts';
import { realPlace } from './real-place.ts';
import { unwritable } from './write-error.ts';

/** Folders of a project root that hold what people wrote. */
const writtenByPeople: readonly string[] = ['specs', 'pipelines', 'raw'];

/**
 * Checks that a dataset may be written to a folder, so that nobody pays for one that has no place.
 * It may where there is nothing, or an unreleased dataset and nothing besides: hidden entries count,
 * what operating systems drop into any folder does not. A link is followed. Whatever the folder
 * holds, a project root and its specs, pipelines, raw and .specloom folders are left alone, and so
 * is every folder that is worked in, with all that it is in.
 *
 * @param worked folders that are worked in: the working folder, the project root.
 * @throws SpecloomError (`policy`) for a released dataset, UsageError for any other place that is
 *   left alone, FileError where nothing can be written.
 */
export function checkReplaceable(folder: string, worked: readonly string[] = [process.cwd()]): void {
  const place = realPlace(folder);
  refusePlace(folder, place, worked);
  // What a kill of an earlier write left is put right before anything is looked at.
  if (fs.existsSync(dirname(place))) recoverFolder(place);
  refuseContent(folder, place);
}

/** By its name alone: nothing is looked into. */
function refusePlace(folder: string, place: string, worked: readonly string[]): void {
  const refuse = (why: string): never => {
    throw new UsageError(
      `${folder} ${why}, and a dataset replaces its folder as a whole; name another folder`,
    );
  };
  if (
    worked
      .map(realPlace)
      .some((each) => `${each}${sep}`.startsWith(place.endsWith(sep) ? place : place + sep))
  )
    refuse('is, or holds, the folder that is worked in');
  if (place.split(sep).includes('.specloom')) refuse('is in .specloom, which holds answers and runs');
  if (isRoot(place)) refuse('is a project root');
  if (writtenByPeople.includes(basename(place)) && isRoot(dirname(place)))
    refuse(`is the ${basename(place)} folder of a project`);
}

function refuseContent(folder: string, place: string): void {
  const facts = fs.statSync(place, { throwIfNoEntry: false });
  if (facts === undefined) return;
  if (!facts.isDirectory()) throw new UsageError(`${folder} is a file; name a folder for the dataset`);
  const description = join(place, descriptionName);
  if (!fs.existsSync(description)) {
    const [first] = someForeign(folder, place, new Set(), 1);
    if (first === undefined) return;
    throw new UsageError(
      `${folder} holds ${first} and no ${descriptionName}, so it is not a dataset and is left alone; name another folder`,
    );
  }
  const { files, released } = readDescription(description);
  if (released === true) {
    throw new SpecloomError(
      'policy',
      `${folder} is a released dataset, which is never overwritten; write a new version in another folder`,
    );
  }
  const foreign = someForeign(folder, place, new Set([descriptionName, ...Object.keys(files)]), 4);
  if (foreign.length > 0) {
    throw new UsageError(
      `${folder} holds ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' and more' : ''}, which the dataset did not write and would lose; move it out first`,
    );
  }
}

/** The first foreign entries, at most `count`. */
function someForeign(folder: string, place: string, own: ReadonlySet<string>, count: number): string[] {
  const found: string[] = [];
  try {
    for (const path of foreignEntries(place, own)) {
      found.push(path);
      if (found.length === count) break;
    }
  } catch (error) {
    throw unwritable(folder, error);
  }
  return found;
}
