import PQueue from 'p-queue';
import type { Limits } from '../core/provider.ts';
import { sleep, stopError } from './abort.ts';

/** The way in to one server: everything that asks it, chats and embeddings alike, goes through one gate. */
export interface Gate {
  /**
   * Runs work when the server has room for it. `tokens` is what it takes from the tokens per minute;
   * `spent` tells what it really took. Waiting ends with the stop error when the signal aborts.
   */
  run<T>(
    tokens: number,
    signal: AbortSignal,
    work: (spent: (tokens: number) => void) => Promise<T>,
  ): Promise<T>;
  /** Lets nobody in for a while, because the server asked for it. */
  pause(delayMs: number): void;
  /** Calls in flight and waiting, as a share of the concurrency. */
  load(): number;
  /** Milliseconds until the gate opens; 0 when it is open. */
  pausedForMs(): number;
}

const minuteMs = 60_000;

export function gate(limits: Pick<Limits, 'concurrency' | 'requestsPerMinute' | 'tokensPerMinute'>): Gate {
  const { concurrency, requestsPerMinute, tokensPerMinute } = limits;
  const queue = new PQueue({
    concurrency,
    ...(requestsPerMinute !== undefined && {
      intervalCap: requestsPerMinute,
      interval: minuteMs,
      strict: true,
    }),
  });
  const budget = tokensPerMinute === undefined ? undefined : tokenWindow(tokensPerMinute);
  let openAtMs = 0;
  let timer: NodeJS.Timeout | undefined;

  return {
    async run(tokens, signal, work) {
      timer?.ref();
      let started = false;
      try {
        return await queue.add(
          async () => {
            started = true;
            const entry = await budget?.take(tokens, signal);
            return work((spent) => {
              if (entry) entry.tokens = spent;
            });
          },
          { signal },
        );
      } catch (error) {
        throw !started && signal.aborted ? stopError(signal) : error;
      } finally {
        // A pause that nobody waits for must not keep the process alive.
        if (queue.size === 0 && queue.pending === 0) timer?.unref();
      }
    },
    pause(delayMs) {
      const until = Date.now() + delayMs;
      if (until <= openAtMs) return;
      openAtMs = until;
      queue.pause();
      clearTimeout(timer);
      timer = setTimeout(() => queue.start(), delayMs);
      if (queue.size === 0 && queue.pending === 0) timer.unref();
    },
    load: () => (queue.size + queue.pending) / concurrency,
    pausedForMs: () => Math.max(0, openAtMs - Date.now()),
  };
}

/** Tokens taken in the last minute. A call larger than the limit goes alone. */
function tokenWindow(limit: number) {
  const taken: { atMs: number; tokens: number }[] = [];
  return {
    async take(tokens: number, signal: AbortSignal): Promise<{ tokens: number }> {
      for (;;) {
        while (taken[0] && taken[0].atMs <= Date.now() - minuteMs) taken.shift();
        const used = taken.reduce((sum, entry) => sum + entry.tokens, 0);
        const oldest = taken[0];
        if (!oldest || used + tokens <= limit) {
          const entry = { atMs: Date.now(), tokens };
          taken.push(entry);
          return entry;
        }
        await sleep(Math.max(1, oldest.atMs + minuteMs - Date.now()), signal);
      }
    },
  };
}
