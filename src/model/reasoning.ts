/** An answer and the reasoning that came before it. */
export interface Split {
  readonly text: string;
  readonly reasoning?: string;
}

const opening = '<think>';
const closing = '</think>';

/**
 * Splits a reasoning model's leading `<think>…</think>` from its answer. A block that never closes (a reply
 * cut off while thinking) is all reasoning and leaves an empty answer. Without an opening tag at the very
 * start nothing is split: a closing tag further on may be one that the model quotes, and what stands
 * before it would be lost.
 */
export function splitReasoning(content: string): Split {
  const start = content.trimStart();
  if (!start.startsWith(opening)) return { text: content };
  const end = start.indexOf(closing);
  if (end < 0) return { text: '', reasoning: start.slice(opening.length).trim() };
  return {
    text: start.slice(end + closing.length).trimStart(),
    reasoning: start.slice(opening.length, end).trim(),
  };
}
