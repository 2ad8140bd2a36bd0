import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { keyedRandom } from '../../src/core/random.ts';
import { hashingEmbedder } from '../../src/embed/index.ts';

/** What one case of the benchmark selects from. */
export interface Rows {
  readonly vectors: Float32Array;
  readonly rows: number;
  readonly dimensions: number;
}

/** Real prompts, where the data folder lies beside the project. */
export const mixedPrompts = resolve(import.meta.dirname, '../../../shared/data/mixed-prompts.jsonl.gz');

export const hasMixedPrompts = existsSync(mixedPrompts);

/** Seeded unit rows around one centre for every 20 rows: near to some and far from others, as prompts are. */
export function clusteredRows(rows: number, dimensions: number): Rows {
  const random = keyedRandom('bench', 'dedup', rows, dimensions);
  const centres = Float32Array.from(
    { length: Math.ceil(rows / 20) * dimensions },
    () => random.float() - 0.5,
  );
  const vectors = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row += 1) {
    const centre = random.int(centres.length / dimensions) * dimensions;
    const spread = 0.3 + random.float();
    const own = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    let square = 0;
    for (let k = 0; k < dimensions; k += 1) {
      own[k] = centres[centre + k]! + spread * (random.float() - 0.5);
      square += own[k]! ** 2;
    }
    const scale = 1 / Math.sqrt(square);
    for (let k = 0; k < dimensions; k += 1) own[k]! *= scale;
  }
  return { vectors, rows, dimensions };
}

/** The real prompts under the hashing embedder. */
export async function promptRows(): Promise<Rows> {
  const embedder = hashingEmbedder();
  const texts: string[] = [];
  const lines = createInterface({ input: createReadStream(mixedPrompts).pipe(createGunzip()) });
  for await (const line of lines) texts.push((JSON.parse(line) as { prompt: string }).prompt);
  const { dimensions } = embedder;
  const vectors = new Float32Array(texts.length * dimensions);
  for (let from = 0; from < texts.length; from += 1000)
    vectors.set(await embedder.embed(texts.slice(from, from + 1000)), from * dimensions);
  return { vectors, rows: texts.length, dimensions };
}
