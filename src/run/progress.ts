import type { OnEvent } from '../answers/index.ts';
import type { Continuation } from '../core/provider.ts';

/** A running count of what was asked, for progress and for the run document. */
export interface Tally {
  /** Attempts made at something outside, in this run: answers and faults. */
  asked: number;
  /** Answers that came in and were stored. */
  answered: number;
  /** Questions whose answer was in the store already. */
  stored: number;
  /** Attempts that failed and were tried again or given up. */
  faults: number;
  inputTokens: number;
  outputTokens: number;
  /** Dollars spent in this run; null as soon as one answer has no known price. */
  costUsd: number | null;
}

/** The part of a document that tells what this run asked. */
export type AskedFacts = Readonly<Pick<Tally, 'asked' | 'stored' | 'faults' | 'costUsd'>>;

/** The same of a run that also says how many of its questions were answered. */
export type AnsweredFacts = AskedFacts & Readonly<Pick<Tally, 'answered'>>;

/** What a document says of a tally. */
export const askedFacts = ({ asked, stored, faults, costUsd }: Readonly<Tally>): AskedFacts => ({
  asked,
  stored,
  faults,
  costUsd,
});

export const emptyTally = (): Tally => ({
  asked: 0,
  answered: 0,
  stored: 0,
  faults: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
});

/** Counts what the asking policies tell, and passes faults on. */
export function tallyOf(tally: Tally, emit: (event: RunEvent) => void): OnEvent {
  return (event) => {
    if (event.type === 'stored') tally.stored += event.questions;
    else if (event.type === 'asked') {
      tally.asked += event.questions;
      tally.answered += event.questions;
      tally.inputTokens += event.usage === null ? 0 : event.usage.inputTokens;
      tally.outputTokens += event.usage === null ? 0 : event.usage.outputTokens;
      tally.costUsd = tally.costUsd === null || event.costUsd === null ? null : tally.costUsd + event.costUsd;
    } else if (event.type === 'fault') {
      tally.asked += 1;
      tally.faults += 1;
      emit({ type: 'fault', to: event.to, detail: event.message, retryInMs: event.retryInMs ?? null });
    }
  };
}

/** What a run tells while it goes on. Plain facts; the command line draws them. */
export type RunEvent =
  /** An embedding model is fetched from its hub, before the first stage. Null where the server states no length. */
  | {
      readonly type: 'download';
      readonly model: string;
      readonly file: string;
      readonly loadedBytes: number;
      readonly totalBytes: number | null;
    }
  /** How the turns that a method begins are given to a model to go on with; told before anything is asked. */
  | {
      readonly type: 'continuation';
      readonly role: string;
      /** The full addressee. */
      readonly model: string;
      readonly way: Continuation['way'];
      readonly detail: string;
    }
  /** One of several models that are evaluated one after the other. */
  | { readonly type: 'model'; readonly model: string; readonly index: number; readonly of: number }
  | {
      readonly type: 'stage';
      readonly stage: string;
      readonly index: number;
      readonly of: number;
      readonly records: number;
    }
  | {
      readonly type: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly tally: Readonly<Tally>;
    }
  | {
      readonly type: 'closed';
      readonly stage: string;
      readonly in: number;
      readonly out: number;
      readonly lost: number;
    }
  | {
      readonly type: 'fault';
      readonly to: string;
      readonly detail: string;
      readonly retryInMs: number | null;
    };
