import type { Call } from '../core/answers.ts';
import { ModelError, PendingError, SpecloomError } from '../core/errors.ts';
import { type Answer, type Key, keyOf, type Question } from '../core/question.ts';
import { embedBatches } from './embed-batches.ts';
import { flights } from './flights.ts';
import type { Store } from './store.ts';
import { missing, type WithAnswers } from './with-answers.ts';

export interface WithAnswersBatch extends WithAnswers {
  /** Most questions in one call. */
  readonly batch?: number;
  /** Most tokens in one call, all its texts together; unset: no limit. */
  readonly batchTokens?: number;
}

/** A question without a stored answer, and whom to tell what became of it. */
interface Open {
  readonly key: Key;
  readonly question: Question;
  readonly signal: AbortSignal;
  settle(outcome: Answer | Error): void;
}

type BatchCall = Call<readonly Question[], readonly Answer[]>;

/**
 * As `withAnswers`, for calls that take many questions: what is stored is read in one go, and only the
 * missing ones are asked, in batches of one addressee and one set of parameters, each question once
 * though it comes twice or is in flight already. Answers come in the order of the questions. A batch
 * that fails does not keep the others from being stored; a batch that the server refuses for good
 * (400, 413, 422) is halved until the one question that spoils it stands alone.
 *
 * @throws PendingError when an answer is missing · StoreError when one cannot be kept.
 */
export function withAnswersBatch(
  answers: Pick<Store, 'getMany' | 'putAll'>,
  call: BatchCall | undefined,
  { batch = 128, batchTokens, reason = 'replay', onStored, onPending }: WithAnswersBatch = {},
): BatchCall {
  const inFlight = flights<Answer>();
  const limits = { batch, ...(batchTokens !== undefined && { batchTokens }) };

  /** Asks for a batch, stores what came, and settles each question with its stored row or the error. */
  async function askBatch(asked: BatchCall, group: readonly Open[], signal: AbortSignal): Promise<void> {
    const questions = group.map(({ question }) => question);
    try {
      const replies = await asked(questions, signal);
      if (replies.length !== questions.length)
        throw new SpecloomError(
          'internal',
          `asked ${questions.length} questions, got ${replies.length} answers`,
        );
      await answers.putAll(questions.map((question, place) => ({ question, answer: replies[place]! })));
      const stored = await answers.getMany(group.map(({ key }) => key));
      for (const { key, settle } of group) settle(stored.get(key)!);
    } catch (error) {
      if (group.length > 1 && isIllFormed(error)) {
        const middle = group.length >> 1;
        const halves = [group.slice(0, middle), group.slice(middle)];
        await Promise.all(halves.map((half) => askBatch(asked, half, signal)));
        return;
      }
      if (error instanceof PendingError) await onPending?.(questions, error.reason);
      for (const { settle } of group) settle(error as Error);
    }
  }

  /** Answers every open question: from the store, by asking, or with the error that prevents it. */
  async function settleAll(open: readonly Open[]): Promise<void> {
    try {
      // Once more: between the look before and the start of the flight, another flight may have landed.
      const stored = await answers.getMany(open.map(({ key }) => key));
      const absent = open.filter(({ key, question, settle }) => {
        const known = stored.get(key);
        if (!known) return true;
        onStored?.(question);
        settle(known);
        return false;
      });
      if (absent.length === 0) return;
      if (!call) {
        await onPending?.(
          absent.map(({ question }) => question),
          reason,
        );
        for (const { question, settle } of absent) settle(missing(question, reason));
        return;
      }
      const batches = await embedBatches(absent, limits);
      await Promise.all(batches.map((group) => askBatch(call, group, group[0]!.signal)));
    } catch (error) {
      // Settling a second time does nothing, so those that have their answer keep it.
      for (const { settle } of open) settle(error as Error);
    }
  }

  /** Answers to questions that had none stored, each in flight once. */
  async function flyAll(
    absent: ReadonlyMap<Key, Question>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<Key, Answer>> {
    const open: Open[] = [];
    const entries = [...absent];
    const keys = entries.map(([key]) => key);
    const flying = inFlight.shareAll(
      keys,
      signal,
      (place, own) =>
        new Promise<Answer>((resolve, reject) => {
          const settle = (outcome: Answer | Error) =>
            outcome instanceof Error ? reject(outcome) : resolve(outcome);
          open.push({ key: keys[place]!, question: entries[place]![1], settle, signal: own });
        }),
    );
    void settleAll(open);
    const settled = await flying;
    const failed = settled.filter((result) => result.status === 'rejected').map((result) => result.reason);
    if (failed.length > 0) throw failed.find((error) => !(error instanceof PendingError)) ?? failed[0];
    return new Map(
      settled.flatMap((result, place) =>
        result.status === 'fulfilled' ? [[keys[place]!, result.value]] : [],
      ),
    );
  }

  return async (questions, signal) => {
    const keys = questions.map(keyOf);
    const absent = new Map(keys.map((key, place) => [key, questions[place]!]));
    const stored = await answers.getMany([...absent.keys()]);
    for (const key of stored.keys()) {
      onStored?.(absent.get(key)!);
      absent.delete(key);
    }
    const asked = await flyAll(absent, signal);
    return keys.map((key) => stored.get(key) ?? asked.get(key)!);
  };
}

/** Whether one question may spoil a batch: not where the server is down, nor where it knows no such model. */
function isIllFormed(error: unknown): boolean {
  if (!(error instanceof PendingError) || !error.refused) return false;
  return error.cause instanceof ModelError && error.cause.status !== 404;
}
