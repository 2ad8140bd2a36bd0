import { setMaxListeners } from 'node:events';
import { PendingError, SpecloomError } from '../core/errors.ts';

/** What an aborted call ends with: the reason where it is an error of ours, else "stopped". */
export function stopError(signal: AbortSignal): SpecloomError {
  if (signal.reason instanceof SpecloomError) return signal.reason;
  return new PendingError('stopped', 'stopped before the answer came', { cause: signal.reason });
}

/** @throws the stop error when the signal is aborted already. */
export function checkStopped(signal: AbortSignal): void {
  if (signal.aborted) throw stopError(signal);
}

/**
 * The work's result, or the stop error as soon as the signal aborts, whether or not the work listens
 * to it. Errors of our own pass through even then: a store that failed must not look like a stop.
 */
export async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(stopError(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } catch (error) {
    throw signal.aborted && !(error instanceof SpecloomError) ? stopError(signal) : error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Sleeps. @throws the stop error as soon as the signal aborts. */
export async function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  try {
    await untilStopped(slept, signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs work under a signal that aborts with any of the given ones. `AbortSignal.any` is not used:
 * on Node 20 it keeps every signal ever derived from a long-lived one.
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  // A batch waits on it once per question.
  setMaxListeners(0, controller.signal);
  const listeners = signals.map((signal) => {
    const listener = () => controller.abort(signal.reason);
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
    return { signal, listener };
  });
  try {
    return await work(controller.signal);
  } finally {
    for (const { signal, listener } of listeners) signal.removeEventListener('abort', listener);
  }
}
