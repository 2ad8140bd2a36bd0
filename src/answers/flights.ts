import type { Key } from '../core/question.ts';
import { stopError, untilStopped } from './abort.ts';

/** Work in flight by key: whoever wants the same key waits for the same work. */
export interface Flights<T> {
  /**
   * The result for a key: of the work in flight, or of `start`, which is called at most once. One
   * waiter that stops leaves the others their result; the work's signal aborts when all have left.
   */
  share(key: Key, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * The same for many keys, in their order, and how each ended. Listens to the signal once, not once
   * for each key: adding a listener takes as long as there are listeners already.
   *
   * @throws the stop error when the signal aborts before all have ended.
   */
  shareAll(
    keys: readonly Key[],
    signal: AbortSignal,
    start: (place: number, signal: AbortSignal) => Promise<T>,
  ): Promise<PromiseSettledResult<T>[]>;
}

interface Flight<T> {
  readonly work: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
}

export function flights<T>(): Flights<T> {
  const open = new Map<Key, Flight<T>>();

  const board = (key: Key, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    let flight = open.get(key);
    if (!flight || flight.controller.signal.aborted) {
      const controller = new AbortController();
      const started = { work: start(controller.signal), controller, waiters: 0 };
      flight = started;
      open.set(key, started);
      const land = () => {
        if (open.get(key) === started) open.delete(key);
      };
      started.work.then(land, land);
    }
    flight.waiters += 1;
    return flight;
  };

  const leave = (flight: Flight<T>, signal: AbortSignal): void => {
    flight.waiters -= 1;
    if (flight.waiters === 0 && signal.aborted) flight.controller.abort(stopError(signal));
  };

  return {
    async share(key, signal, start) {
      const flight = board(key, start);
      try {
        return await untilStopped(flight.work, signal);
      } finally {
        leave(flight, signal);
      }
    },
    async shareAll(keys, signal, start) {
      const boarded = keys.map((key, place) => board(key, (own) => start(place, own)));
      try {
        return await untilStopped(Promise.allSettled(boarded.map(({ work }) => work)), signal);
      } finally {
        for (const flight of boarded) leave(flight, signal);
      }
    },
  };
}
