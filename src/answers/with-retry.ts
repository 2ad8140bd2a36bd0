import type { Call } from '../core/answers.ts';
import { ConfigError, ModelError, PendingError } from '../core/errors.ts';
import type { Key } from '../core/question.ts';
import { checkStopped, sleep, underSignals } from './abort.ts';

export interface WithRetry<Q> {
  /** Attempts in all. */
  readonly attempts?: number;
  /** Before the second attempt; doubled for each further one, times a random factor of 0.5 to 1. */
  readonly initialDelayMs?: number;
  readonly maxDelayMs?: number;
  /** A server that asks for a longer wait is taken for down. */
  readonly maxRetryAfterMs?: number;
  /**
   * Whether to sit out a server's Retry-After here. False where there are several servers: the one
   * that asked is paused by its limit, and another may answer now.
   */
  readonly sitOut?: boolean;
  key(question: Q): Key;
  /** Ends the sleep between attempts, and no attempt that has begun. */
  readonly stopping?: AbortSignal | undefined;
  /** Told of every failed attempt, counted from 1; `retryInMs` is undefined where none follows. */
  onFault?(question: Q, error: ModelError, attempt: number, retryInMs: number | undefined): void;
}

/**
 * Makes a faulty attempt again where that may help, with jittered exponential backoff. Sleeps hold
 * no slot: this policy is outside of the limit.
 *
 * @throws ConfigError for 401, 403 and 404: no question will get through until someone mends the setup ·
 *   PendingError (`server`) for other lasting faults, and when attempts are used up.
 */
export function withRetry<Q, A>(
  call: Call<Q, A>,
  {
    attempts = 6,
    initialDelayMs = 500,
    maxDelayMs = 20_000,
    maxRetryAfterMs = 300_000,
    sitOut = true,
    key,
    stopping,
    onFault,
  }: WithRetry<Q>,
): Call<Q, A> {
  return async (question, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      checkStopped(signal);
      try {
        return await call(question, signal);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        const { retryable, status, retryAfterMs = 0 } = error;
        const again = retryable && attempt < attempts && retryAfterMs <= maxRetryAfterMs;
        const backoffMs =
          Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
        const delayMs = Math.round(sitOut ? Math.max(backoffMs, retryAfterMs) : backoffMs);
        onFault?.(question, error, attempt, again ? delayMs : undefined);
        if (!again) throw lasting(error, status, attempt, key(question));
        await underSignals(stopping ? [signal, stopping] : [signal], (either) => sleep(delayMs, either));
      }
    }
  };
}

function lasting(error: ModelError, status: number | undefined, attempts: number, key: Key) {
  if (status === 401 || status === 403 || status === 404)
    return new ConfigError(error.message, { cause: error });
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new PendingError('server', `no answer after ${tries}; the last one: ${error.message}`, {
    key,
    cause: error,
  });
}
