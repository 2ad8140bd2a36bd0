import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformersEmbedder } from '../../src/embed/index.ts';
import { writeTinyModel } from '../../test/embed/tiny-model.ts';
import { medianMs } from '../measure.ts';
import { printRates, type Rate } from './rates.ts';

const runs = 3;

/**
 * Texts per second of a sentence-embedding model, by batch size, against full weights one text at a
 * time (or quantized weights, where only they are there).
 *
 * @param folder the model's; undefined: a model made by hand, which says something of what surrounds a model,
 *   and nothing of a model.
 */
export async function benchModel(texts: readonly string[], folder: string | undefined): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'specloom-bench-'));
  try {
    if (folder === undefined) writeTinyModel(scratch);
    const place = folder === undefined ? scratch : resolve(folder);
    const label =
      folder === undefined
        ? 'NOT A REAL MODEL: eight words made by hand; SPECLOOM_BENCH_MODEL names the folder of a real one'
        : place;
    const [baseline, ...rates] = await ratesOf(texts, place);
    if (baseline === undefined)
      throw new Error(`no onnx/model.onnx or onnx/model_quantized.onnx in ${place}`);
    printRates(
      `transformers: ${texts.length} prompts, median of ${runs} runs (${label})`,
      'texts',
      baseline,
      rates,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function ratesOf(texts: readonly string[], folder: string): Promise<Rate[]> {
  const weights = [
    ...[1, 16, 64].map((batchSize) => ({ quantized: false, batchSize, file: 'model.onnx' })),
    { quantized: true, batchSize: 1, file: 'model_quantized.onnx' },
  ].filter(({ file }) => existsSync(join(folder, 'onnx', file)));
  const rates: Rate[] = [];
  for (const { quantized, batchSize } of weights) {
    const embedder = await transformersEmbedder(folder, { quantized, batchSize, offline: true });
    rates.push({
      name: `${quantized ? 'quantized' : 'full'} weights, batches of ${batchSize}`,
      perSecond: texts.length / ((await medianMs(runs, () => embedder.embed(texts))) / 1000),
    });
  }
  return rates;
}
