import fs from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { writeAtomically } from '../files/index.ts';
import { resultsPlace } from './results-place.ts';

/** What a page in a folder of results is about; its files are called so, and its data says it. */
type Kind = 'curation' | 'attack' | 'comparison';

const filesOf = (kind: Kind) => ({ data: `${kind}.json`, page: `${kind}.html` });

/**
 * Writes a page, and all that it shows as JSON. The JSON comes first: where a kill leaves it alone, what it is
 * can be seen, and the next run replaces both.
 *
 * @returns the path of the page
 */
export function writePage(folder: string, kind: Kind, texts: { data: string; page: string }): string {
  const { data, page } = filesOf(kind);
  writeAtomically(join(folder, data), texts.data);
  writeAtomically(join(folder, page), texts.page);
  return join(folder, page);
}

/**
 * Checks that a page may be written to a folder. It may where neither file stands, or where an earlier one of
 * its kind wrote them. A link is followed.
 *
 * @param dataset the folder of the dataset that the page is about
 * @param otherwise what to do where it may not
 * @throws UsageError for a dataset's folder, a file, and files that nothing of the kind wrote.
 */
export function checkPagePlace(folder: string, kind: Kind, dataset: string, otherwise: string): void {
  const refuse = (why: string): never => {
    throw new UsageError(`${folder} ${why}; ${otherwise}`);
  };
  const place = resultsPlace(folder, dataset, refuse);
  const { data, page } = filesOf(kind);
  const foreign = [data, page].find((name) => fs.existsSync(join(place, name)));
  if (foreign !== undefined && kindIn(join(place, data)) !== kind)
    refuse(`holds ${foreign}, which no ${kind} wrote`);
}

function kindIn(file: string): unknown {
  try {
    return (JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly kind?: unknown }).kind;
  } catch {
    return undefined;
  }
}
