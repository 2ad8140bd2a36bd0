import type { Call } from '../core/answers.ts';
import { ModelError } from '../core/errors.ts';

/** One of several servers of the same model. */
export interface Lane<Q, A> {
  readonly call: Call<Q, A>;
  /** Calls in flight and waiting, as a share of what it bears. */
  load(): number;
  /** Milliseconds for which it lets nobody in; 0 when it is open. */
  pausedForMs(): number;
}

/** How long a server is avoided after its n-th fault in a row, while another one is open. */
const avoidMs = (faults: number): number => Math.min(30_000, 250 * 2 ** faults);

/**
 * Asks one of several servers of one model: the least busy one that is neither paused nor faulty;
 * where all are, the one that opens first. Who answers is provenance, so the choice may depend on time.
 */
export function oneOf<Q, A>(lanes: readonly Lane<Q, A>[]): Call<Q, A> {
  const only = lanes[0];
  if (only && lanes.length === 1) return only.call;
  const health = lanes.map(() => ({ faults: 0, avoidUntilMs: 0 }));
  return async (question, signal) => {
    const now = Date.now();
    const places = lanes.map((lane, place) => ({
      place,
      closedForMs: Math.max(lane.pausedForMs(), health[place]!.avoidUntilMs - now, 0),
      load: lane.load(),
    }));
    const best = places.reduce((a, b) =>
      b.closedForMs < a.closedForMs || (b.closedForMs === a.closedForMs && b.load < a.load) ? b : a,
    );
    const state = health[best.place]!;
    try {
      const answer = await lanes[best.place]!.call(question, signal);
      state.faults = 0;
      state.avoidUntilMs = 0;
      return answer;
    } catch (error) {
      if (error instanceof ModelError && error.retryable && error.retryAfterMs === undefined) {
        state.faults += 1;
        state.avoidUntilMs = Date.now() + avoidMs(state.faults);
      }
      throw error;
    }
  };
}
