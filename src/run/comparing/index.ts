import fs from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { FileError, UsageError } from '../../core/errors.ts';
import { rootOf } from '../../files/index.ts';
import { AGREEMENT } from '../agree/document.ts';
import { datasetOf } from '../evaluation-folder.ts';
import { type LoadedDataset, loadDataset } from '../load-dataset.ts';
import { checkPagePlace, writePage } from '../page-folder.ts';
import { judgesFolder } from '../probe/read-trust.ts';
import { resultsOf } from '../results-place.ts';
import { type Arranged, arranged } from './arrange.ts';
import { compared } from './compare.ts';
import { type Contender, contenderIn, type Skipped } from './contender.ts';
import type { CompareDocument } from './document.ts';
import { contendersIn, type Found } from './find.ts';

export type { CompareDocument, ComparedEvaluation, Comparison } from './document.ts';

/** How evaluations are compared. */
export interface CompareOptions {
  /** Folder that others are named from; the process's own by default. */
  readonly cwd?: string;
  readonly root?: string;
  /** Where the comparison is written; by default the folder of results that is compared, or `results/<dataset>`. */
  readonly out?: string;
}

/**
 * Compares evaluations of one dataset, pair by pair and item by item, and writes `comparison.json` and the report of
 * all of them, `comparison.html`. Asks nothing.
 *
 * @param target - a folder of results, which stands for all whole evaluations in it, or two and more evaluation folders. In a
 *   folder of results, those that are judged or scored unlike most are left out and named
 * @throws FileError for what is no evaluation or was changed; UsageError where they are not of one dataset, of the
 *   same scenarios, judged and scored alike, saying what differs.
 */
export async function compare(
  target: string | readonly string[],
  options: CompareOptions = {},
): Promise<CompareDocument> {
  const cwd = options.cwd ?? process.cwd();
  const folders = (typeof target === 'string' ? [target] : target).map((folder) => resolve(cwd, folder));
  const [first, ...more] = folders;
  if (first === undefined)
    throw new UsageError('no folder is named; name a folder of results, or evaluations');
  const found = more.length === 0 ? await wholeIn(first, cwd) : await namedAt(folders);
  const { contenders, dataset, skipped } = ofDataset(found, cwd, more.length === 0);
  const home = more.length === 0 ? first : resultsOf(rootOf(cwd, options.root), dataset.folder);
  const set =
    more.length === 0 ? likeMost(contenders, cwd) : arranged(contenders, { otherwise: 'refuse', cwd });
  return written(set, dataset, {
    results: options.out === undefined ? home : resolve(cwd, options.out),
    known: knownIn(home, resultsOf(rootOf(cwd, options.root), dataset.folder)),
    cwd,
    skipped: [...skipped, ...set.skipped],
  });
}

/**
 * The comparison behind several evaluations: of those, and, but for `alone`, of all others in the same folder that can
 * stand beside them; null where there are not two.
 *
 * @param folders where the evaluations stand that have just been made
 */
export async function compareAfter(
  folders: readonly string[],
  {
    results,
    root,
    cwd,
    alone = false,
  }: { readonly results: string; readonly root?: string; readonly cwd: string; readonly alone?: boolean },
): Promise<CompareDocument | null> {
  if (folders.length === 0) return null;
  const found = alone ? await namedAt(folders) : await contendersIn(results, cwd);
  const lead = found.contenders.find(({ folder }) => folders.includes(folder));
  if (lead === undefined) return null;
  const set = arranged(found.contenders, { otherwise: 'skip', lead, cwd });
  if (set.contenders.length < 2) return null;
  const dataset = loadDataset(datasetOf(lead.folder, lead.facts));
  const left = [...found.skipped, ...set.skipped];
  const known = knownIn(results, resultsOf(rootOf(cwd, root), dataset.folder));
  return written(set, dataset, { results, known, cwd, skipped: left });
}

