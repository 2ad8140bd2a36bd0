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
  { close }: Pick<ThinkingMarkers, 'close'>,
): string {
  const content = text ?? '';
  return reasoning === '' || content === '' ? `${reasoning}${content}` : `${reasoning}${close}${content}`;
}

/**
 * Tells reasoning from the answer in a text that goes on in a place. Reasoning ends at the first end marker of the turn,
 * whoever wrote it: all that stands behind it is the answer, another block too, so that no text can hide a part of its
 * answer in one.
 *
 * @param before - the reasoning that the text goes on from
 */
export function tellApart(said: string, place: Place, markers: Markers, before = ''): Told {
  if (place === 'behind') return { thought: before.trim(), answer: answerIn(said, markers), isClosed: true };
  const end = said.indexOf(markers.close);
  if (end < 0) return { thought: `${before}${said}`.trim(), answer: null, isClosed: false };
  const answer = answerIn(said.slice(end + markers.close.length), markers);
  return { thought: `${before}${said.slice(0, end)}`.trim(), answer, isClosed: true };
}

/** The same of a turn that nobody began for its subject: a block at its start is reasoning. */
export function tellTurn(said: string, markers: Markers): Told {
  const text = withoutEmptyBlocks(said, markers);
  const opening = markers.open.trim();
  return text.startsWith(opening)
    ? tellApart(text.slice(opening.length), 'inside', markers)
    : tellApart(text, 'behind', markers);
}

type Markers = Pick<ThinkingMarkers, 'open' | 'close'>;

function answerIn(text: string, markers: Markers): string | null {
  const answer = withoutEmptyBlocks(text, markers);
  return answer === '' ? null : answer;
}

/** A text from its first word on; blocks with nothing in them hide nothing, and some models begin with one. */
function withoutEmptyBlocks(text: string, { open, close }: Markers): string {
  const opening = open.trim();
  let rest = text.trim();
  while (rest.startsWith(opening)) {
    const inner = rest.slice(opening.length).trimStart();
    if (!inner.startsWith(close)) break;
    rest = inner.slice(close.length).trimStart();
  }
  return rest;
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
