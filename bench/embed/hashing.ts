import { createHash } from 'node:crypto';
import type { Embedder } from '../../src/core/provider.ts';
import { fitHashing, hashingEmbedder } from '../../src/embed/index.ts';
import { medianMs } from '../measure.ts';
import { printRates, type Rate } from './rates.ts';

const runs = 3;

/** Texts per second of the hashing embedders, against one SHA-256 over each text. Texts are in memory beforehand. */
export async function benchHashing(texts: readonly string[]): Promise<void> {
  const rateOf = async (name: string, work: () => unknown): Promise<Rate> => ({
    name,
    perSecond: texts.length / ((await medianMs(runs, work)) / 1000),
  });
  const baseline = await rateOf('SHA-256 of each text', () => {
    for (const text of texts) createHash('sha256').update(text).digest();
  });
  const fitted = fitHashing(texts);
  printRates(`hashing: ${texts.length} prompts, median of ${runs} runs`, 'texts', baseline, [
    await rateOf('hashing/default', () => embedSteps(hashingEmbedder(), texts)),
    await rateOf('hashing/256', () => embedSteps(hashingEmbedder(256), texts)),
    await rateOf('hashing/fitted, fitting', () => fitHashing(texts)),
    await rateOf('hashing/fitted, embedding', () => embedSteps(fitted, texts)),
  ]);
}

/** Embeds a thousand texts at a time and keeps none of the vectors. */
async function embedSteps(embedder: Embedder, texts: readonly string[]): Promise<void> {
  for (let from = 0; from < texts.length; from += 1000) await embedder.embed(texts.slice(from, from + 1000));
}
