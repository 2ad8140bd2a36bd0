/** Whether a model answers at once, or reasons first. */
export type ModelKind = 'instruct' | 'reasoning';

/** Texts that set the reasoning of a reply apart from its answer. */
export interface ReasoningMarkers {
  /** What reasoning begins with, at the very start of a reply. Without it, the server's template has said it already. */
  readonly open?: string | undefined;
  /** What reasoning ends with. */
  readonly close?: string | undefined;
  /** What the answer begins with, such as `Final Answer:`. */
  readonly answer?: string | undefined;
}

/** How a family of models writes its reasoning, as text that a partial turn can hold. */
export interface ThinkingMarkers {
  /** What a block of reasoning begins with, with the line break that its models put behind it. */
  readonly open: string;
  /** What ends it: the place where a pass of reasoning is stopped. */
  readonly close: string;
  /** A block with nothing in it, as the family's own template writes one. */
  readonly empty: string;
}

/** A reply in two parts; `answer` is null where it ended before the answer began. */
export interface MarkedReply {
  readonly answer: string | null;
  readonly reasoning?: string;
}

/**
 * Splits a chat reply by the markers that its model was given. A block of reasoning that its server has taken off
 * already is not looked for again.
 */
export const splitReply = (
  { text, reasoning }: { readonly text: string; readonly reasoning?: string | undefined },
  markers: ReasoningMarkers,
): MarkedReply => splitByMarkers(text, reasoning === undefined ? markers : { answer: markers.answer });

/**
 * Splits a text by the markers that its model was given.
 *
 * - `open` and `close`: reasoning is what stands between the two at the start; a reply that does not start with
 *   `open` has none. `close` alone: reasoning is all up to its first occurrence, since the server's template has
 *   opened it. A block that is never closed is all reasoning.
 * - `answer`: the answer is what follows the last occurrence; a reply without one is the answer as a whole.
 */
export function splitByMarkers(text: string, { open, close, answer }: ReasoningMarkers): MarkedReply {
  const block = close === undefined ? { answer: text } : withoutBlock(text, open, close);
  if (answer === undefined || block.answer === null) return trimmed(block);
  const at = block.answer.lastIndexOf(answer);
  if (at < 0) return trimmed(block);
  const parts = [block.reasoning ?? '', block.answer.slice(0, at)].map((part) => part.trim());
  const before = parts.filter((part) => part !== '');
  return trimmed({ answer: block.answer.slice(at + answer.length), reasoning: before.join('\n\n') });
}

function withoutBlock(text: string, open: string | undefined, close: string): MarkedReply {
  const start = text.trimStart();
  if (open !== undefined && !start.startsWith(open)) return { answer: text };
  const from = open === undefined ? 0 : open.length;
  const end = start.indexOf(close, from);
  if (end < 0) return { answer: null, reasoning: start.slice(from) };
  return { answer: start.slice(end + close.length), reasoning: start.slice(from, end) };
}

function trimmed({ answer, reasoning }: MarkedReply): MarkedReply {
  const thought = reasoning?.trim() ?? '';
  const said = answer?.trim() ?? '';
  return { answer: said === '' ? null : said, ...(thought === '' ? {} : { reasoning: thought }) };
}
