import type { ChatBody, EmbedBody, Question } from '../core/question.ts';

/** What every message costs beyond its text, and what starts the reply (OpenAI's rule for chat models). */
const tokensPerMessage = 4;
const tokensPerReplyStart = 3;

/** Byte-pair merging is quadratic in a run without word breaks; slices bound it at a token or two each. */
const sliceLength = 2_000;

/** Counts the tokens of a text as OpenAI's newest encoding has them; for other models an estimate. */
export async function countTokens(text: string): Promise<number> {
  // The vocabulary takes a fifth of a second to load: only who counts pays for it.
  const encoding = await import('gpt-tokenizer/encoding/o200k_base');
  let count = 0;
  for (let at = 0; at < text.length; at += sliceLength)
    count += encoding.countTokens(text.slice(at, at + sliceLength), { disallowedSpecial: new Set() });
  return count;
}

/**
 * Input tokens of a question, estimated before it is asked; those of a reward question are its conversation, the answer
 * included. A schema that the reply is held to is read as well.
 */
export async function inputTokensOf(question: Question): Promise<number> {
  if (question.kind === 'embed') return countTokens((question.body as EmbedBody).text);
  const { messages, response_format: form } = question.body as ChatBody;
  const schema = form === undefined ? 0 : await countTokens(JSON.stringify(form));
  const counts = await Promise.all(messages.map(({ content }) => countTokens(content)));
  return counts.reduce((sum, count) => sum + count + tokensPerMessage, tokensPerReplyStart + schema);
}
