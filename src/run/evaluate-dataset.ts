import type { EvaluationEffort } from '../core/effort.ts';
import type { Entity, Item, Judgement, Response } from '../core/entity.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { StageOutcomes } from './dataset-rows.ts';
import { effortsOf, unknownEffort } from './effort.ts';
import { factsOf, unsampledJudges } from './evaluation-facts.ts';
import { type Evaluation, writeEvaluation } from './evaluation-folder.ts';
import { withScores } from './evaluation-scores.ts';
import type { HeadlineChange } from './headline-change.ts';
import type { LoadedDataset } from './load-dataset.ts';
import type { LoadedStage } from './load-stages.ts';
import type { Prepared } from './prepare.ts';
import { registerOf } from './register.ts';
import { responseRemarks } from './response-remarks.ts';
import { resultsOf } from './results-place.ts';
import type { EvaluationHeadline, PendingFacts } from './run-document.ts';
import type { Session } from './session.ts';

/** How a dataset is to be evaluated. */
export interface EvaluateInputs {
  readonly prepared: Prepared;
  /** The stages that are run, in order. */
  readonly stages: readonly LoadedStage[];
  readonly session: Pick<Session, 'line' | 'store'>;
  /** The evaluation folder. */
  readonly results: string;
  /** What an earlier part of the same evaluation came to, where this one goes on from it. */
  readonly earlier?: Evaluation;
}

/** What an evaluation came to. `scores` is left out where it did not come to scores. */
export interface Evaluated {
  readonly pending: PendingFacts | undefined;
  readonly scores: EvaluationHeadline | undefined;
  /** Means over scenarios: from original to unsafe, from safe to control; none where it did not come to scores. */
  readonly changes: readonly HeadlineChange[];
  readonly funnel: readonly FunnelRow[];
  readonly remarks: readonly string[];
  readonly rehearsed: ReadonlySet<string>;
  /** Of this part and of earlier ones; unknown where it stopped. */
  readonly effort: EvaluationEffort;
}

/**
 * Runs stages that evaluate a dataset and writes what they come to. A stage that lacks an answer stops
 * it, and nothing is written then: an evaluation of some of the items must not pass for one of all.
 */
export async function evaluateDataset(dataset: LoadedDataset, inputs: EvaluateInputs): Promise<Evaluated> {
  const { prepared, earlier, stages } = inputs;
  const items = chosenItems(dataset, prepared);
  const before = { responses: earlier?.responses ?? [], judgements: earlier?.judgements ?? [] };
  const register = registerOf([...items, ...before.responses, ...before.judgements]);
  const result = await inputs.session.line(stages, startOf(stages, items, before), register);
  const rehearsed = register.rehearsed();
  const { funnel, pending } = result;
  if (pending !== undefined)
    return { pending, scores: undefined, changes: [], funnel, remarks: [], rehearsed, effort: unknownEffort };

  const responses = [...before.responses, ...made<Response>(result.outcomes, 'response')];
  const judgements = [...before.judgements, ...made<Judgement>(result.outcomes, 'judgement')];
  const efforts = await effortsOf({
    stages,
    outcomes: result.outcomes,
    models: prepared.models,
    store: inputs.session.store,
  });
  const facts = factsOf(dataset, inputs, {
    effort: { ...unknownEffort, ...earlier?.facts.effort, ...efforts },
    rehearsal: [...responses, ...judgements].some((record) => record.rehearsal),
    counts: { items: items.length, responses: responses.length, judgements: judgements.length },
    funnel: [...(earlier?.facts.funnel ?? []), ...funnel],
  });
  const isJudged = facts.stages.some(({ name }) => name === 'judge');
  const evaluation: Evaluation = {
    facts,
    responses,
    judgements: isJudged ? judgements : undefined,
    derived: {},
  };
  const place = resultsOf(prepared.root, dataset.folder);
  const finished = await withScores(evaluation, dataset, { items, results: place });
  writeEvaluation(inputs.results, finished.evaluation);
  const remarks = [
    ...responseRemarks(responses, result.outcomes, unsampledJudges(prepared, stages)),
    ...finished.remarks,
  ];
  const { headline: scores, changes } = finished;
  return { pending, funnel, rehearsed, scores, changes, remarks, effort: facts.effort! };
}

/** The items of the scenarios that are evaluated. */
export const chosenItems = (
  dataset: LoadedDataset,
  { scenarios }: Pick<Prepared, 'scenarios'>,
): readonly Item[] =>
  itemsOfScenarios(
    dataset,
    scenarios.map(({ scenario }) => scenario.id),
  );

/** The items of scenarios that are named. */
export function itemsOfScenarios({ items }: LoadedDataset, scenarios: readonly string[]): readonly Item[] {
  const chosen = new Set(scenarios);
  return items.filter(({ scenario }) => chosen.has(scenario));
}

/** The records that the first stage works on. */
function startOf(
  stages: readonly LoadedStage[],
  items: readonly Item[],
  { responses, judgements }: { responses: readonly Response[]; judgements: readonly Judgement[] },
): readonly Entity[] {
  const first = stages[0]?.stage.name;
  if (first === 'judge') return responses;
  return first === 'score' ? judgements : items;
}

function made<T extends Entity>(stages: readonly StageOutcomes[], kind: T['kind']): readonly T[] {
  return stages.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) =>
      outcome.kind === 'turn' ? outcome.into.filter((record): record is T => record.kind === kind) : [],
    ),
  );
}
