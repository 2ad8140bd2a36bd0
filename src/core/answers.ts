import type { Answer, Key, Question } from './question.ts';

/** The answer store: keys to answers, first write wins. The only meeting point with anything outside. */
export interface Answers {
  get(key: Key): Promise<Answer | undefined>;
  /**
   * Stores an answer and returns the stored row: the given one, or the one that was there before.
   * @throws StoreError when it cannot be kept.
   */
  put(question: Question, answer: Answer): Promise<Answer>;
}

/** One attempt at something outside. Providers are calls; policies turn a call into a call. */
export type Call<Q, A> = (question: Q, signal: AbortSignal) => Promise<A>;
