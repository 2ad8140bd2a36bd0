import type { Call } from '../core/answers.ts';
import { SpecloomError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { type Answer, type EmbedBody, keyOf, type Question } from '../core/question.ts';
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
      // Without its vector, which nobody reads there, and which would be held until the run ends.
      for (const [row, { vector: _, ...answer }] of answers.entries())
        used(keyOf(questions[row]!), questions[row]!, answer);
      return stackVectors(answers);
    },
  };
}

/** An embedder of this process as a call, so that its vectors can be stored. */
export function embedderCall(embedder: Embedder): Call<readonly Question[], readonly Answer[]> {
  return async (questions) => {
    const flat = await embedder.embed(questions.map(({ body }) => (body as EmbedBody).text));
    return questions.map((_, row): Answer => {
      const vector = flat.slice(row * embedder.dimensions, (row + 1) * embedder.dimensions);
      return { body: null, vector, finish: 'stop', usage: null, by: embedder.id, latencyMs: null };
    });
  };
}

/**
 * Row-major, each row at unit length, as cosine arithmetic expects; a refused text, which has no
 * vector, is a row of NaN.
 */
function stackVectors(answers: readonly Answer[]): Float32Array {
  const vectors = answers.map(({ finish, vector }) => (finish === 'stop' ? vector : undefined));
  const dimensions = vectors.find((vector) => vector !== undefined)?.length ?? 1;
  const odd = vectors.find((vector) => vector !== undefined && vector.length !== dimensions);
  if (odd !== undefined)
    throw new SpecloomError(
      'reply',
      `the embedding model gave vectors of ${dimensions} and of ${odd.length} dimensions; forget its answers (specloom answers forget) and state dimensions`,
    );
  const flat = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) {
    if (vector === undefined) flat.fill(Number.NaN, row * dimensions, (row + 1) * dimensions);
    else putUnitRow(flat, row * dimensions, vector);
  }
  return flat;
}

/** Copies a vector to `start`, divided by its length, which is summed in float64; zeros stay zeros. */
function putUnitRow(flat: Float32Array, start: number, vector: Float32Array): void {
  let square = 0;
  for (let place = 0; place < vector.length; place += 1) square += vector[place]! * vector[place]!;
  const length = square === 0 ? 1 : Math.sqrt(square);
  for (let place = 0; place < vector.length; place += 1) flat[start + place] = vector[place]! / length;
}