/** The comparison of those in a folder that most are like, as `compare` makes it; null where no two are alike. */
export async function compareAlike(
  results: string,
  { cwd, root }: { readonly cwd: string; readonly root?: string },
): Promise<CompareDocument | null> {
  const { contenders, dataset, skipped } = ofDataset(await wholeIn(results, cwd), cwd, true);
  const set = arranged(contenders, { otherwise: 'skip', cwd });
  if (set.contenders.length < 2) return null;
  const known = knownIn(results, resultsOf(rootOf(cwd, root), dataset.folder));
  return written(set, dataset, { results, known, cwd, skipped: [...skipped, ...set.skipped] });
}

/** Where what is known of judges stands: beside the evaluations, or else where it is written for the dataset. */
const knownIn = (results: string, ofDataset: string): string =>
  [judgesFolder, AGREEMENT].some((name) => fs.existsSync(join(results, name))) ? results : ofDataset;

/**
 * The evaluations of a folder that most of them are like; the others are left out and named.
 *
 * @throws UsageError saying what differs where no two are alike.
 */
function likeMost(contenders: readonly Contender[], cwd: string): Arranged {
  const set = arranged(contenders, { otherwise: 'skip', cwd });
  const isOneOfSeveral = set.contenders.length < 2 && set.skipped.length > 0;
  return isOneOfSeveral ? arranged(contenders, { otherwise: 'refuse', cwd }) : set;
}

/** @throws FileError, UsageError where there is no whole evaluation. */
async function wholeIn(results: string, cwd: string): Promise<Found> {
  const found = await contendersIn(results, cwd);
  if (found.contenders.length > 0) return found;
  if (fs.existsSync(join(results, 'dataset.json')))
    throw new UsageError(
      `${results} is a dataset; name the methods to compare on it with --methods, or the folder of its results`,
    );
  const why = found.skipped.map(({ folder, why }) => `; ${folder}: ${why}`).join('');
  throw new FileError(results, `holds no whole evaluation${why}; make them with specloom evaluate`);
}

async function namedAt(folders: readonly string[]): Promise<Found> {
  const twice = folders.find((folder, at) => folders.indexOf(folder) < at);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice; once is enough`);
  const contenders: Contender[] = [];
  for (const folder of folders) contenders.push(await contenderIn(folder));
  return { contenders, skipped: [] };
}

/**
 * The dataset as it is now, and the evaluations of it. Others that stand in a folder of results are left out there.
 *
 * @throws UsageError where one that was named is of another dataset, or all are.
 */
function ofDataset({ contenders, skipped }: Found, cwd: string, mayLeaveOut: boolean) {
  const { folder, facts } = contenders[0]!;
  const dataset = loadDataset(datasetOf(folder, facts));
  const { digest } = dataset.dataset;
  const others = contenders.filter((each) => each.facts.dataset.digest !== digest);
  const why = ({ facts }: Contender): string =>
    `is of dataset ${facts.dataset.digest.slice(0, 12)}, and ${relative(cwd, dataset.folder)} is ${digest.slice(0, 12)}; evaluate again`;
  const [other] = others;
  if (other !== undefined && (!mayLeaveOut || others.length === contenders.length))
    throw new UsageError(`${relative(cwd, other.folder) || '.'} ${why(other)}`);
  const left = others.map((each): Skipped => ({ folder: relative(cwd, each.folder) || '.', why: why(each) }));
  return {
    dataset,
    contenders: contenders.filter((each) => !others.includes(each)),
    skipped: [...skipped, ...left],
  };
}

/** Where a comparison is written, where what is known of judges stands, and what it is told with. */
interface Writing {
  readonly results: string;
  readonly known: string;
  readonly cwd: string;
  readonly skipped: readonly Skipped[];
}

async function written(
  set: Arranged,
  dataset: LoadedDataset,
  { results, known, cwd, skipped }: Writing,
): Promise<CompareDocument> {
  checkPagePlace(results, 'comparison', dataset.folder, 'name another folder with --out');
  const { comparison, report } = await compared(set, dataset, { results, known });
  const data = `${JSON.stringify(comparison, null, 2)}\n`;
  const page = writePage(results, 'comparison', { data, page: report });
  const paths = { data: relative(cwd, page.replace(/html$/, 'json')), report: relative(cwd, page) };
  return { ...comparison, skipped, files: paths };
}
