import type { Call } from '../core/answers.ts';
import { ModelError } from '../core/errors.ts';
import type { Gate } from './gate.ts';
import type { Traits } from './traits.ts';

/** A Retry-After beyond this pauses nothing: those that ask are told that the server is down. */
const longestPauseMs = 300_000;

/**
 * Lets a call through its server's gate: so many in flight, so many requests and tokens a minute.
 * A server that asks to wait is paused for everyone who asks it, not for one caller.
 */
export function withLimit<Q, A>(
  call: Call<Q, A>,
  gate: Gate,
  { traits, countTokens }: { readonly traits: Traits<Q, A>; readonly countTokens: boolean },
): Call<Q, A> {
  return async (question, signal) => {
    const worst = countTokens ? await traits.worstCase(question) : { inputTokens: 0, outputTokens: 0 };
    return gate.run(worst.inputTokens + worst.outputTokens, signal, async (spent) => {
      try {
        const answer = await call(question, signal);
        const usage = traits.usage(answer);
        if (usage) spent(usage.inputTokens + usage.outputTokens);
        return answer;
      } catch (error) {
        if (error instanceof ModelError && error.retryAfterMs !== undefined)
          if (error.retryAfterMs <= longestPauseMs) gate.pause(error.retryAfterMs);
        throw error;
      }
    });
  };
}
