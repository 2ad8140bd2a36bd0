import type { Setting } from '../core/ask.ts';
import type { ExpectedAsk, Flow, Forecast, Range } from '../core/stage.ts';
import type { MethodForecast } from '../deliberation/index.ts';
import { respond as respondTask } from '../tasks/index.ts';
import type { AskWhat } from './asked-forms.ts';
import { type ChosenMethod, chosenMethod, type RespondOptions } from './respond-options.ts';

/** What asking the subject of these flows is expected to take, by the method that it is asked by. */
export function respondForecast(flows: readonly Flow[], options: RespondOptions, setting: Setting): Forecast {
  const chosen = chosenMethod(options);
  const counted = flows.map((flow) => ({ flow, ...responsesTo(flow, options.ask) }));
  const asks = counted
    .filter(({ flow }) => flow.kind === 'item')
    .flatMap(({ flow, prompts, variants }) => [
      ...asksFor(flow, prompts, typicalPrompt, chosen, setting),
      ...asksFor(flow, variants, typicalVariant, chosen, setting),
    ]);
  const out = counted.map(({ flow, prompts, variants }): Flow => {
    if (flow.kind !== 'item') return flow;
    const { variants: _, ...rest } = flow;
    return { ...rest, kind: 'response', records: [prompts[0] + variants[0], prompts[1] + variants[1]] };
  });
  return { asks, out };
}

/** What the answers to one kind of question take: questions to the subject, and to the reward model. */
function asksFor(
  { scenario: id }: Flow,
  answers: Range,
  text: string,
  { method, options }: ChosenMethod,
  setting: Setting,
): readonly ExpectedAsk[] {
  if (answers[1] === 0) return [];
  const kind = setting.kinds?.subject ?? 'instruct';
  const forecast = method.forecast(options, kind);
  const outputTokens = withinBudget(forecast, options.tokens);
  const carried = carriedTokens(forecast, outputTokens, method.continues(options, kind));
  const scenario = setting.scenario(id);
  const inserted = insertedText(method.insertions?.(options, { scenario }) ?? [], forecast.subject);
  const sampleOf = (more: number, beside = '') =>
    respondTask.render({ scenario, question: `${text}${'word '.repeat(more)}${beside}` });
  const asking = (
    role: string,
    each: number,
    sample: ExpectedAsk['sample'],
    tokens: number,
  ): ExpectedAsk[] =>
    each === 0
      ? []
      : [{ role, questions: [answers[0] * each, answers[1] * each], sample, outputTokens: tokens }];
  return [
    ...asking('subject', forecast.subject, sampleOf(carried, inserted), outputTokens),
    ...asking('reward', forecast.reward, sampleOf(outputTokens), rewardTokens),
  ];
}

/** A token budget holds over all passes of an answer. */
const withinBudget = ({ subject, outputTokens }: MethodForecast, tokens: number | undefined): number =>
  tokens === undefined ? outputTokens : Math.min(outputTokens, Math.ceil(tokens / Math.max(1, subject)));

/**
 * As much of the texts that are put in before the passes as a pass reads on average: its own, and those of the passes
 * before it.
 */
function insertedText(before: readonly string[], passes: number): string {
  const read = Array.from({ length: passes }, (_, pass) => before.slice(0, pass + 1).join('').length);
  const average = read.reduce((sum, length) => sum + length, 0) / Math.max(1, passes);
  return before.join('').slice(0, Math.round(average));
}

/**
 * What a pass reads of earlier ones, on average, beside the question. A trace that is continued is read whole, time and
 * again; a pass that is a turn of its own reads about one earlier reply; and samples of one question, each of which is
 * scored, read none.
 */
function carriedTokens(
  { subject, reward }: MethodForecast,
  outputTokens: number,
  continues: boolean,
): number {
  if (continues) return Math.round(((subject - 1) / 2) * outputTokens);
  return Math.round((Math.max(0, subject - Math.max(1, reward)) / subject) * outputTokens);
}

/**
 * How many prompts and variants of a flow are asked. Where it is not known how many of its items have a
 * variant, all unsafe ones may have one, and no safe one has.
 */
function responsesTo(
  { label, records, variants: stated }: Flow,
  what: AskWhat,
): { readonly prompts: Range; readonly variants: Range } {
  const none: Range = [0, 0];
  // Stages behind the attack may have left some of the items out.
  const variants: Range | undefined = stated && [
    Math.min(stated[0], records[0]),
    Math.min(stated[1], records[1]),
  ];
  if (what === 'prompt') return { prompts: records, variants: none };
  if (label === 'safe') return { prompts: records, variants: variants ?? none };
  if (what === 'both') return { prompts: records, variants: variants ?? [0, records[1]] };
  if (variants === undefined) return { prompts: none, variants: records };
  return {
    prompts: [Math.max(0, records[0] - variants[0]), Math.max(0, records[1] - variants[1])],
    variants,
  };
}

const typicalPrompt = 'word '.repeat(35);
const typicalVariant = 'word '.repeat(120);
/** A verdict on one answer, with its reasons, by a model that is asked as a judge; a reward model says less. */
const rewardTokens = 60;
