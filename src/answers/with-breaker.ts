import type { Call } from '../core/answers.ts';
import { ConfigError, PendingError } from '../core/errors.ts';
import type { Key } from '../core/question.ts';

export interface WithBreaker<Q> {
  /** Questions in a row that used up their attempts, after which the provider is taken for down. */
  readonly after?: number;
  key(question: Q): Key;
}

/**
 * Stops asking a provider that is down: after some questions in a row that no attempt could get an
 * answer to, further ones fail at once, so that a dead server ends a run of thousands of records in
 * seconds. An answer that still comes in closes the breaker again. A wrong setup (ConfigError) opens
 * it at the first question.
 *
 * @throws PendingError (`server`), or the ConfigError, without asking, while it is open.
 */
export function withBreaker<Q, A>(call: Call<Q, A>, { after = 5, key }: WithBreaker<Q>): Call<Q, A> {
  let failedInARow = 0;
  let last: PendingError | ConfigError | undefined;
  return async (question, signal) => {
    if (last instanceof ConfigError) throw last;
    if (last && failedInARow >= after)
      throw new PendingError('server', `not asked: ${failedInARow} questions in a row got ${last.message}`, {
        key: key(question),
        cause: last,
      });
    try {
      const answer = await call(question, signal);
      failedInARow = 0;
      last = undefined;
      return answer;
    } catch (error) {
      if (error instanceof ConfigError) last = error;
      else if (error instanceof PendingError && error.reason === 'server') {
        failedInARow += 1;
        if (!(last instanceof ConfigError)) last = error;
      }
      throw error;
    }
  };
}
