import { costUsd, type Store } from '../answers/index.ts';
import type { Effort, EvaluationEffort } from '../core/effort.ts';
import type { Answer, Key } from '../core/question.ts';
import { rolesOf } from '../core/stage.ts';
import type { StageOutcomes } from './dataset-rows.ts';
import type { LoadedStage } from './load-stages.ts';
import { isFree, priceOfModel, type ResolvedModel } from './open-models.ts';

/** Of an evaluation of which nothing was noted. */
export const unknownEffort: EvaluationEffort = { respond: null, judge: null };

/** What effort is counted from: the stages that ran, with their outcomes, and where the answers lie. */
export interface EffortInputs {
  readonly stages: readonly LoadedStage[];
  readonly outcomes: readonly StageOutcomes[];
  readonly models: readonly ResolvedModel[];
  readonly store: Pick<Store, 'getMany' | 'entries'>;
}

/** The effort of those parts of an evaluation that ran, by the stored answers that their outcomes rest on. */
export async function effortsOf(inputs: EffortInputs): Promise<Partial<EvaluationEffort>> {
  const efforts: { respond?: Effort; judge?: Effort } = {};
  for (const part of ['respond', 'judge'] as const) {
    const loaded = inputs.stages.find(({ stage }) => stage.name === part);
    if (loaded !== undefined) efforts[part] = await effortOf(loaded, inputs);
  }
  return efforts;
}

/** A question that two outcomes rest on was asked once, so it counts once. */
async function effortOf(loaded: LoadedStage, inputs: EffortInputs): Promise<Effort> {
  const own = inputs.outcomes.filter(({ stage }) => stage === loaded.stage.name);
  const keys = [...new Set(own.flatMap(({ outcomes }) => outcomes.flatMap(({ answers }) => answers)))];
  const asked = rolesOf(loaded).flatMap((role) => inputs.models.find((model) => model.role === role) ?? []);
  return effortIn(await answersTo(keys, asked, inputs.store));
}

/** A stored answer with the model that gave it; undefined where no role of the stage goes to that model. */
export interface Priced {
  readonly answer: Answer;
  readonly model: ResolvedModel | undefined;
}

/** Only questions know to whom they went; where there is one addressee alone, nothing has to look at them. */
async function answersTo(
  keys: readonly Key[],
  models: readonly ResolvedModel[],
  store: EffortInputs['store'],
): Promise<readonly Priced[]> {
  const byAddressee = new Map(models.map((model) => [model.to, model]));
  if (byAddressee.size === 1) {
    const found = await store.getMany(keys);
    return [...found.values()].map((answer) => ({ answer, model: models[0] }));
  }
  const priced: Priced[] = [];
  for (const [to, model] of byAddressee)
    for await (const { answer } of store.entries({ to, keys })) priced.push({ answer, model });
  return priced;
}

/** Sums up answers. A cost is known only where every answer states its tokens and every price is known. */
export function effortIn(answers: readonly Priced[]): Effort {
  let [input, output, unstated] = [0, 0, 0];
  let cost: number | null = 0;
  for (const { answer, model } of answers) {
    const { usage } = answer;
    const price = model === undefined ? undefined : priceOfModel(model);
    input += usage?.inputTokens ?? 0;
    output += usage?.outputTokens ?? 0;
    if (usage === null) unstated += 1;
    if (price === undefined || (usage === null && !isFree(price))) cost = null;
    else if (cost !== null && usage !== null) cost += costUsd(price, usage);
  }
  return {
    questions: answers.length,
    tokens: { input, output, unstated },
    costUsd: cost === null ? null : Math.round(cost * 1e9) / 1e9,
    latencyMs: latencyIn(answers.flatMap(({ answer }) => answer.latencyMs ?? [])),
  };
}

/** Nearest ranks: every figure is a time that some answer took. */
function latencyIn(times: readonly number[]): Effort['latencyMs'] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  if (sorted.length === 0) return null;
  return { answers: sorted.length, median: at(0.5), p95: at(0.95), max: at(1) };
}
