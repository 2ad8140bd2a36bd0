import { rolesOf } from '../core/stage.ts';
import { version } from '../core/version.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { JudgeOptions } from '../stages/index.ts';
import { type Evaluation, type EvaluationFacts, pathTo } from './evaluation-folder.ts';
import { stageFacts } from './finish.ts';
import { withoutJudges } from './judges-of.ts';
import type { LoadedDataset } from './load-dataset.ts';
import type { LoadedStage } from './load-stages.ts';
import { modelIds, samplesVerdicts } from './open-models.ts';
import type { Prepared } from './prepare.ts';
import { samplingSent } from './sampling-sent.ts';

/** What a part of an evaluation is made with. */
interface Making {
  readonly prepared: Prepared;
  readonly stages: readonly LoadedStage[];
  /** The evaluation folder. */
  readonly results: string;
  readonly earlier?: Evaluation;
}

/** What an evaluation is of, and how it was made: what earlier parts of it were, and what this one added. */
export function factsOf(
  dataset: LoadedDataset,
  inputs: Making,
  found: Required<Pick<EvaluationFacts, 'effort' | 'rehearsal' | 'counts' | 'funnel'>>,
): EvaluationFacts {
  const { prepared, stages, earlier, results } = inputs;
  const subject = prepared.models.find(({ role }) => role === 'subject');
  const kind = runs(stages, 'respond') ? subject?.settings.kind : earlier?.facts.kind;
  const votesBy = runs(stages, 'judge') ? votingOf(inputs) : earlier?.facts.votesBy;
  return {
    dataset: {
      name: dataset.name,
      version: dataset.version,
      digest: dataset.dataset.digest,
      folder: pathTo(results, dataset.folder),
    },
    specloom: version,
    seed: prepared.seed,
    scenarios: prepared.scenarios.map(({ scenario }) => scenario.id),
    models: sortedByRole({ ...modelsBefore(inputs), ...modelIds(modelsOf(prepared, stages)) }),
    stages: [...(earlier?.facts.stages ?? []), ...stageFacts(stages)],
    ...found,
    sampling: samplingOf(inputs),
    ...withoutUndefined({ kind, votesBy }),
  };
}

/** Of whom these stages ask, what is sent now; of the others, what was. */
function samplingOf({ prepared, stages, earlier }: Making): NonNullable<EvaluationFacts['sampling']> {
  const before = earlier?.facts.sampling ?? {};
  const kept = runs(stages, 'judge') ? withoutJudges(before) : before;
  return sortedByRole({ ...kept, ...samplingSent(prepared.models, stages) });
}

/** Whoever judged before has no part in what is judged anew. */
function modelsBefore({ earlier, stages }: Making): Readonly<Record<string, string>> {
  const models = earlier?.facts.models ?? {};
  return runs(stages, 'judge') ? withoutJudges(models) : models;
}

const runs = (stages: readonly LoadedStage[], name: string): boolean =>
  stages.some(({ stage }) => stage.name === name);

/** Undefined where each judge votes once. */
function votingOf({ prepared, stages }: Making): EvaluationFacts['votesBy'] {
  if (votingJudges(stages).length === 0) return undefined;
  return unsampledJudges(prepared, stages).length === 0 ? 'sampling' : 'server';
}

/** The roles of judges that vote several times. */
function votingJudges(stages: readonly LoadedStage[]): readonly string[] {
  const judging = stages.find(({ stage }) => stage.name === 'judge');
  const { votes } = (judging?.options ?? {}) as Partial<JudgeOptions>;
  return judging === undefined || (votes ?? 1) < 2 ? [] : rolesOf(judging);
}

/** Judges that vote several times and sample nothing. */
export const unsampledJudges = ({ models }: Prepared, stages: readonly LoadedStage[]): readonly string[] =>
  models
    .filter(({ role }) => votingJudges(stages).includes(role))
    .filter((model) => !samplesVerdicts(model))
    .map(({ to }) => to);

function modelsOf({ models }: Prepared, stages: readonly LoadedStage[]) {
  return models.filter(({ role }) => stages.some((stage) => rolesOf(stage).includes(role)));
}

const sortedByRole = <T>(byRole: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(byRole).sort(([a], [b]) => (a < b ? -1 : 1)));
