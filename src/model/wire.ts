import { ModelError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type {
  Answer,
  ChatReply,
  EmbedBody,
  Finish,
  Question,
  QuestionKind,
  Usage,
} from '../core/question.ts';
import { vectorOfBytes } from '../core/vector-bytes.ts';
import { splitReasoning } from './reasoning.ts';

/** How a server wants its requests written. Translation only: nothing of it is part of a question. */
export interface WireOptions {
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

/** The request body for a chat question. */
export function chatRequest(question: Question, wire: WireOptions = {}): JsonObject {
  const { max_tokens: maxTokens, ...body } = question.body;
  return without(
    {
      model: modelOf(question.to),
      ...body,
      ...(maxTokens !== undefined && { [wire.maxTokensField ?? 'max_tokens']: maxTokens }),
    },
    wire.omit,
  );
}

/** The request body for texts to embed, which share one model and one set of parameters. */
export function embedRequest(questions: readonly Question[], wire: WireOptions = {}): JsonObject {
  const first = questions[0]!;
  const { text: _, ...parameters } = first.body as EmbedBody;
  const input = questions.map(({ body }) => (body as EmbedBody).text);
  return without({ model: modelOf(first.to), input, encoding_format: 'base64', ...parameters }, wire.omit);
}

export function without(body: JsonObject, omit: readonly string[] = []): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !omit.includes(name)));
}

/**
 * Reads a chat completion. Its text is kept as it came, apart from the reasoning.
 *
 * @throws ModelError (retryable, maybe billed) for a body that is no completion.
 */
export function readChat(question: Question, body: unknown): Omit<Answer, 'latencyMs'> {
  const reply = objectOf(body);
  const choice = objectOf(arrayOf(reply?.choices)?.[0]);
  const message = objectOf(choice?.message);
  if (!reply || !choice || !message) throw malformed('a completion with choices[0].message');
  const reason = choice.finish_reason ?? 'stop';
  if (typeof reason !== 'string' || reason === 'error' || reason === 'abort')
    throw malformed('a completion that ended by itself');
  const refusal = typeof message.refusal === 'string' && message.refusal !== '' ? message.refusal : undefined;
  const content = textOf(message.content);
  const stated = [message.reasoning_content, message.reasoning].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const split =
    content === null || stated !== undefined
      ? { text: content, ...(stated !== undefined && { reasoning: stated }) }
      : splitReasoning(content);
  const answer: ChatReply = refusal !== undefined ? { ...split, text: refusal } : split;
  return {
    body: answer,
    finish: refusal !== undefined ? 'refusal' : (finishes[reason] ?? 'stop'),
    usage: usageOf(reply.usage),
    by: answererOf(question, reply),
  };
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

/**
 * Reads the vectors of a batch, one per question, in the order of the questions. The reported tokens
 * are divided by the texts' lengths, and add up to what was reported.
 *
 * @throws ModelError (retryable, maybe billed) for a body that has not exactly one vector of the same
 *   size for each text.
 */
export function readEmbeddings(
  questions: readonly Question[],
  body: unknown,
): readonly Omit<Answer, 'latencyMs'>[] {
  const reply = objectOf(body);
  const data = arrayOf(reply?.data);
  if (!reply || !data) throw malformed('an embedding reply with data');
  const vectors = new Map<number, Float32Array>();
  for (const [place, entry] of data.entries()) {
    const index = objectOf(entry)?.index ?? place;
    const vector = vectorOf(objectOf(entry)?.embedding);
    if (typeof index !== 'number' || !vector) throw malformed('a float32 vector in every entry');
    vectors.set(index, vector);
  }
  const size = (questions[0]!.body as EmbedBody).dimensions ?? vectors.get(0)?.length ?? 0;
  const usage = shareUsage(
    usageOf(reply.usage, 0),
    questions.map((question) => (question.body as EmbedBody).text.length),
  );
  return questions.map((question, place) => {
    const vector = vectors.get(place);
    if (!vector || vectors.size !== questions.length || vector.length !== size)
      throw malformed(`${questions.length} vectors of ${size} numbers, got ${vectors.size}`);
    return { body: null, vector, finish: 'stop', usage: usage[place]!, by: answererOf(question, reply) };
  });
}

/** Servers send float32 values in base64 or, whatever they were asked for, as numbers. */
function vectorOf(embedding: Json | undefined): Float32Array | undefined {
  if (typeof embedding === 'string') {
    const vector = vectorOfBytes(Buffer.from(embedding, 'base64'));
    return vector?.length === 0 ? undefined : vector;
  }
  const numbers = arrayOf(embedding);
  if (!numbers || numbers.length === 0 || !numbers.every((value) => typeof value === 'number'))
    return undefined;
  return Float32Array.from(numbers);
}

/** Divides tokens in proportion to lengths (evenly where all are 0); the parts add up exactly. */
function shareUsage(usage: Usage | null, lengths: readonly number[]): readonly (Usage | null)[] {
  if (usage === null) return lengths.map(() => null);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const weights = all === 0 ? lengths.map(() => 1) : lengths;
  const total = all === 0 ? lengths.length : all;
  let before = 0;
  return weights.map((weight) => {
    const from = before;
    before += weight;
    const part = (tokens: number) =>
      Math.floor((tokens * before) / total) - Math.floor((tokens * from) / total);
    return { inputTokens: part(usage.inputTokens), outputTokens: part(usage.outputTokens) };
  });
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
