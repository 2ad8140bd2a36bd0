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

/** Who wants to hear of an abort, by signal. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal aborts, at once where it has; returns what takes that back. A signal's own list of
 * listeners is searched from its start for each that comes or goes, and a run's signals have one for each call in
 * flight.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const those = listeners.get(signal) ?? listened(signal);
  // Of its own, so that the same function may be given twice.
  const own = (): void => listener();
  those.add(own);
  return () => void those.delete(own);
}

function listened(signal: AbortSignal): Set<() => void> {
  const those = new Set<() => void>();
  listeners.set(signal, those);
  signal.addEventListener(
    'abort',
    () => {
      for (const each of those) each();
    },
    { once: true },
  );
  return those;
}

/**
 * The work's result, or the stop error as soon as the signal aborts, whether or not the work listens
 * to it. Errors of our own pass through even then: a store that failed must not look like a stop.
 */
export async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let takeBack = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    takeBack = onAbort(signal, () => reject(stopError(signal)));
  });
  try {
    return await Promise.race([work, stopped]);
  } catch (error) {
    throw signal.aborted && !(error instanceof SpecloomError) ? stopError(signal) : error;
  } finally {
    takeBack();
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
 * Makes a signal that aborts with the given one or with `other`. Calls that are given the same signal share what is
 * made for it, as long as one of them is under way: a run hands all of them one, and a signal costs more than a call's
 * other bookkeeping together.
 */
export function either(
  other: AbortSignal,
): <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) => Promise<T> {
  const shared = new Map<AbortSignal, { readonly controller: AbortController; users: number; end(): void }>();

  const made = (signal: AbortSignal) => {
    const controller = new AbortController();
    const ends = [signal, other].map((each) => onAbort(each, () => controller.abort(each.reason)));
    const entry = {
      controller,
      users: 0,
      end: () => {
        for (const each of ends) each();
        shared.delete(signal);
      },
    };
    shared.set(signal, entry);
    return entry;
  };

  return async (signal, work) => {
    const entry = shared.get(signal) ?? made(signal);
    entry.users += 1;
    try {
      return await work(entry.controller.signal);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) entry.end();
    }
  };
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
  const takeBack = signals.map((signal) => onAbort(signal, () => controller.abort(signal.reason)));
  try {
    return await work(controller.signal);
  } finally {
    for (const each of takeBack) each();
  }
}
