import type { Effort } from '../core/effort.ts';
import type { ReportEvaluation } from './data.ts';
import { count, unknown } from './format.ts';
import type { Figure } from './table.ts';

/** Tokens of a response; in, or out. */
export type TokenSide = 'output' | 'input';

/**
 * `1,204`, or `about 1,204` where some responses state none, then it is the mean of the others: tokens of a response on
 * average, by the counting of table 2.
 */
export function tokensText(
  { answers, withoutResponse }: ReportEvaluation,
  side: TokenSide = 'output',
): string {
  const mean = answers.tokens?.[side] ?? null;
  if (mean === null) return unknown;
  const isPart = answers.stated < answers.asked - withoutResponse;
  return `${isPart ? 'about ' : ''}${count(Math.round(mean.value))}`;
}

/** The same with its interval: `1,204 (1,180–1,240)`; as it is the mean alone. */
export function tokensCell(evaluation: ReportEvaluation, side: TokenSide = 'output'): Figure {
  const mean = evaluation.answers.tokens?.[side] ?? null;
  const interval = mean?.interval ?? null;
  const range = interval === null ? '' : ` (${interval.map((end) => count(Math.round(end))).join('–')})`;
  return { shown: `${tokensText(evaluation, side)}${range}`, value: mean?.value ?? null };
}

/** US dollars of subject and judges together; null where one of them is unknown. */
export function costOf({ effort: { respond, judge } }: ReportEvaluation): number | null {
  const costs = [respond, judge].map((effort) => effort?.costUsd ?? null);
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** `$0.0123`: four decimals below a dollar, two above. */
export const usd = (cost: number | null): string =>
  cost === null ? unknown : `$${cost.toFixed(cost < 1 ? 4 : 2)}`;

/** `1.2 s`, `340 ms`. */
export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)}\u{A0}ms` : `${(ms / 1000).toFixed(1)}\u{A0}s`;

/** Median and 95th percentile of an answer: `1.2 s, 4.0 s`. */
export const latencyText = (latency: Effort['latencyMs']): string =>
  latency === null ? unknown : `${duration(latency.median)}, ${duration(latency.p95)}`;
