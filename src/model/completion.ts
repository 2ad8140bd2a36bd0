import type { JsonObject } from '../core/json.ts';
import type { Answer, Question } from '../core/question.ts';
import {
  answererOf,
  arrayOf,
  finishOf,
  malformed,
  modelOf,
  objectOf,
  readChat,
  usageOf,
  type WireOptions,
  without,
} from './wire.ts';

/**
 * The request body that puts a chat question to the completions route.
 *
 * Members about the rendering stay here. The limit is always `max_tokens` there, and the prompt has all special tokens
 * that it needs: a server that adds its own would begin the text twice.
 *
 * @param prompt - the conversation with its partial turn, as the model's template writes it
 */
export function completionRequest(question: Question, prompt: string, wire: WireOptions = {}): JsonObject {
  const {
    messages: _messages,
    chat_template: _template,
    chat_template_kwargs: _arguments,
    max_tokens: limit,
    max_completion_tokens: newer,
    ...body
  } = question.body;
  const most = limit ?? newer;
  return without(
    {
      model: modelOf(question.to),
      prompt,
      add_special_tokens: false,
      ...body,
      ...(most !== undefined && { max_tokens: most }),
    },
    wire.omit,
  );
}

/**
 * Reads what a server made of a partial turn, by whichever route it came. The text is kept as it came: what looks like a
 * block of reasoning at its start is told from the answer by whoever knows the turn that it goes on from.
 *
 * @throws ModelError (retryable, maybe billed) for a body that is no completion.
 */
export function readContinued(question: Question, body: unknown): Omit<Answer, 'latencyMs'> {
  const choice = objectOf(arrayOf(objectOf(body)?.choices)?.[0]);
  return choice !== undefined && 'text' in choice
    ? readCompletion(question, body)
    : readChat(question, body, { whole: true });
}

function readCompletion(question: Question, body: unknown): Omit<Answer, 'latencyMs'> {
  const reply = objectOf(body);
  const choice = objectOf(arrayOf(reply?.choices)?.[0]);
  if (!reply || typeof choice?.text !== 'string') throw malformed('a completion with choices[0].text');
  return {
    body: { text: choice.text },
    finish: finishOf(choice.finish_reason),
    usage: usageOf(reply.usage),
    by: answererOf(question, reply),
  };
}
