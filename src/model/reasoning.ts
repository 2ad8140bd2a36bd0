/** An answer and the reasoning that came before it. */
export interface Split {
  readonly text: string;
  readonly reasoning?: string;
}

const opening = '<think>';
const closing = '</think>';

/**
 * Splits a reasoning model's leading `<think>…</think>` from its answer. Servers whose chat template
 * writes the opening tag itself send `…</think>` alone. A block that never closes (a reply cut off
 * while thinking) is all reasoning and leaves an empty answer.
 */
export function splitReasoning(content: string): Split {
  const start = content.trimStart();
  const end = start.indexOf(closing);
  if (!start.startsWith(opening) && (end < 0 || start.slice(0, end).includes(opening)))
    return { text: content };
  const from = start.startsWith(opening) ? opening.length : 0;
  if (end < 0) return { text: '', reasoning: start.slice(from).trim() };
  return { text: start.slice(end + closing.length).trimStart(), reasoning: start.slice(from, end).trim() };
}
