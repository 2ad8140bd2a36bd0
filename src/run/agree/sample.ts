import fs from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { version } from '../../core/version.ts';
import { readText, rootOf, writeAtomically } from '../../files/index.ts';
import { resultsOf, resultsPlace } from '../results-place.ts';
import { assign } from './assign.ts';
import { designFile, designText, readDesign, type SampleDesign, sampleDigest } from './design.ts';
import { byRank, type Count, type Drawn, draw, type StratumFacts } from './draw.ts';
import { type Evaluations, readEvaluations } from './evaluations.ts';
import { evaluationFolders } from './folders.ts';
import { isLabelled } from './read-labels.ts';
import { sheetLine, textsDigest, textsOf } from './sheet.ts';

/** How a sample is drawn. */
export interface AgreeSampleOptions {
  readonly cwd?: string;
  readonly root?: string;
  /** Responses of each scenario and model; 5 by default, as in the paper. Excludes `size`. */
  readonly perModel?: number;
  /** Responses in all, spread evenly over scenarios and models. */
  readonly size?: number;
  /** Names in kebab-case; `person` by default. */
  readonly annotators?: readonly string[];
  /** How many of the responses everybody labels; none by default. */
  readonly overlap?: number;
  /** 0 by default. */
  readonly seed?: number;
  /** File to write, `results/<dataset>/labels.jsonl` by default; with several annotators the name goes before its ending. */
  readonly out?: string;
}

/** What drawing did. Paths are relative to the working folder, those of evaluations to the design's folder. */
export interface AgreeSampleDocument {
  readonly sample: string;
  readonly design: string;
  readonly files: readonly {
    readonly file: string;
    readonly annotator: string;
    readonly responses: number;
  }[];
  readonly responses: number;
  readonly seed: number;
  readonly dataset: { readonly name: string; readonly version: string; readonly digest: string };
  readonly evaluations: SampleDesign['evaluations'];
  readonly strata: readonly StratumFacts[];
}

/**
 * Draws responses of evaluations for people to label, and writes them as a judge saw them: without model, label and
 * verdicts. One file for each annotator, for the owner alone, and a file that says how the sample was drawn.
 *
 * @param folders evaluation folders of one dataset, or a folder that holds some, relative to the working folder
 * @throws FileError, UsageError where they do not fit together, where too few are to be drawn, and where a file holds
 *   labels that would be lost. Nothing is written then.
 */
export async function agreeSample(
  folders: readonly string[],
  options: AgreeSampleOptions = {},
): Promise<AgreeSampleDocument> {
  const cwd = options.cwd ?? process.cwd();
  const { annotators = ['person'], overlap = 0, seed = 0 } = options;
  const read = await readEvaluations(cwd, evaluationFolders(cwd, folders));
  refuseOtherViews(read);
  const drawn = draw(read.evaluations, countOf(options), seed);
  const assigned = assign(drawn, { annotators, overlap, seed });
  const out = options.out ?? relative(cwd, defaultFile(cwd, options.root, read));
  resultsPlace(dirname(resolve(cwd, out)), read.dataset.folder, (why) => {
    throw new UsageError(`${dirname(out)} ${why}; name another file with --out`);
  });
  const design = designOf(read, drawn, assigned, { annotators, overlap, seed, out: resolve(cwd, out) });
  const files = annotators.map((annotator) => {
    const own = drawn.filter(({ answered }) => assigned.get(answered.response.id)!.includes(annotator));
    return {
      file: annotators.length === 1 ? out : out.replace(/(\.jsonl)?$/, `-${annotator}.jsonl`),
      annotator,
      own,
    };
  });
  for (const { file } of files) await refuseLabelled(resolve(cwd, file), file);
  await refuseOtherDesign(resolve(cwd, designFile(out)), designFile(out), design.sample);
  for (const { file, annotator, own } of files)
    writeAtomically(resolve(cwd, file), sheetOf(own, read, { annotator, seed, sample: design.sample }));
  writeAtomically(resolve(cwd, designFile(out)), designText(design));
  return {
    sample: design.sample,
    design: designFile(out),
    files: files.map(({ file, annotator, own }) => ({ file, annotator, responses: own.length })),
    responses: drawn.length,
    seed,
    dataset: design.dataset,
    evaluations: design.evaluations,
    strata: design.strata,
  };
}

