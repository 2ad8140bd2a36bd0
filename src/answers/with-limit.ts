import type { Call } from '../core/answers.ts';
import { ModelError } from '../core/errors.ts';
import { checkStopped, onAbort, stopError, untilStopped } from './abort.ts';
import type { Gate } from './gate.ts';
import type { Traits } from './traits.ts';

/** A Retry-After beyond this pauses nothing: those that ask are told that the server is down. */
const longestPauseMs = 300_000;

export interface WithLimit<Q, A> {
  readonly traits: Traits<Q, A>;
  readonly countTokens: boolean;
  /** Ends the wait for a turn, and no attempt that has begun: that one is paid for. */
  readonly stopping: AbortSignal;
}

/**
 * Lets a call through its server's gate: so many in flight, so many requests and tokens a minute.
 * A server that asks to wait is paused for everyone who asks it, not for one caller.
 */
export function withLimit<Q, A>(
  call: Call<Q, A>,
  gate: Gate,
  { traits, countTokens, stopping }: WithLimit<Q, A>,
): Call<Q, A> {
  return async (question, signal) => {
    const worst = countTokens ? await traits.worstCase(question) : { inputTokens: 0, outputTokens: 0 };
    // The gate hears of both ends, so that nobody stays in its queue who waits no longer.
    const turn = new AbortController();
    const stop = () => turn.abort(stopError(stopping));
    const abort = () => turn.abort(stopError(signal));
    const deaf = onAbort(signal, abort);
    const begun = onAbort(stopping, stop);
    const running = gate.run(worst.inputTokens + worst.outputTokens, turn.signal, async (spent) => {
      begun();
      checkStopped(stopping);
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
    try {
      return await untilStopped(running, turn.signal);
    } finally {
      deaf();
      begun();
    }
  };
}
