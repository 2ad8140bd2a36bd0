import { z } from 'zod';
import { ModelError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { questionOf } from './rehearsal-request.ts';

const chat = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  add_generation_prompt: z.boolean().default(true),
  continue_final_message: z.boolean().default(false),
});

const mostCodePoint = 0x10ffff;
const list = z.object({ tokens: z.array(z.int().min(0).max(mostCodePoint)) });

/**
 * What the rehearsal model sees of a chat, as numbers: one for each character. By this, and by the way back, a client
 * can tell that a turn of the assistant is gone on with as it is (vLLM's `/tokenize` and `/detokenize`). They are no
 * measure of usage.
 *
 * @throws ModelError for what is no chat.
 */
export function tokenized(body: JsonObject): JsonObject {
  const parsed = chat.safeParse(body);
  if (!parsed.success)
    throw refused('expected `messages`: a list of at least one {role, content}, both strings');
  questionOf(body);
  const { messages, add_generation_prompt: begins, continue_final_message: continues } = parsed.data;
  const turns = messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
  const text = begins && !continues ? `${turns}\n\n[assistant]\n` : turns;
  const tokens = Array.from(text, (character) => character.codePointAt(0)!);
  return { count: tokens.length, tokens };
}

/** The text again. @throws ModelError for what is no list of tokens. */
export function detokenized(body: JsonObject): JsonObject {
  const parsed = list.safeParse(body);
  if (!parsed.success) throw refused('expected `tokens`, a list of whole numbers as /tokenize gives them');
  return { prompt: parsed.data.tokens.map((token) => String.fromCodePoint(token)).join('') };
}

const refused = (text: string): ModelError => new ModelError(text, { status: 400, retryable: false });
