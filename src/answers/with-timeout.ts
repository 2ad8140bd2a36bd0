import type { Call } from '../core/answers.ts';
import { ModelError } from '../core/errors.ts';
import { onAbort, untilStopped } from './abort.ts';

/**
 * Ends an attempt that takes too long, whether or not the call listens to its signal. The server may
 * go on and bill it.
 *
 * @throws ModelError (retryable, maybe billed) after `timeoutMs` milliseconds.
 */
export function withTimeout<Q, A>(call: Call<Q, A>, timeoutMs: number): Call<Q, A> {
  return async (question, signal) => {
    const ending = new AbortController();
    const timer = setTimeout(() => {
      const message = `no answer within ${timeoutMs / 1000} s (timeoutMs: ${timeoutMs})`;
      ending.abort(new ModelError(message, { retryable: true, maybeBilled: true }));
    }, timeoutMs);
    const takeBack = onAbort(signal, () => ending.abort(signal.reason));
    try {
      return await untilStopped(call(question, ending.signal), ending.signal);
    } finally {
      clearTimeout(timer);
      takeBack();
    }
  };
}
