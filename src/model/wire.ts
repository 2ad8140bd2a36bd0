import { ModelError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Answer, ChatReply, Finish, Question, QuestionKind, Usage } from '../core/question.ts';
import { partialTurn } from './partial-turn.ts';
import { splitReasoning } from './reasoning.ts';

/** How a server wants its requests written. Translation only: nothing of it is part of a question. */
export interface WireOptions {
  /** Writes a conversation as a text, where partial turns go to the completions route; they go by chat where unset. */
  readonly prompt?: (question: Question) => string;
  /** The name under which it takes the longest reply. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** Members it does not take, left out of every request. */
  readonly omit?: readonly string[];
}

/** The provider's part of an addressee, "provider/model". */
function providerOf(to: string): string {
  return to.slice(0, to.indexOf('/'));
}

/** The model's part of an addressee, "provider/model"; it may have slashes of its own. */
export function modelOf(to: string): string {
  return to.slice(to.indexOf('/') + 1);
}

/** The request body for a chat question. A last turn of the assistant is left open, for the model to go on with. */
export function chatRequest(question: Question, wire: WireOptions = {}): JsonObject {
  const { max_tokens: maxTokens, ...body } = question.body;
  const request = without(
    {
      model: modelOf(question.to),
      ...body,
      ...(maxTokens !== undefined && { [wire.maxTokensField ?? 'max_tokens']: maxTokens }),
    },
    wire.omit,
  );
  return partialTurn(question) === undefined ? request : { ...request, ...continued };
}

/** The names that vLLM and SGLang have for it. */
const continued = { continue_final_message: true, add_generation_prompt: false };

export function without(body: JsonObject, omit: readonly string[] = []): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !omit.includes(name)));
}

/**
 * Reads a chat completion. Its text is kept as it came, apart from the reasoning.
 *
 * @param whole - whether a block of reasoning at the start of the text stays there; one that the server took off does not
 * @throws ModelError (retryable, maybe billed) for a body that is no completion.
 */
export function readChat(
  question: Question,
  body: unknown,
  { whole = false }: { readonly whole?: boolean } = {},
): Omit<Answer, 'latencyMs'> {
  const reply = objectOf(body);
  const choice = objectOf(arrayOf(reply?.choices)?.[0]);
  const message = objectOf(choice?.message);
  if (!reply || !choice || !message) throw malformed('a completion with choices[0].message');
  const finish = finishOf(choice.finish_reason);
  const refusal = typeof message.refusal === 'string' && message.refusal !== '' ? message.refusal : undefined;
  const content = textOf(message.content);
  const stated = [message.reasoning_content, message.reasoning].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const split =
    content === null || stated !== undefined || whole
      ? { text: content, ...(stated !== undefined && { reasoning: stated }) }
      : splitReasoning(content);
  const answer: ChatReply = refusal !== undefined ? { ...split, text: refusal } : split;
  return {
    body: answer,
    finish: refusal !== undefined ? 'refusal' : finish,
    usage: usageOf(reply.usage),
    by: answererOf(question, reply),
  };
}

/** How a reply ended. @throws ModelError for one that was broken off. */
export function finishOf(reason: Json | undefined): Finish {
  const said = reason ?? 'stop';
  if (typeof said !== 'string' || said === 'error' || said === 'abort')
    throw malformed('a completion that ended by itself');
  return finishes[said] ?? 'stop';
}

const finishes: Readonly<Record<string, Finish>> = {
  length: 'length',
  max_tokens: 'length',
  content_filter: 'filter',
  safety: 'filter',
};

/** Content as text: some servers send parts. Null where there is none. */
function textOf(content: Json | undefined): string | null {
  if (typeof content === 'string') return content;
  const parts = arrayOf(content)?.map((part) => objectOf(part)?.text);
  if (!parts?.every((part) => typeof part === 'string')) return null;
  return parts.join('');
}

/** Tokens as reported; null where they are missing, or no counts at all. */
export function usageOf(usage: Json | undefined, noOutput?: 0): Usage | null {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens = noOutput } = objectOf(usage) ?? {};
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

function isCount(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Who answered: the provider and the model it says it is. The rehearsal model keeps its own name over HTTP. */
export function answererOf(question: Question, reply: JsonObject): string {
  const model = typeof reply.model === 'string' && reply.model !== '' ? reply.model : modelOf(question.to);
  return model.startsWith('rehearsal@') ? model : `${providerOf(question.to)}/${model}`;
}

const refusedBodies: Readonly<Record<QuestionKind, Json>> = {
  chat: { text: null },
  person: { text: null },
  embed: null,
  reward: { score: null },
};

/** A request that the server refuses to answer at all is an answer too: asking again gives the same. */
export function refusedAnswer(question: Question, finish: 'rejected' | 'filter'): Omit<Answer, 'latencyMs'> {
  const body = refusedBodies[question.kind];
  // An error status is not billed.
  return { body, finish, usage: { inputTokens: 0, outputTokens: 0 }, by: question.to };
}

export function malformed(expected: string): ModelError {
  return new ModelError(`the server's reply is malformed: expected ${expected}`, {
    retryable: true,
    maybeBilled: true,
  });
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function arrayOf(value: unknown): readonly Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
