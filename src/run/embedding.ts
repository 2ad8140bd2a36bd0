import type { Call } from '../core/answers.ts';
import { SpecloomError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { type Answer, type EmbedReply, keyOf, type Question } from '../core/question.ts';
import type { EmbedRole } from './asker.ts';

/** An embedder in this process whose vectors cost nothing: computed anew each time, never stored. */
export function computedRole(embedder: Embedder): EmbedRole {
  return { embed: (texts) => embedder.embed(texts) };
}

/** Embeds through stored answers: one question per text. */
export function storedRole(
  to: string,
  dimensions: number | undefined,
  call: Call<readonly Question[], readonly Answer[]>,
): EmbedRole {
  return {
    async embed(texts, signal, used) {
      const questions = texts.map((text): Question => {
        const body = dimensions === undefined ? { text } : { text, dimensions };
        return { kind: 'embed', to, body, draw: 'only' };
      });
      const answers = await call(questions, signal);
      for (const [row, answer] of answers.entries()) used(keyOf(questions[row]!), questions[row]!, answer);
      return stackVectors(answers.map((answer) => readVector(answer)));
    },
  };
}

/** An embedder of this process as a call, so that its vectors can be stored. */
export function embedderCall(embedder: Embedder): Call<readonly Question[], readonly Answer[]> {
  return async (questions) => {
    const flat = await embedder.embed(questions.map((question) => (question.body as { text: string }).text));
    return questions.map((_, row): Answer => {
      const vector = flat.subarray(row * embedder.dimensions, (row + 1) * embedder.dimensions);
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      return {
        body: { vector: bytes.toString('base64') },
        finish: 'stop',
        usage: null,
        by: embedder.id,
        latencyMs: null,
      };
    });
  };
}

/** float32, little-endian, scaled to unit length as cosine arithmetic expects; undefined for a text that was refused. */
function readVector(answer: Answer): Float32Array | undefined {
  if (answer.finish !== 'stop') return undefined;
  const bytes = Buffer.from((answer.body as EmbedReply).vector, 'base64');
  const vector = new Float32Array(bytes.byteLength / 4);
  for (let index = 0; index < vector.length; index += 1) vector[index] = bytes.readFloatLE(index * 4);
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** Row-major; a refused text, which has no vector, is a row of NaN. */
function stackVectors(vectors: readonly (Float32Array | undefined)[]): Float32Array {
  const known = vectors.filter((vector) => vector !== undefined);
  const dimensions = known[0]?.length ?? 1;
  const odd = known.find((vector) => vector.length !== dimensions);
  if (odd !== undefined)
    throw new SpecloomError(
      'reply',
      `the embedding model gave vectors of ${dimensions} and of ${odd.length} dimensions; forget its answers (specloom answers forget) and state dimensions`,
    );
  const flat = new Float32Array(vectors.length * dimensions).fill(Number.NaN);
  for (const [row, vector] of vectors.entries()) if (vector !== undefined) flat.set(vector, row * dimensions);
  return flat;
}
