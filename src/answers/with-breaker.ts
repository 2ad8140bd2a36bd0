import type { Call } from '../core/answers.ts';
import { ConfigError, PendingError } from '../core/errors.ts';

/** Notices that a provider is down, and stops everyone from asking it. */
export interface Breaker {
  /** Goes around a whole question, retries included: counts the ones that used up their attempts. */
  question<Q, A>(call: Call<Q, A>): Call<Q, A>;
  /**
   * Goes around an attempt, inside of the limit: questions that wait for their turn, or for their
   * next attempt, when the breaker opens are not asked either.
   */
  attempt<Q, A>(call: Call<Q, A>): Call<Q, A>;
}

/**
 * Opens after some questions in a row that used up their attempts, so that a dead server ends a run
 * of thousands of records in seconds; and at the first ConfigError, which holds for every question.
 * A question that the server refuses for good says nothing of the others: it is not counted, or a
 * few odd records would keep all the others from being asked, in this run and in every later one.
 * While it is open, attempts end at once with PendingError (`server`, not asked), or with that
 * ConfigError. An answer that still comes in closes it again.
 *
 * @param after questions in a row that open it
 * @param isAlive asks the provider for a sign of life. One that gives it is not down: it may only fail
 *   at these very questions, as when a run comes back for its last, odd ones. It gets ten times as many.
 */
export function breaker(after = 5, isAlive: () => Promise<boolean> = async () => false): Breaker {
  let failedInARow = 0;
  let limit = after;
  let last: PendingError | ConfigError | undefined;
  return {
    question: (call) => async (question, signal) => {
      try {
        const answer = await call(question, signal);
        failedInARow = 0;
        limit = after;
        last = undefined;
        return answer;
      } catch (error) {
        if (error instanceof ConfigError) last = error;
        else if (
          error instanceof PendingError &&
          error.reason === 'server' &&
          error.asked &&
          !error.refused
        ) {
          failedInARow += 1;
          last ??= error;
          if (failedInARow === after) {
            limit = Number.POSITIVE_INFINITY;
            limit = (await isAlive()) ? after * 10 : after;
          }
        }
        throw error;
      }
    },
    attempt: (call) => async (question, signal) => {
      if (last instanceof ConfigError) throw last;
      if (last && failedInARow >= limit) {
        const message = `not asked, since ${failedInARow} questions in a row got ${last.message}`;
        throw new PendingError('server', message, { asked: false, cause: last });
      }
      return call(question, signal);
    },
  };
}
