import { answerShare, type Purse } from './limits.ts';
import type { WholeTurn } from './whole-turn.ts';

/** Fewest tokens that a turn is asked with. */
const LEAST = 16;

/**
 * How many tokens another turn needs, by what the last good one took: a turn that would get less is not asked. The share
 * of the answer, where that said nothing.
 *
 * @param tokens - the budget of the whole answer
 */
export function needOf({ answer, usage }: WholeTurn, tokens: number | undefined): number {
  const share = tokens === undefined ? LEAST : answerShare(tokens);
  return answer === null || usage === null ? share : Math.max(LEAST, usage.outputTokens);
}

/** Whether what is left is enough for so many turns. */
export const isEnough = (purse: Purse, turns: number, need: number): boolean =>
  (purse.left() ?? Infinity) >= turns * need;

/** The share of a turn out of so many that are still to come; undefined where nothing limits it. */
export function shareOf(purse: Purse, turns: number): number | undefined {
  const left = purse.left();
  return left === undefined ? undefined : Math.floor(left / turns);
}

/**
 * How many turns are asked at the same time, out of as many as are wanted, and what each of them may take: as many as
 * what is left is enough for, all with the same share, so that their sum is kept to whichever comes first.
 */
export function dividedAmong(
  purse: Purse,
  wanted: number,
  need: number,
): { readonly count: number; readonly atMost: number | undefined } {
  const left = purse.left();
  if (left === undefined) return { count: wanted, atMost: undefined };
  const count = Math.min(wanted, Math.floor(left / need));
  return { count, atMost: count === 0 ? 0 : Math.floor(left / count) };
}
