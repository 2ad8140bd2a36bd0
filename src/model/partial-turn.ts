import type { ChatBody, Question } from '../core/question.ts';

/** The turn of the assistant that a chat question asks to be continued; undefined where it asks for a whole one. */
export function partialTurn({ kind, body }: Pick<Question, 'kind' | 'body'>): string | undefined {
  if (kind !== 'chat') return undefined;
  const last = (body as ChatBody).messages.at(-1);
  return last?.role === 'assistant' ? last.content : undefined;
}

/** What a block of reasoning begins with: a word in brackets, such as `<think>`, `[THINK]` or `◁think▷`. */
const opener = /^\s*(?<bracket>[<[◁])(?<word>[^\s<>[\]◁▷/]+)(?<end>[>\]▷])/;

/**
 * Puts a partial turn behind a text in which its turn has begun.
 *
 * A block of reasoning that both of them open is opened once, as the turn has it. An empty block that the text ends with
 * (`enable_thinking: false`), or the end of one that it never began (DeepSeek-V3.1), makes way for one that the turn
 * opens.
 *
 * @param begun - a conversation as a chat template writes it, with what begins the assistant's turn
 */
export function joinTurn(begun: string, partial: string): string {
  const { bracket, word, end } = opener.exec(partial)?.groups ?? {};
  if (bracket === undefined) return begun + partial;
  const open = `${bracket}${word}${end}`;
  const close = `${bracket}/${word}${end}`;
  const unclosed = withoutEnding(begun, close);
  const isBlock = unclosed.lastIndexOf(open) > unclosed.lastIndexOf(close);
  const rest = isBlock ? withoutEnding(begun, open, close) : unclosed;
  return withoutEnding(rest, open) + partial;
}

/** A text without these at its end, with any white space between and behind them; as it is where they are not there. */
function withoutEnding(text: string, ...parts: readonly string[]): string {
  const rest = parts.reduceRight<string | undefined>((left, part) => {
    const trimmed = left?.trimEnd();
    return trimmed?.endsWith(part) ? trimmed.slice(0, -part.length) : undefined;
  }, text);
  return rest ?? text;
}
