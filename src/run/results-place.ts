import fs from 'node:fs';
import { basename, join, sep } from 'node:path';
import { descriptionName } from '../files/dataset-description.ts';
import { realPlace } from '../files/index.ts';

/**
 * Where results are really written, links followed: a folder that is there or not, and no part of a dataset.
 *
 * @param dataset the folder of the dataset that they are about
 * @param refuse throws, with why the folder will not do
 */
export function resultsPlace(folder: string, dataset: string, refuse: (why: string) => never): string {
  const place = realPlace(folder);
  const facts = fs.statSync(place, { throwIfNoEntry: false });
  if (facts !== undefined && !facts.isDirectory()) refuse('is a file');
  if (`${place}${sep}`.startsWith(`${realPlace(dataset)}${sep}`))
    refuse('is in the dataset, which holds its own files alone');
  if (fs.existsSync(join(place, descriptionName))) refuse('is a dataset, which holds its own files alone');
  return place;
}

/** Where what is about a dataset as a whole stands: the folder that its evaluations stand in. */
export const resultsOf = (root: string, dataset: string): string =>
  join(root, 'results', basename(realPlace(dataset)));
