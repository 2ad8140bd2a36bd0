import type { Key, Usage } from '../core/question.ts';

/** One attempt at a call, before it is made. */
export interface Attempt {
  /** The run's name: what a budget is counted over, through all roles, processes and resumed runs. */
  readonly scope: string;
  /** Of the question; of the first one for a batch. */
  readonly key: Key;
  readonly questions: number;
  readonly to: string;
  readonly server: string;
  /** The most it can cost in US dollars; null where the price is not known. */
  readonly reserveUsd: number | null;
}

/** How an attempt ended. */
export interface Settlement {
  readonly outcome: 'answer' | 'fault';
  readonly status?: number | undefined;
  /** US dollars; null where the price is not known. */
  readonly chargedUsd: number | null;
  readonly usage: Usage | null;
}

/** What a scope has cost so far. */
export interface Spent {
  /** US dollars: settled attempts, and the whole reservation of every attempt that is still open. */
  readonly usd: number;
  /** The part of `usd` that is reserved only: calls in flight, and calls of processes that died. */
  readonly openUsd: number;
  readonly attempts: number;
  readonly faults: number;
  /** Attempts whose price is not known; their cost is in no sum. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * What every attempt was charged, shared by all processes on one store.
 *
 * An attempt that a killed process left open stays charged at its whole reservation: its request may
 * have reached the server and been billed, and a budget that can be overrun is none. It blocks
 * nobody (only calls in flight in one's own process are waited for), and it is bounded by the number
 * of calls in flight when the process died. Who knows better raises the budget.
 */
export interface Ledger {
  /**
   * Charges an attempt's reservation, unless the scope would then exceed the budget: atomic over
   * processes. Returns the attempt's number, or undefined where it does not fit.
   */
  reserve(attempt: Attempt, budgetUsd?: number): Promise<number | undefined>;
  /** Replaces a reservation by what was really charged. */
  settle(attempt: number, settlement: Settlement): Promise<void>;
  spent(scope: string): Promise<Spent>;
}

/** Money is kept in whole billionths of a dollar, rounded up, so that sums are exact in any order. */
export function toNanoUsd(usd: number): number {
  return Math.ceil(Number((usd * 1e9).toFixed(3)));
}

/** Billionths of a dollar as dollars. */
export function fromNanoUsd(nanoUsd: number): number {
  return nanoUsd / 1e9;
}
