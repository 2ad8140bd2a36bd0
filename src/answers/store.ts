import type { Answers } from '../core/answers.ts';
import type { PendingReason } from '../core/errors.ts';
import type { Answer, Key, Question, QuestionKind } from '../core/question.ts';
import type { Ledger } from './ledger.ts';

/** A question with its stored answer. */
export interface StoredEntry {
  readonly key: Key;
  readonly question: Question;
  readonly answer: Answer;
}

/** A question that an earlier run could not get an answer to, and that still has none. */
export interface PendingQuestion {
  readonly key: Key;
  readonly question: Question;
  readonly reason: PendingReason;
  /** The run that lacks the answer: its pipeline's name. */
  readonly scope: string;
}

/** Which stored answers are meant; every member that is set must fit. */
export interface Selection {
  readonly to?: string;
  readonly kind?: QuestionKind;
  readonly keys?: readonly Key[];
}

/** Stored answers of one kind, to one addressee, given by one model. Tokens are those that were reported. */
export interface StatsRow {
  readonly kind: QuestionKind;
  readonly to: string;
  readonly by: string;
  readonly answers: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Answers whose tokens nobody reported. */
  readonly withoutUsage: number;
}

export interface StoreStats {
  readonly answers: number;
  /** Pending questions by reason. */
  readonly pending: Readonly<Record<string, number>>;
  /** Sorted by kind, addressee and answerer. */
  readonly rows: readonly StatsRow[];
}

/**
 * The answer store with what its owner may do to it. Every method throws StoreError when the store
 * cannot be read or written.
 */
export interface Store extends Answers {
  /** The stored answers to these keys; a key that is not among them has none. */
  getMany(keys: readonly Key[]): Promise<ReadonlyMap<Key, Answer>>;
  has(key: Key): Promise<boolean>;
  /** Stores many at once, first write wins; counts the new ones. All of them or, after an error, none. */
  putAll(entries: readonly Pick<StoredEntry, 'question' | 'answer'>[]): Promise<number>;
  stats(): Promise<StoreStats>;
  /** All stored answers in the order of their keys. Holds no lock between steps. */
  entries(selection?: Selection): AsyncIterable<StoredEntry>;
  /** Removes answers, so that they are asked again; counts them. */
  forget(selection: Selection): Promise<number>;
  /** Notes questions that a run (the scope) lacks an answer to. A question noted twice keeps the later reason and scope. */
  notePending(questions: readonly Question[], reason: PendingReason, scope: string): Promise<void>;
  /** Noted questions that still have no answer, in the order of their keys; of all runs where no scope is named. */
  pendingQuestions(scope?: string): AsyncIterable<PendingQuestion>;
  /** Forgets what a run noted. What other runs wait for, perhaps as a batch, stays. */
  clearPending(scope: string): Promise<void>;
  readonly ledger: Ledger;
  close(): Promise<void>;
}