function countOf({ perModel, size }: AgreeSampleOptions): Count {
  if (perModel !== undefined && size !== undefined)
    throw new UsageError(
      '--per-model says how many of each scenario and model, --size how many in all; give one',
    );
  return size === undefined ? { perModel: perModel ?? 5 } : { size };
}

/** What people read must be what each judge saw. */
function refuseOtherViews({ evaluations }: Evaluations): void {
  const [first, ...others] = evaluations;
  const view = ({ judging: { sees, cut } }: (typeof evaluations)[number]): string =>
    `${sees}, ${cut === null ? 'whole responses' : `responses cut after ${cut} characters`}`;
  const other = others.find((each) => view(each) !== view(first!));
  if (other !== undefined)
    throw new UsageError(
      `the judge of ${first!.folder} saw: ${view(first!)}; that of ${other.folder}: ${view(other)}; draw from evaluations whose judges saw the same`,
    );
}

const defaultFile = (cwd: string, root: string | undefined, { dataset }: Evaluations): string =>
  resolve(resultsOf(rootOf(cwd, root), dataset.folder), 'labels.jsonl');

/** @throws UsageError where a file has labels, or is no file of labels. */
async function refuseLabelled(path: string, shown: string): Promise<void> {
  if (!fs.existsSync(path)) return;
  if (isLabelled(await readText(path)))
    throw new UsageError(
      `${shown} exists and is not as drawing left it: labels in it would be lost; move it away, or name another file with --out`,
    );
}

/** @throws UsageError where labels of another sample could not be read any more. */
async function refuseOtherDesign(path: string, shown: string, sample: string): Promise<void> {
  if (!fs.existsSync(path) || (await readDesign(path)).sample === sample) return;
  throw new UsageError(
    `${shown} says how another sample was drawn, and its labels cannot be read without it; name another file with --out, or remove it`,
  );
}

function designOf(
  { dataset, evaluations }: Evaluations,
  drawn: readonly Drawn[],
  assigned: ReadonlyMap<string, readonly string[]>,
  { out, ...said }: { annotators: readonly string[]; overlap: number; seed: number; out: string },
): SampleDesign {
  const strata = new Map(drawn.map(({ stratum }) => [stratum.stratum, stratum]));
  const design = {
    sample: '',
    specloom: version,
    seed: said.seed,
    dataset: { name: dataset.name, version: dataset.version, digest: dataset.dataset.digest },
    evaluations: evaluations.map(({ place, model, judge, frameDigest, frame }) => ({
      folder: relative(dirname(out), place),
      model,
      judge,
      responses: frameDigest,
      canBeDrawn: frame.length,
    })),
    shown: { sees: evaluations[0]!.judging.sees, cut: evaluations[0]!.judging.cut },
    annotators: [...said.annotators],
    overlap: said.overlap,
    strata: [...strata.values()],
    responses: drawn.map((each) => ({
      id: each.answered.response.id,
      stratum: each.stratum.stratum,
      annotators: [...assigned.get(each.answered.response.id)!],
      texts: textsDigest(textsIn(each, dataset)),
    })),
  };
  return { ...design, sample: sampleDigest(design) };
}

/** The lines of one annotator: scenario by scenario, in an order that tells nothing within each. */
function sheetOf(
  own: readonly Drawn[],
  { dataset }: Evaluations,
  { annotator, seed, sample }: { annotator: string; seed: number; sample: string },
): string {
  const mixed = byRank(own, ({ answered }) => answered.response.id, seed, 'agree order');
  const canary = String(dataset.dataset.meta.canary);
  return [...groupBy(mixed, ({ answered }) => answered.item.scenario).values()]
    .flat()
    .map((each) => {
      const texts = textsIn(each, dataset);
      const verdicts = Object.fromEntries(texts.specs.map(({ id }) => [id, null]));
      const id = each.answered.response.id;
      return sheetLine({ verdicts, annotator, ...texts, id, sample, canary });
    })
    .join('');
}

function textsIn({ answered, evaluation }: Drawn, dataset: Evaluations['dataset']) {
  const { scenario } = dataset.scenarios.find(({ scenario }) => scenario.id === answered.item.scenario)!;
  return textsOf(answered, evaluation, scenario);
}
