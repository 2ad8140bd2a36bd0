import fs from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { openAnswers, type Store } from '../answers/index.ts';
import { UsageError } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import { canonicalJson } from '../core/json.ts';
import type { Question } from '../core/question.ts';
import { reviewerOf } from '../core/review.ts';
import { writeAtomically } from '../files/atomic.ts';
import { readDecisions, reviewLine } from '../files/decisions.ts';
import { rootOf, runsPath, storePath } from '../files/project.ts';
import { readText } from '../files/read-text.ts';
import { findRun } from '../run/find-run.ts';
import { readPipeline } from '../run/prepare.ts';
import { type RunState, readRunState } from '../run/run-folder.ts';

export interface ExportRequest {
  readonly cwd: string;
  readonly root: string | undefined;
  /** A pipeline file, or the name of a run. */
  readonly pipeline: string;
  readonly out: string | undefined;
  readonly reviewer: string | undefined;
}

/** What `review export` did. */
export interface ExportReport {
  readonly pipeline: string;
  /** As it was given, or relative to the working folder; null where there was nothing to write. */
  readonly file: string | null;
  /** Written questions by reviewer. */
  readonly reviewers: Readonly<Record<string, number>>;
  readonly questions: number;
  /** Open questions to others, where one reviewer was named. */
  readonly others: Readonly<Record<string, number>>;
  /** Why nothing is open, in words; null where something is. */
  readonly why: string | null;
}

/**
 * Writes the questions that the last run of a pipeline left open to people, one a line, for its owner
 * alone. Nothing open: no file.
 *
 * @throws UsageError where the pipeline has not been run, or asks nobody, or the file holds decisions that
 *   were not taken in yet: that work must not be overwritten.
 */
export async function exportQuestions(request: ExportRequest): Promise<ExportReport> {
  const root = rootOf(request.cwd, request.root);
  const { name, runs } = await namedPipeline(request, root);
  if (runs.length === 0)
    throw new UsageError(
      `${name} has not been run here yet, so nothing is open; start with: specloom run <pipeline>`,
    );
  const store = openAnswers(storePath(root));
  try {
    const open = await openQuestions(store, name);
    const own = open.filter(
      (question) => request.reviewer === undefined || reviewerOf(question) === request.reviewer,
    );
    const others = countsBy(open.filter((question) => !own.includes(question)));
    const report = { pipeline: name, reviewers: countsBy(own), questions: own.length, others };
    if (own.length === 0)
      return { ...report, file: null, why: open.length > 0 ? null : whyNothing(name, runs) };
    const file = request.out ?? defaultFile(name, request.reviewer);
    await refuseUnsaved(store, resolve(request.cwd, file), file);
    writeAtomically(
      resolve(request.cwd, file),
      own.map((question) => `${reviewLine(question, null)}\n`).join(''),
    );
    return { ...report, file, why: null };
  } finally {
    await store.close();
  }
}

const defaultFile = (name: string, reviewer: string | undefined): string =>
  `review-${name}${reviewer === undefined ? '' : `-${reviewer}`}.jsonl`;

/** The name that a pipeline's questions are noted under, and its runs. */
async function namedPipeline(
  { cwd, pipeline }: ExportRequest,
  root: string,
): Promise<{ name: string; runs: readonly RunState[] }> {
  if (/\.ya?ml$/.test(pipeline)) {
    const { name } = await readPipeline(resolve(cwd, pipeline));
    return { name, runs: runsOf(root, name) };
  }
  const state = readRunState(findRun(cwd, root, pipeline));
  return { name: state.pipeline, runs: [state] };
}

/** The runs of a pipeline, whatever their dataset folder is called. */
function runsOf(root: string, name: string): readonly RunState[] {
  const runs = runsPath(root);
  const folders = fs.existsSync(runs) ? fs.readdirSync(runs).sort() : [];
  return folders
    .map((folder) => join(runs, folder))
    .filter((folder) => fs.existsSync(join(folder, 'run.json')))
    .map(readRunState)
    .filter((state) => state.pipeline === name);
}

/** Open questions to people, those of one reviewer together, and under each those of one scenario. */
async function openQuestions(store: Store, scope: string): Promise<readonly Question[]> {
  const open: Question[] = [];
  for await (const { question } of store.pendingQuestions(scope))
    if (question.kind === 'person') open.push(question);
  const order = ({ to, body }: Question): string =>
    canonicalJson([to, body.what ?? null, body.scenario ?? null]);
  return open.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

const countsBy = (questions: readonly Question[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...groupBy(questions, reviewerOf)].map(([reviewer, own]) => [reviewer, own.length]));

/** @throws UsageError where nobody was asked in any of the runs. */
function whyNothing(name: string, runs: readonly RunState[]): string {
  const asking = runs.filter(({ stages }) => stages.includes('review'));
  if (asking.length === 0)
    throw new UsageError(
      `the last run of ${name} had no stage \`review\`, so nobody was asked; add one behind balance or attack, such as { use: review, what: prompts }, or run without --until`,
    );
  const stopped = asking.find(({ state }) => state !== 'done');
  if (stopped === undefined) return 'people have answered all that the last run asked them';
  if (stopped.pending?.reasons.person !== undefined)
    return 'all that it waited for is answered, or noted for another pipeline by now; run it again';
  return `the last run ended before the review was done (${stopped.pending?.stage ?? stopped.state}); go on with: ${stopped.command}`;
}

/** @throws UsageError where a file holds decisions that the store does not have, or something else. */
async function refuseUnsaved(store: Store, path: string, shown: string): Promise<void> {
  if (!fs.existsSync(path)) return;
  const { entries, problems } = readDecisions(await readText(path), basename(path));
  const another = 'or name another file with --out';
  if (problems.length > 0)
    throw new UsageError(`${shown} exists and is not as an export left it; move it away, ${another}`);
  for (const { key, decision } of entries)
    if (canonicalJson((await store.get(key))?.body ?? null) !== canonicalJson(decision))
      throw new UsageError(
        `${shown} holds decisions that were not taken in yet; import it first (specloom review import ${shown}), ${another}`,
      );
}
