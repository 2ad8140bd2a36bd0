import type { Json, JsonObject } from '../core/json.ts';
import type { Answer, EmbedBody, Question, Usage } from '../core/question.ts';
import { vectorOfBytes } from '../core/vector-bytes.ts';
import {
  answererOf,
  arrayOf,
  malformed,
  modelOf,
  objectOf,
  usageOf,
  type WireOptions,
  without,
} from './wire.ts';

/** The request body for texts to embed, which share one model and one set of parameters. */
export function embedRequest(questions: readonly Question[], wire: WireOptions = {}): JsonObject {
  const first = questions[0]!;
  const { text: _, ...parameters } = first.body as EmbedBody;
  const input = questions.map(({ body }) => (body as EmbedBody).text);
  return without({ model: modelOf(first.to), input, encoding_format: 'base64', ...parameters }, wire.omit);
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
