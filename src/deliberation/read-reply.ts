import type { Reply } from '../core/ask.ts';
import type { Response } from '../core/entity.ts';
import { ReplyError } from '../core/errors.ts';
import type { ChatReply } from '../core/question.ts';
import { splitReply, type ThinkingMarkers } from '../core/reasoning.ts';
import { type RespondInput, respond } from '../tasks/index.ts';
import { tellTurn } from './said.ts';

/** What a subject said, its reasoning apart; `answer` is null where it said nothing besides. */
export type ReadReply = Pick<Response, 'answer' | 'reasoning'>;

/**
 * Tells a subject's answer from its reasoning: as its server did (`reasoning_content`), by the markers that were
 * given for the model, and else by a block at the start of the reply: one of its family's, or `<think>`.
 *
 * @param thinking - how the model's family writes its reasoning, where that is known
 */
export function readReply(
  { answer, reasoning: markers }: Reply,
  input: RespondInput,
  thinking?: ThinkingMarkers,
): ReadReply {
  const { text, reasoning } = answer.body as ChatReply;
  if (text === null || text.trim() === '')
    return { answer: null, ...(reasoning === undefined ? {} : { reasoning }) };
  if (markers !== undefined) {
    const split = splitReply({ text, reasoning }, markers);
    const isUnfinished =
      answer.finish === 'length' && markers.answer !== undefined && !text.includes(markers.answer);
    // It was cut off before it came to the marker that its answer begins with.
    if (isUnfinished)
      return { answer: null, ...joined(reasoning, split.reasoning, split.answer ?? undefined) };
    return { ...split, ...joined(reasoning, split.reasoning) };
  }
  if (reasoning !== undefined) return { answer: text.trim(), reasoning };
  const told = thinking && tellTurn(text, thinking);
  if (told !== undefined && told.answer !== text.trim())
    return { answer: told.answer, ...joined(told.thought) };
  return { answer: answerIn(text, input) };
}

function joined(...parts: readonly (string | undefined)[]): Pick<Response, 'reasoning'> {
  const there = parts.filter((part) => part !== undefined && part !== '');
  return there.length === 0 ? {} : { reasoning: there.join('\n\n') };
}

function answerIn(text: string, input: RespondInput): string | null {
  try {
    return respond.parse(text, input).answer;
  } catch (error) {
    if (error instanceof ReplyError) return null;
    throw error;
  }
}
