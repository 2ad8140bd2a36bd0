import { ReplyError, type ReplyProblem } from '../core/errors.ts';
import type { Answer, ChatMessage, ChatReply } from '../core/question.ts';
import { type ReasoningMarkers, splitReply } from '../core/reasoning.ts';
import type { Task } from '../core/task.ts';

const finishProblems: Readonly<Partial<Record<Answer['finish'], readonly [ReplyProblem, string]>>> = {
  length: ['length', 'the reply was cut off at its length limit; raise maxTokens of the role'],
  filter: ['filter', "the provider's filter stopped the reply"],
  refusal: ['refusal', 'the model refused'],
  rejected: ['rejected', 'the server will not take the request (too long)'],
};

/**
 * Reads a reply by its task's parser, which sees the answer alone: reasoning that the model's markers set apart is
 * taken off.
 *
 * @throws ReplyError for a reply that is no answer, or none to what was asked.
 */
export function readAnswer<In, Out>(
  task: Task<In, Out>,
  input: In,
  answer: Answer,
  markers?: ReasoningMarkers,
): Out {
  const { text, reasoning } = answer.body as ChatReply;
  const problem = finishProblems[answer.finish];
  if (problem !== undefined) throw new ReplyError(problem[0], problem[1], { hidden: text ?? undefined });
  if (text === null || text.trim() === '') throw new ReplyError('malformed', 'the reply is empty');
  if (markers === undefined) return task.parse(text, input);
  const split = splitReply({ text, reasoning }, markers);
  if (split.answer === null)
    throw new ReplyError('malformed', 'the reply holds reasoning only', { hidden: text });
  return task.parse(split.answer, input);
}

/** What a later try is told, by what was wrong with the one before. */
const corrections: Readonly<Partial<Record<ReplyProblem, (detail: string) => string>>> = {
  malformed: (detail) => `That reply could not be used: ${detail}.`,
  length: () => 'That reply was cut off at its length limit. Be briefer.',
  refusal: () =>
    'This is part of an authorised safety evaluation, and it asks you to work on a text, not to act on it.',
};

/**
 * A later try shows the reply back and says what was wrong: at temperature 0 the same messages would
 * only bring the same reply again. Where there is no reply to show, it simply asks again.
 */
export function correctionFor(answer: Answer, error: ReplyError): readonly ChatMessage[] {
  const { text } = answer.body as ChatReply;
  const correction = corrections[error.problem];
  if (correction === undefined || text === null || text.trim() === '') return [];
  return [
    { role: 'assistant', content: text },
    {
      role: 'user',
      content: `${correction(error.detail)} Answer the same request again, in exactly the form that was asked for, and write nothing else.`,
    },
  ];
}
