import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { missing, openAnswers, openBudget, type Store } from '../answers/index.ts';
import type { Call } from '../core/answers.ts';
import type { Entity } from '../core/entity.ts';
import { ConfigError, FileError, PendingError, UsageError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { type Answer, keyOf, type Question } from '../core/question.ts';
import {
  type DatasetContents,
  datasetDigest,
  decisionAnswer,
  hashesOf,
  lastStage,
  readDataset,
  readDecisions,
  storePath,
} from '../files/index.ts';
import { attackedContents } from './attacked-contents.ts';
import { connectModels } from './connect-models.ts';
import type { Overrides } from './dataset.ts';
import type { StageUsed } from './evaluation-folder.ts';
import { contentsOf } from './finish.ts';
import { type LineResult, runLine } from './line.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import { leadsOf, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { prepareDataset } from './prepare-dataset.ts';
import { emptyTally } from './progress.ts';
import { type Register, registerOf } from './register.ts';

/** Where a dataset is built once more. */
export type RebuildOptions = Pick<PrepareOptions, 'cwd' | 'root' | 'env' | 'stages' | 'providers'>;

/** What came of building a dataset once more. `files`: SHA-256 by relative path. */
export type Rebuilt =
  | {
      readonly state: 'rebuilt';
      readonly digest: string;
      readonly files: ReadonlyMap<string, string>;
      /** What its dataset.json would say besides digest and files. */
      readonly meta: JsonObject;
    }
  | { readonly state: 'missing'; readonly records: number; readonly detail: string }
  | { readonly state: 'impossible'; readonly detail: string };

/**
 * Builds a dataset once more from what it keeps (pipeline and scenario files), the project's sources and
 * the stored answers, and says what it would be. Asks nothing and writes nothing.
 */
export async function rebuildDataset(folder: string, options: RebuildOptions): Promise<Rebuilt> {
  try {
    const dataset = loadDataset(folder);
    const parent = dataset.dataset.meta.parent as { readonly digest: string } | null;
    return parent === null
      ? await rebuildRun(dataset, options)
      : await rebuildAttack(dataset, parent.digest, options);
  } catch (error) {
    if (error instanceof FileError || error instanceof UsageError || error instanceof ConfigError)
      return { state: 'impossible', detail: error.message };
    throw error;
  }
}

async function rebuildRun(dataset: LoadedDataset, options: RebuildOptions): Promise<Rebuilt> {
  const { models, scenarios, acceptGaps } = overridesOf(dataset);
  const texts = new Map(dataset.scenarios.map(({ scenario, text }) => [scenario.id, text]));
  const prepared = await prepare(
    join(dataset.folder, 'pipeline.yaml'),
    {
      ...options,
      seed: dataset.seed,
      until: lastStage,
      models,
      ...(scenarios === null ? {} : { scenarios }),
    },
    'stored',
    { scenario: (id) => texts.get(id) },
  );
  const leads = await leadsOf(prepared);
  const register = registerOf(leads);
  const decisions = dataset.dataset.text('decisions.jsonl');
  return replayed(prepared, { records: leads, register, acceptGaps, decisions }, (result) =>
    contentsOf({ prepared, result, register, acceptGaps }),
  );
}

async function rebuildAttack(
  dataset: LoadedDataset,
  parentDigest: string,
  options: RebuildOptions,
): Promise<Rebuilt> {
  const { models, acceptGaps } = overridesOf(dataset);
  const parent = siblingWith(dataset.folder, parentDigest);
  if (parent === undefined)
    return {
      state: 'impossible',
      detail: `the version that it was made from (${parentDigest.slice(0, 12)}) is not beside it`,
    };
  const used = (dataset.dataset.meta.stages as unknown as readonly StageUsed[]).findLast(
    ({ name }) => name === 'attack',
  );
  const ready = await prepareDataset(parent, { ...options, seed: dataset.seed, models }, 'stored', {
    stages: ['attack'],
    stageOptions: { attack: (used?.options ?? {}) as Readonly<Record<string, unknown>> },
  });
  const { items } = ready.dataset;
  const register = registerOf(items);
  return replayed(ready.prepared, { records: items, register, acceptGaps, decisions: '' }, (result) =>
    attackedContents(ready, { result, register }, acceptGaps),
  );
}

const overridesOf = ({ dataset }: LoadedDataset): Overrides => dataset.meta.overrides as unknown as Overrides;

/** The folder beside a dataset that holds the dataset of this digest. */
function siblingWith(folder: string, digest: string): string | undefined {
  const home = dirname(folder);
  return fs
    .readdirSync(home)
    .map((name) => join(home, name))
    .filter((path) => fs.existsSync(join(path, 'dataset.json')))
    .find((path) => digestIn(path) === digest);
}

/** The digest of a dataset; undefined where a folder beside the one in question cannot be read as one. */
function digestIn(folder: string): string | undefined {
  try {
    return readDataset(folder).digest;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** What a line is run once more on. */
interface Start {
  readonly records: readonly Entity[];
  readonly register: Register;
  readonly acceptGaps: boolean;
  /** The dataset's `decisions.jsonl`. */
  readonly decisions: string;
}

/** Runs prepared stages on stored answers alone. */
async function replayed(
  prepared: Prepared,
  start: Start,
  contentsFrom: (result: LineResult) => DatasetContents,
): Promise<Rebuilt> {
  const place = storePath(prepared.root);
  if (!fs.existsSync(place)) return { state: 'impossible', detail: `${prepared.root} has no answer store` };
  const store = await openAnswers(place);
  try {
    const result = await replayLine(prepared, start, store);
    if (result.pending !== undefined)
      return { state: 'missing', records: result.pending.records, detail: result.pending.detail };
    const { files, meta } = contentsFrom(result);
    const hashes = hashesOf(files);
    return { state: 'rebuilt', digest: datasetDigest(hashes), files: hashes, meta };
  } finally {
    await store.close();
  }
}

function replayLine(
  prepared: Prepared,
  { records, register, acceptGaps, decisions }: Start,
  store: Store,
): Promise<LineResult> {
  const signal = new AbortController().signal;
  const connected = connectModels(prepared.models, {
    store,
    budget: openBudget(store.ledger, 'rebuild'),
    replay: true,
    collect: false,
    halt: new AbortController(),
    stopping: signal,
    onEvent: () => {},
  });
  const { stages, models, setting } = prepared;
  const line = { records, stages, first: 1, of: stages.length, models, acceptGaps, tally: emptyTally() };
  const person = onlyThese(decisions, connected.person);
  return runLine(
    { ...line, emit: () => {} },
    { setting, register, ...connected, person, stopping: signal, signal },
  );
}

/**
 * People as the dataset knew them: who decided after it was built, on a prompt that went on unreviewed,
 * does not change it any more. What the store holds wins over the dataset's own file, which may have been
 * edited; where the store has none, as on another machine, the file stands.
 */
function onlyThese(decisions: string, stored: Call<Question, Answer>): Call<Question, Answer> {
  const { entries } = readDecisions(decisions, 'decisions.jsonl');
  const kept = new Map(entries.map((entry) => [entry.key, decisionAnswer(entry)]));
  return async (question, signal) => {
    const answer = kept.get(keyOf(question));
    if (answer === undefined) throw missing(question, 'person');
    return stored(question, signal).catch((error: unknown) => {
      if (error instanceof PendingError) return answer;
      throw error;
    });
  };
}
