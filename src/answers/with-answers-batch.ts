import type { Answers, Call } from '../core/answers.ts';
import { ModelError, PendingError, SpecloomError } from '../core/errors.ts';
import { type Answer, type Key, keyOf, type Question } from '../core/question.ts';
import { flights } from './flights.ts';
import { missing, type WithAnswers } from './with-answers.ts';

export interface WithAnswersBatch extends WithAnswers {
  /** Most questions in one call. */
  readonly batch?: number;
}

interface Open {
  readonly question: Question;
  readonly signal: AbortSignal;
  settle(outcome: Answer | Error): void;
}

/**
 * As `withAnswers`, for calls that take many questions: only the missing ones are asked, in batches
 * of one addressee and one set of parameters, each question once though it comes twice or is in
 * flight already. Answers come in the order of the questions. A batch that fails does not keep the
 * others from being stored; a batch that the server refuses for good (400, 413, 422) is halved until
 * the one question that spoils it stands alone.
 *
 * @throws PendingError when an answer is missing · StoreError when one cannot be kept.
 */
export function withAnswersBatch(
  answers: Answers,
  call: Call<readonly Question[], readonly Answer[]> | undefined,
  { batch = 128, reason = 'replay', onStored, onPending }: WithAnswersBatch = {},
): Call<readonly Question[], readonly Answer[]> {
  const inFlight = flights<Answer>();

  /** Asks for a batch and stores what came; the answers by key. */
  async function askBatch(
    asked: NonNullable<typeof call>,
    questions: readonly Question[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<Key, Answer | Error>> {
    try {
      const replies = await asked(questions, signal);
      if (replies.length !== questions.length)
        throw new SpecloomError(
          'internal',
          `asked ${questions.length} questions, got ${replies.length} answers`,
        );
      const stored = new Map<Key, Answer>();
      for (const [place, question] of questions.entries())
        stored.set(keyOf(question), await answers.put(question, replies[place]!));
      return stored;
    } catch (error) {
      if (questions.length > 1 && isIllFormed(error)) {
        const middle = questions.length >> 1;
        const halves = await Promise.all(
          [questions.slice(0, middle), questions.slice(middle)].map((half) => askBatch(asked, half, signal)),
        );
        return new Map(halves.flatMap((half) => [...half]));
      }
      if (error instanceof PendingError) await onPending?.(questions, error.reason);
      return new Map(questions.map((question) => [keyOf(question), error as Error]));
    }
  }

  /** Answers every open question: from the store, by asking, or with the error that prevents it. */
  async function settleAll(open: readonly Open[]): Promise<void> {
    try {
      const stored = await Promise.all(open.map(({ question }) => answers.get(keyOf(question))));
      const absent = open.filter(({ question, settle }, place) => {
        const known = stored[place];
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
      await Promise.all(
        groupsOf(absent, batch).map(async (group) => {
          const outcomes = await askBatch(
            call,
            group.map(({ question }) => question),
            group[0]!.signal,
          );
          for (const { question, settle } of group) settle(outcomes.get(keyOf(question))!);
        }),
      );
    } catch (error) {
      // Settling a second time does nothing, so those that have their answer keep it.
      for (const { settle } of open) settle(error as Error);
    }
  }

  return async (questions, signal) => {
    const open: Open[] = [];
    const byKey = new Map<Key, Promise<Answer>>();
    for (const question of questions) {
      const key = keyOf(question);
      if (byKey.has(key)) continue;
      const answer = inFlight.share(
        key,
        signal,
        (own) =>
          new Promise<Answer>((resolve, reject) => {
            const settle = (outcome: Answer | Error) =>
              outcome instanceof Error ? reject(outcome) : resolve(outcome);
            open.push({ question, settle, signal: own });
          }),
      );
      // All are waited for below; until then a rejection must not count as unhandled.
      answer.catch(() => undefined);
      byKey.set(key, answer);
    }
    void settleAll(open);
    const settled = await Promise.allSettled(byKey.values());
    const failed = settled.filter((result) => result.status === 'rejected').map((result) => result.reason);
    if (failed.length > 0) throw failed.find((error) => !(error instanceof PendingError)) ?? failed[0];
    return Promise.all(questions.map((question) => byKey.get(keyOf(question))!));
  };
}

/** Consecutive questions of one addressee and one set of parameters, at most `batch` together. */
function groupsOf<T extends { question: Question }>(open: readonly T[], batch: number): T[][] {
  const byKind = new Map<string, T[]>();
  for (const entry of open) {
    const { to, body } = entry.question;
    const place = JSON.stringify([to, body.dimensions ?? null]);
    const group = byKind.get(place);
    if (group) group.push(entry);
    else byKind.set(place, [entry]);
  }
  return [...byKind.values()].flatMap((entries) =>
    Array.from({ length: Math.ceil(entries.length / batch) }, (_, turn) =>
      entries.slice(turn * batch, (turn + 1) * batch),
    ),
  );
}

/** Whether one question may spoil a batch: not where the server is down, nor where it knows no such model. */
function isIllFormed(error: unknown): boolean {
  if (!(error instanceof PendingError) || !error.refused) return false;
  return error.cause instanceof ModelError && error.cause.status !== 404;
}
