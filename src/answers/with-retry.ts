import type { Call } from '../core/answers.ts';
import { ConfigError, ModelError, PendingError } from '../core/errors.ts';
import type { Key } from '../core/question.ts';
import { checkStopped, sleep, underSignals } from './abort.ts';

export interface WithRetry<Q, A> {
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
  /** Told of every answer. */
  onAnswer?(question: Q, answer: A): void;
  /** Whether what a fault blames on the setup has worked for other questions, so that it is about this one. */
  worked?(question: Q, error: ModelError): Promise<boolean>;
}

/**
 * Makes a faulty attempt again where that may help, with jittered exponential backoff. Sleeps hold
 * no slot: this policy is outside of the limit.
 *
 * @throws ConfigError for a fault of the setup (401, 403, 404, a parameter that the server does not
 *   take) that never worked: no question will get through until someone mends it · PendingError
 *   (`server`) when attempts are used up, and, `refused`, when the server will not take this question.
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
    onAnswer,
    worked,
  }: WithRetry<Q, A>,
): Call<Q, A> {
  return async (question, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      checkStopped(signal);
      try {
        const answer = await call(question, signal);
        onAnswer?.(question, answer);
        return answer;
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        const { retryable, retryAfterMs = 0 } = error;
        const again = retryable && attempt < attempts && retryAfterMs <= maxRetryAfterMs;
        const backoffMs =
          Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
        const delayMs = Math.round(sitOut ? Math.max(backoffMs, retryAfterMs) : backoffMs);
        onFault?.(question, error, attempt, again ? delayMs : undefined);
        if (!again) {
          const isSetup = error.blame === 'setup' && !(await worked?.(question, error));
          throw isSetup
            ? new ConfigError(error.message, { cause: error })
            : withoutAnswer(error, attempt, key(question));
        }
        await underSignals(stopping ? [signal, stopping] : [signal], (either) => sleep(delayMs, either));
      }
    }
  };
}

function withoutAnswer(error: ModelError, attempts: number, key: Key): PendingError {
  const { message, status, blame } = error;
  if (blame !== 'server') {
    const stated = status === undefined ? '' : ` (status ${status})`;
    return new PendingError('server', `the server refuses this request${stated}: ${message}`, {
      key,
      refused: true,
      cause: error,
    });
  }
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return new PendingError('server', `no answer after ${tries}; the last one: ${message}`, {
    key,
    asked: true,
    cause: error,
  });
}
