import type { Ask } from '../core/ask.ts';
import type { RespondInput } from '../tasks/index.ts';
import type { Purse } from './limits.ts';
import type { RespondHow } from './method.ts';
import { dividedAmong, needOf } from './shares.ts';
import { together } from './together.ts';
import { answerTurn, type WholeTurn } from './whole-turn.ts';

/**
 * Asks for several answers to the declared question, each by itself: at least one, and no more than its budget is enough
 * for. The first is the one that vanilla gives, and all are the same for every method that begins with answers, so that
 * stored ones are shared.
 *
 * Without a budget all are asked at the same time. Within one, the first is asked alone and may take all of it; what it
 * leaves is divided evenly among as many others as would each get what the first one took.
 *
 * @param nameOf the step's name, by number from 1
 */
export async function severalAnswers(
  ask: Ask,
  input: RespondInput,
  how: RespondHow,
  purse: Purse,
  { wanted, nameOf }: { readonly wanted: number; nameOf(number: number): string },
): Promise<readonly WholeTurn[]> {
  const one = (number: number, atMost: number | undefined): Promise<WholeTurn> => {
    const draw = number === 1 ? how.draw : `${how.draw}/answer-${number}`;
    return answerTurn(ask, input, how, { name: nameOf(number), draw, atMost });
  };
  const from = (first: number, count: number, atMost: number | undefined) =>
    together(Array.from({ length: count }, (_, index) => one(first + index, atMost)));
  const all = purse.left();
  if (all === undefined) return from(1, wanted, undefined);
  const first = await one(1, all);
  purse.spend(first.usage, all);
  const { count, atMost } = dividedAmong(purse, wanted - 1, needOf(first, all));
  const others = await from(2, count, atMost);
  for (const { usage } of others) purse.spend(usage, atMost);
  return [first, ...others];
}
