import type { Effort } from '../core/effort.ts';
import type { ReportEvaluation } from './data.ts';
import { count, unknown } from './format.ts';

/** Tokens of a response, on average over responses, drafts and refinements included. */
export interface TokensPerResponse {
  readonly output: number;
  readonly input: number;
  /** Whether some answers did not state theirs: then it is the mean of the others. */
  readonly about: boolean;
}

/** Null where no answer of the subject states its tokens. */
export function tokensPerResponse({ effort: { respond }, rows }: ReportEvaluation): TokensPerResponse | null {
  const responses = rows.filter(({ finish }) => finish !== null).length;
  if (respond === null || responses === 0) return null;
  const { questions, tokens } = respond;
  const stated = questions - tokens.unstated;
  if (stated <= 0) return null;
  const each = questions / stated / responses;
  return { output: tokens.output * each, input: tokens.input * each, about: tokens.unstated > 0 };
}

/** `1,204`, or `about 1,204` where some answers state none. */
export const tokensText = (tokens: TokensPerResponse | null, which: 'output' | 'input' = 'output'): string =>
  tokens === null ? unknown : `${tokens.about ? 'about ' : ''}${count(Math.round(tokens[which]))}`;

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
