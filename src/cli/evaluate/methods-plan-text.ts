import type { Range } from '../../core/stage.ts';
import type { MethodPlan, MethodsPlan } from '../../run/evaluate-forecast.ts';
import type { PlannedAsk } from '../../run/plan.ts';
import { dollarRange } from '../dollars.ts';
import { columns } from '../tables.ts';

/** What comparing methods is expected to take, a line for each method and whom it asks. */
export function methodsPlanText({ dataset, plans, costUsd }: MethodsPlan): string {
  const rows = plans.flatMap((plan) => [
    ...plan.asks.map((ask, at) => askRow(plan, ask, at)),
    totalRow(plan),
  ]);
  const head = ['model', 'method', 'asked', 'questions', 'input tokens', 'output tokens', 'cost'];
  const lines = [
    `${dataset}: what is to be expected; stored answers are not subtracted, and nothing is asked`,
    '',
    columns([head, ...rows, ['total', '', '', '', '', '', dollars(costUsd)]], [0, 1, 2]),
    ...priceLine(plans),
  ];
  return `${lines.join('\n')}\n`;
}

/** A cost that is not known is not nothing, and needs a word on how to know it. */
function priceLine(plans: readonly MethodPlan[]): readonly string[] {
  const asks = plans.flatMap((plan) => plan.asks);
  const unknown = [...new Set(asks.filter(({ costUsd }) => costUsd === null).map(({ model }) => model))];
  if (unknown.length === 0) return [];
  return [`note: no price is known for ${unknown.join(', ')}; state prices: under the provider`];
}

/** Model and method stand in the first line of theirs. */
const askRow = ({ model, method }: MethodPlan, ask: PlannedAsk, at: number): readonly string[] => [
  at === 0 ? model : '',
  at === 0 ? method : '',
  ask.role,
  range(ask.questions),
  range(ask.inputTokens),
  range(ask.outputTokens),
  dollars(ask.costUsd),
];

function totalRow({ asks, costUsd }: MethodPlan): readonly string[] {
  const sum = (of: (ask: PlannedAsk) => Range): string =>
    range(asks.reduce<Range>(([low, high], ask) => [low + of(ask)[0], high + of(ask)[1]], [0, 0]));
  return [
    '',
    '',
    'in all',
    sum(({ questions }) => questions),
    sum(({ inputTokens }) => inputTokens),
    sum(({ outputTokens }) => outputTokens),
    dollars(costUsd),
  ];
}

const range = ([low, high]: Range): string =>
  low === high ? grouped(low) : `${grouped(low)}-${grouped(high)}`;
const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
const dollars = (cost: Range | null): string =>
  cost === null ? 'unknown' : cost[1] === 0 ? '$0' : dollarRange(cost);
