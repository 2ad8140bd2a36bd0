import { costUsd, countTokens } from '../../answers/index.ts';
import { groupBy } from '../../core/group-by.ts';
import { type Prompt, renderMessages } from '../../core/prompt.ts';
import type { Range } from '../../core/stage.ts';
import { judge, judgeSpec, plant } from '../../tasks/index.ts';
import { modelsFor } from '../ask-models.ts';
import { isFree, priceOfModel, type ResolvedModel } from '../open-models.ts';
import type { PlannedAsk } from '../plan.ts';
import type { ProbeCall } from './call.ts';
import { type Draft, specsOf } from './draw.ts';
import { askingOf, type ProbeOptions } from './options.ts';
import { madeOf, probeOf, readProbes } from './probes-file.ts';
import { roundsOf } from './rounds.ts';

/** What probing is expected to ask, and to cost in US dollars; null where a price is not known. */
export interface ProbeForecast {
  readonly dataset: string;
  readonly scenarios: number;
  readonly specs: number;
  /** Planted responses, and those of them that the probes file has. */
  readonly planted: number;
  readonly known: number;
  readonly asks: readonly PlannedAsk[];
  readonly costUsd: Range | null;
}

/** Words of a planted response, about, and tokens of the reply that holds it. */
const WORDS = 120;
const PLANTED_TOKENS: Range = [80, 350];
/** Tokens of a verdict with its analysis. */
const VERDICT_TOKENS: Range = [20, 60];

/** Questions of one size. */
interface Batch {
  readonly questions: number;
  readonly prompt: Prompt;
  readonly reply: Range;
}

/**
 * The expected questions of a call, before anything is asked. Rows of the probes file are subtracted, stored answers
 * are not. Needs no key.
 */
export async function forecastProbing(call: ProbeCall, options: ProbeOptions): Promise<ProbeForecast> {
  const models = await modelsFor(call.work, { ...askingOf(options), seed: call.seed }, 'plan');
  const writer = models.find(({ role }) => role === 'writer')!;
  const known = new Set(readProbes(call.folder).map(({ made }) => made));
  const missing = call.drafts.filter((draft) => !known.has(madeOf(draft, writer.to, call.seed)));
  const judges = options.plantedOnly === true ? [] : call.judges;
  const judging = judges.length === 0 ? [] : judgingBatches(call, writer.to);
  const asks = [await plannedOf('plant', writer, plantingBatches(missing))];
  for (const role of judges)
    asks.push(await plannedOf('judge', models.find((model) => model.role === role)!, judging));
  const isUnknown = asks.some((ask) => ask.costUsd === null);
  const total = (at: 0 | 1): number => asks.reduce((sum, ask) => sum + (ask.costUsd?.[at] ?? 0), 0);
  return {
    dataset: call.dataset.name,
    scenarios: call.scenarios.length,
    specs: specsOf(call.scenarios).length,
    planted: call.drafts.length,
    known: call.drafts.length - missing.length,
    asks,
    costUsd: isUnknown ? null : [total(0), total(1)],
  };
}

const plantingBatches = (drafts: readonly Draft[]): readonly Batch[] =>
  [...groupBy(drafts, ({ scenario }) => scenario)].map(([scenario, own]) => {
    const { spec, kind, item } = own[0]!;
    const prompt = plant.render({ scenario, spec, kind, question: item.prompt });
    return { questions: own.length, prompt, reply: PLANTED_TOKENS };
  });

/** As if every draft were planted and nothing set aside, with a text of usual length in place of each response. */
function judgingBatches(call: ProbeCall, writer: string): readonly Batch[] {
  const planted = call.drafts.map((draft, place) => {
    const from = { made: String(place), writer };
    return { draft, probe: probeOf(draft, 'word '.repeat(WORDS).trim(), from) };
  });
  const rounds = roundsOf(planted, call);
  const keyOf = (round: (typeof rounds)[number]): string =>
    [
      round.planted.draft.scenario.id,
      round.way.mode,
      round.what.name === 'hostile' ? round.what.family : '',
    ].join('\n');
  return [...groupBy(rounds, keyOf).values()].map((own) => {
    const { planted: first, way, what } = own[0]!;
    const { scenario, spec, group, item } = first.draft;
    const response = what.name === 'hostile' ? what.response : first.probe.response;
    const material = { prompt: item.prompt, variant: null, response, reference: null, scenario };
    const verdicts = way.mode === 'joint' ? specsOf([scenario]).length : 1;
    return {
      questions: own.length,
      prompt:
        way.mode === 'joint' ? judge.render(material) : judgeSpec.render({ ...material, kind: group, spec }),
      reply: [verdicts * VERDICT_TOKENS[0], verdicts * VERDICT_TOKENS[1]],
    };
  });
}

async function plannedOf(
  stage: string,
  model: ResolvedModel,
  batches: readonly Batch[],
): Promise<PlannedAsk> {
  const price = priceOfModel(model);
  const count = isFree(price)
    ? async (text: string): Promise<number> => Math.round(text.length / 4)
    : countTokens;
  let questions = 0;
  let input = 0;
  const output: [number, number] = [0, 0];
  for (const batch of batches) {
    const text = renderMessages(stage, batch.prompt).map(({ content }) => content);
    questions += batch.questions;
    input += batch.questions * (await count(text.join('\n')));
    output[0] += batch.questions * batch.reply[0];
    output[1] += batch.questions * batch.reply[1];
  }
  const cost = (at: 0 | 1): number => costUsd(price!, { inputTokens: input, outputTokens: output[at] });
  return {
    stage,
    role: model.role,
    model: model.to,
    questions: [questions, questions],
    inputTokens: [input, input],
    outputTokens: output,
    costUsd: price === undefined ? null : [cost(0), cost(1)],
  };
}
