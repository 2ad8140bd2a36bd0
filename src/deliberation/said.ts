import type { ChatReply, Finish } from '../core/question.ts';
import { splitByMarkers, type ThinkingMarkers } from '../core/reasoning.ts';

/** Where a partial turn ends, and the subject goes on: inside a block of reasoning, or behind one that is closed. */
export type Place = 'inside' | 'behind';

/** What a subject said, told apart. */
export interface Told {
  /** All reasoning, without markers and white space around it; empty where there is none. */
  readonly thought: string;
  /** What stands behind its reasoning; null where nothing does. */
  readonly answer: string | null;
  /** Whether its reasoning was ended. */
  readonly isClosed: boolean;
}

/**
 * The text of a pass as the subject said it, whether or not its server set reasoning apart.
 *
 * A server that looks for reasoning does so in every reply, and knows nothing of the partial turn that was continued: in
 * a block, it may call all of a reply reasoning, or take the end marker off; behind one, it may call the answer
 * reasoning. So where it has told two parts apart, the marker is put back between them; where there is but one part, that
 * is what was said, whatever it is called.
 */
export function whatWasSaid(
  { text, reasoning = '' }: ChatReply,
  place: Place,
  { open, close }: Pick<ThinkingMarkers, 'open' | 'close'>,
): string {
  const content = text ?? '';
  if (reasoning === '' || content === '') return `${reasoning}${content}`;
  return `${place === 'behind' ? open : ''}${reasoning}${close}${content}`;
}

/**
 * Tells reasoning from the answer in a text that goes on in a place. Reasoning ends at the first end marker, so that no
 * text can hide a part of its answer before a second one; a block that begins where an answer should is reasoning, too.
 *
 * @param before - the reasoning that the text goes on from
 */
export function tellApart(
  said: string,
  place: Place,
  { open, close }: Pick<ThinkingMarkers, 'open' | 'close'>,
  before = '',
): Told {
  const opening = open.trim();
  let thought = before;
  let rest = said;
  let isInside = place === 'inside';
  for (;;) {
    if (isInside) {
      const end = rest.indexOf(close);
      thought += end < 0 ? rest : rest.slice(0, end);
      if (end < 0) return { thought: thought.trim(), answer: null, isClosed: false };
      rest = rest.slice(end + close.length);
    }
    rest = rest.trim();
    if (!rest.startsWith(opening))
      return { thought: thought.trim(), answer: rest === '' ? null : rest, isClosed: true };
    rest = rest.slice(opening.length).trimStart();
    thought = thought.trim() === '' ? '' : `${thought.trimEnd()}\n\n`;
    isInside = true;
  }
}

/**
 * Takes off what stands before the marker that a model's answers begin with, where it has one. An answer that was cut off
 * before it came to the marker is none yet.
 */
export function behindMarker(told: Told, marker: string | undefined, finish: Finish): Told {
  if (marker === undefined || told.answer === null) return told;
  if (finish === 'length' && !told.answer.includes(marker))
    return { ...told, thought: joined([told.thought, told.answer]), answer: null };
  const { answer, reasoning = '' } = splitByMarkers(told.answer, { answer: marker });
  return { ...told, thought: joined([told.thought, reasoning]), answer };
}

/** Pieces of reasoning as one text: those that say something, with a blank line between. */
const joined = (pieces: readonly string[]): string =>
  pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join('\n\n');
