import fs from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { version } from '../../core/version.ts';
import { readText, rootOf, writeAtomically } from '../../files/index.ts';
import { annotatorAgreements, confusionOf, peopleAgreement } from '../../stats/agreement/index.ts';
import type { CorrectionOptions } from '../../stats/correction/types.ts';
import { DESCRIPTION } from '../evaluation-folder.ts';
import { resultsOf, resultsPlace } from '../results-place.ts';
import { correct } from './correct.ts';
import { findDesign, readDesign, type SampleDesign } from './design.ts';
import { AGREEMENT, type AgreementDocument } from './document.ts';
import { type Evaluations, type LabelledEvaluation, readEvaluations } from './evaluations.ts';
import { type Judged, judgedBy, labelledResponses } from './judged.ts';
import type { Label } from './label-line.ts';
import { type Labels, readLabels, sampleOf } from './read-labels.ts';
import { verdictsDigest } from './verdicts-digest.ts';

/** How labels are read back. */
export interface AgreeOptions {
  readonly cwd?: string;
  readonly root?: string;
  /** Evaluation folders; those that the sample was drawn from by default. */
  readonly evaluations?: readonly string[];
  /** The file that says how the sample was drawn; by default the one beside the labels. */
  readonly design?: string;
  /** What corrected scores are about; the items of this benchmark by default. */
  readonly target?: CorrectionOptions['target'];
  /** Whether the labels of all models correct each of them. */
  readonly pool?: boolean;
  /** The folder that agreement.json is written to; `results/<dataset>` by default. */
  readonly out?: string;
}

/** What agree did: what agreement.json holds, and where that is, relative to the working folder. */
export type AgreeDocument = AgreementDocument & { readonly file: string };

/**
 * Reads people's labels back: how they and the judges agree, and the models' scores as corrected by the labels. Writes
 * agreement.json.
 *
 * @param files files of labels of one sample, relative to the working folder
 * @throws FileError, naming file and line, where a label cannot be read; UsageError where nothing was labelled yet, and
 *   where evaluations have other responses than those that were drawn from. Nothing is written then.
 */
export async function agree(files: readonly string[], options: AgreeOptions = {}): Promise<AgreeDocument> {
  const cwd = options.cwd ?? process.cwd();
  if (files.length === 0) throw new UsageError('name at least one file of labels');
  const read = [];
  for (const file of files) read.push({ file, text: await readText(resolve(cwd, file)) });
  const sample = sampleOf(read);
  const { file: designFile, design } = await designFor(sample, files, options, cwd);
  const labels = readLabels(read, { design });
  if (labels.labels.length === 0)
    throw new UsageError(
      `nobody has labelled any of the ${labels.blank} lines yet; fill in their \`verdicts\` with YES, NO or NA`,
    );
  const folders =
    options.evaluations ??
    design.evaluations.map(({ folder }) => relative(cwd, resolve(dirname(designFile), folder)));
  const evaluations = await readEvaluations(cwd, folders);
  refuseOtherResponses(evaluations, design);
  const results = resultsFor(evaluations, options, cwd);
  const document = documentOf(evaluations, labels, { design, options, results });
  const file = join(results, AGREEMENT);
  writeAtomically(file, `${JSON.stringify(document, null, 2)}\n`);
  return { file: relative(cwd, file), ...document };
}

async function designFor(sample: string, files: readonly string[], { design }: AgreeOptions, cwd: string) {
  if (design === undefined)
    return findDesign(
      sample,
      files.map((file) => resolve(cwd, file)),
    );
  const file = resolve(cwd, design);
  const read = await readDesign(file);
  if (read.sample !== sample)
    throw new UsageError(`${files[0]} is of sample ${sample}, and ${design} of ${read.sample}`);
  return { file, design: read };
}

/** The probabilities hold for the responses that were drawn from, and for no others. */
function refuseOtherResponses({ dataset, evaluations }: Evaluations, design: SampleDesign): void {
  const { digest } = dataset.dataset;
  if (digest !== design.dataset.digest)
    throw new UsageError(
      `the labels are of dataset ${design.dataset.digest.slice(0, 12)}, and ${dataset.name} is ${digest.slice(0, 12)} now; draw and label again, or name evaluations of that dataset with --evaluation`,
    );
  const drawnFrom = new Set(design.evaluations.map(({ responses }) => responses));
  const other = evaluations.find(({ frameDigest }) => !drawnFrom.has(frameDigest));
  if (other !== undefined)
    throw new UsageError(
      `${other.folder} has other responses than those that the sample was drawn from; draw again with specloom agree sample, or name another folder with --evaluation`,
    );
}

function resultsFor({ dataset }: Evaluations, { out, root }: AgreeOptions, cwd: string): string {
  const folder = out === undefined ? resultsOf(rootOf(cwd, root), dataset.folder) : resolve(cwd, out);
  return resultsPlace(folder, dataset.folder, (why) => {
    throw new UsageError(`${relative(cwd, folder)} ${why}; name another folder with --out`);
  });
}

function documentOf(
  evaluations: Evaluations,
  { labels, blank }: Labels,
  { design, options, results }: { design: SampleDesign; options: AgreeOptions; results: string },
): AgreementDocument {
  const byResponse = groupBy(labels, ({ id }) => id);
  const judges = judgedBy(evaluations).map((judged) =>
    agreementWith(judged, byResponse, evaluations, { design, options }),
  );
  return {
    specloom: version,
    dataset: design.dataset,
    sample: { sample: design.sample, seed: design.seed, drawn: design.responses.length },
    evaluations: evaluations.evaluations.map((each) => sourceOf(each, results)),
    labels: { responses: byResponse.size, given: labels.length, blank },
    people: judges.map(({ people }) => people),
    annotators: judges.flatMap(({ annotators }) => annotators),
    confusions: judges.map(({ confusion }) => confusion),
    corrected: judges.flatMap(({ corrected }) => corrected),
  };
}

function agreementWith(
  judged: Judged,
  labels: ReadonlyMap<string, readonly Label[]>,
  evaluations: Evaluations,
  { design, options: { target, pool } }: { design: SampleDesign; options: AgreeOptions },
) {
  const { judge } = judged;
  const labelled = labelledResponses(judged, labels, evaluations);
  const rules = { ...judged.scoring, seed: design.seed };
  return {
    people: peopleAgreement(judge, labelled, rules),
    annotators: [...annotatorAgreements(judge, labelled, rules)],
    confusion: { judge, counts: confusionOf(labelled) },
    corrected: correct(judged, labelled, design, {
      ...(target === undefined ? {} : { target }),
      pooled: pool === true,
    }),
  };
}

const sourceOf = ({ place, model, judge }: LabelledEvaluation, results: string) => ({
  folder: relative(results, place),
  model,
  judge,
  verdicts: verdictsDigest(fs.readFileSync(join(place, DESCRIPTION), 'utf8')) ?? '',
});
