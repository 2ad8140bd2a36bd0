import type { Answers, Call } from '../core/answers.ts';
import { PendingError, type PendingReason } from '../core/errors.ts';
import { type Answer, keyOf, type Question } from '../core/question.ts';
import { flights } from './flights.ts';

export interface WithAnswers {
  /** Why a question without a stored answer stays pending, where there is no call. */
  readonly reason?: PendingReason;
  /** Told of every question that was answered from the store. */
  onStored?(question: Question): void;
  /** Told of every question that stays without an answer, before the caller is. */
  onPending?(questions: readonly Question[], reason: PendingReason): Promise<void> | void;
}

/**
 * Answers from the store; what is not there is asked, stored, and then answered with the stored row.
 * The same question in flight is asked once. Without a call (replay, collect) nothing is asked.
 *
 * @throws PendingError when there is no answer · StoreError when it cannot be kept.
 */
export function withAnswers(
  answers: Answers,
  call: Call<Question, Answer> | undefined,
  { reason = 'replay', onStored, onPending }: WithAnswers = {},
): Call<Question, Answer> {
  const inFlight = flights<Answer>();
  return (question, signal) => {
    const key = keyOf(question);
    return inFlight.share(key, signal, async (shared) => {
      const stored = await answers.get(key);
      if (stored) {
        onStored?.(question);
        return stored;
      }
      try {
        if (!call) throw missing(question, reason);
        return await answers.put(question, await call(question, shared));
      } catch (error) {
        if (error instanceof PendingError) await onPending?.([question], error.reason);
        throw error;
      }
    });
  };
}

/** The error for a question that has no stored answer and is not asked. */
export function missing(question: Question, reason: PendingReason): PendingError {
  const key = keyOf(question);
  return new PendingError(
    reason,
    `no stored answer to ${question.kind} question ${key.slice(0, 12)} to ${question.to}`,
    { key },
  );
}
