import { PendingError, SpecloomError } from '../core/errors.ts';
import { untilStopped } from './abort.ts';
import type { Attempt, Ledger, Settlement, Spent } from './ledger.ts';

/** What one run may spend, over all its roles, processes and resumptions. */
export interface Budget {
  /** The run's name. */
  readonly scope: string;
  /** US dollars; undefined for a run without a limit, whose attempts are charged all the same. */
  readonly limitUsd: number | undefined;
  /**
   * Reserves the most that an attempt can cost. Where only calls in flight here stand in its way, it
   * waits for them: most cost far less than they reserve.
   *
   * @throws PendingError (`budget`) when it does not fit and nothing in flight can make room.
   */
  reserve(attempt: Omit<Attempt, 'scope'>, signal: AbortSignal): Promise<number>;
  settle(attempt: number, settlement: Settlement): Promise<void>;
  spent(): Promise<Spent>;
}

/** The budget of a run. Make one per run and process, and hand it to everyone who asks. */
export function openBudget(ledger: Ledger, scope: string, limitUsd?: number): Budget {
  let inFlight = 0;
  let wake: (() => void)[] = [];
  // One reservation at a time, so that "nothing is in flight" is never said while one is being made.
  let turn: Promise<unknown> = Promise.resolve();

  const reserveFreely = async (attempt: Omit<Attempt, 'scope'>): Promise<number> => {
    const number = await ledger.reserve({ ...attempt, scope });
    if (number === undefined) throw new SpecloomError('internal', 'an attempt without a limit did not fit');
    inFlight += 1;
    return number;
  };
  const tryReserve = async (
    attempt: Omit<Attempt, 'scope'>,
  ): Promise<number | { settled: Promise<void> }> => {
    const number = await ledger.reserve({ ...attempt, scope }, limitUsd);
    if (number !== undefined) {
      inFlight += 1;
      return number;
    }
    if (inFlight === 0) throw overBudget({ ...attempt, scope }, limitUsd, await ledger.spent(scope));
    return { settled: new Promise<void>((resolve) => wake.push(resolve)) };
  };

  return {
    scope,
    limitUsd,
    async reserve(attempt, signal) {
      if (limitUsd === undefined) return reserveFreely(attempt);
      for (;;) {
        const mine = turn.then(() => tryReserve(attempt));
        turn = mine.catch(() => undefined);
        const result = await mine;
        if (typeof result === 'number') return result;
        await untilStopped(result.settled, signal);
      }
    },
    async settle(number, settlement) {
      await ledger.settle(number, settlement);
      inFlight -= 1;
      const waiting = wake;
      wake = [];
      for (const resolve of waiting) resolve();
    },
    spent: () => ledger.spent(scope),
  };
}

function overBudget(attempt: Attempt, limitUsd: number | undefined, spent: Spent): PendingError {
  const open = spent.openUsd > 0 ? `, ${dollars(spent.openUsd)} of it for calls whose end is not known` : '';
  return new PendingError(
    'budget',
    `the budget of ${dollars(limitUsd ?? 0)} does not cover a call to ${attempt.to} of at most ` +
      `${dollars(attempt.reserveUsd ?? 0)}: ${dollars(spent.usd)} is charged already${open}, by all runs of \`${attempt.scope}\`; raise the budget to go on`,
    { key: attempt.key },
  );
}

function dollars(usd: number): string {
  return `$${usd.toFixed(usd < 0.01 && usd > 0 ? 6 : 2)}`;
}
