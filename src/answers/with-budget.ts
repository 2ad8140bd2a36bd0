import type { Call } from '../core/answers.ts';
import { ConfigError, ModelError } from '../core/errors.ts';
import type { Price } from '../core/provider.ts';
import type { Budget } from './budget.ts';
import type { OnEvent } from './events.ts';
import { costUsd } from './prices.ts';
import type { Traits } from './traits.ts';

export interface WithBudget<Q, A> {
  readonly budget: Budget;
  /** For the ledger: which server the attempts go to. */
  readonly server: string;
  readonly traits: Traits<Q, A>;
  /** The price of an addressee's model; undefined where it is not known. */
  priceOf(to: string): Price | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Charges every attempt: the most it can cost before it is made, what it did cost after. An attempt
 * that the server may have billed without answering keeps its whole reservation, and so does an
 * answer without token counts; an error status or a refused connection costs nothing.
 *
 * @throws PendingError (`budget`) when it does not fit · ConfigError for an unknown price under a budget ·
 *   StoreError when the ledger cannot be written.
 */
export function withBudget<Q, A>(
  call: Call<Q, A>,
  { budget, server, traits, priceOf, onEvent }: WithBudget<Q, A>,
): Call<Q, A> {
  return async (question, signal) => {
    const to = traits.to(question);
    const price = priceOf(to);
    if (!price && budget.limitUsd !== undefined)
      throw new ConfigError(`a budget is set, and the price of ${to} is not known`);
    const reserveUsd = price ? costUsd(price, await traits.worstCase(question)) : null;
    const questions = traits.questions(question);
    const attempt = await budget.reserve(
      { key: traits.key(question), questions, to, server, reserveUsd },
      signal,
    );
    let answer: A;
    try {
      answer = await call(question, signal);
    } catch (error) {
      const unbilled = error instanceof ModelError && !error.maybeBilled;
      const status = error instanceof ModelError ? error.status : undefined;
      const chargedUsd = unbilled && price ? 0 : reserveUsd;
      await budget.settle(attempt, { outcome: 'fault', status, chargedUsd, usage: null });
      throw error;
    }
    const usage = traits.usage(answer);
    const chargedUsd = price && usage ? costUsd(price, usage) : reserveUsd;
    await budget.settle(attempt, { outcome: 'answer', chargedUsd, usage });
    onEvent?.({ type: 'asked', to, questions, usage, costUsd: chargedUsd });
    return answer;
  };
}

/** What `withBudget` is for a provider that costs nothing: no ledger, only the news. */
export function withoutBudget<Q, A>(
  call: Call<Q, A>,
  { traits, onEvent }: Pick<WithBudget<Q, A>, 'traits' | 'onEvent'>,
): Call<Q, A> {
  return async (question, signal) => {
    const answer = await call(question, signal);
    onEvent?.({
      type: 'asked',
      to: traits.to(question),
      questions: traits.questions(question),
      usage: traits.usage(answer),
      costUsd: 0,
    });
    return answer;
  };
}
