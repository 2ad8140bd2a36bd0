import { setMaxListeners } from 'node:events';
import type { Key } from '../core/question.ts';
import { stopError, untilStopped } from './abort.ts';

/** Work in flight by key: whoever wants the same key waits for the same work. */
export interface Flights<T> {
  /**
   * The result for a key: of the work in flight, or of `start`, which is called at most once. One
   * waiter that stops leaves the others their result; the work's signal aborts when all have left.
   */
  share(key: Key, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function flights<T>(): Flights<T> {
  const open = new Map<Key, { work: Promise<T>; controller: AbortController; waiters: number }>();
  return {
    async share(key, signal, start) {
      let flight = open.get(key);
      if (!flight || flight.controller.signal.aborted) {
        const controller = new AbortController();
        // A batch that is halved waits on it once per part.
        setMaxListeners(0, controller.signal);
        const started = { work: start(controller.signal), controller, waiters: 0 };
        flight = started;
        open.set(key, started);
        const land = () => {
          if (open.get(key) === started) open.delete(key);
        };
        started.work.then(land, land);
      }
      flight.waiters += 1;
      try {
        return await untilStopped(flight.work, signal);
      } finally {
        flight.waiters -= 1;
        if (flight.waiters === 0 && signal.aborted) flight.controller.abort(stopError(signal));
      }
    },
  };
}
