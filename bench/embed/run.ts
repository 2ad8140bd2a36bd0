import { hasPrompts, promptsPath, readPrompts } from '../quality/data.ts';
import { benchHashing } from './hashing.ts';
import { benchModel } from './model.ts';
import { benchStore } from './store.ts';

/** Texts that a model gets: enough for some batches of 64, few enough for a large model. */
const modelTexts = 512;

/** Embedders and the store of vectors. SPECLOOM_BENCH_MODEL names the folder of a sentence-embedding model. */
export async function run(): Promise<void> {
  if (hasPrompts) {
    const texts = readPrompts().map(({ prompt }) => prompt);
    await benchHashing(texts);
    const step = Math.floor(texts.length / modelTexts);
    const some = Array.from({ length: modelTexts }, (_, place) => texts[place * step]!);
    await benchModel(some, process.env.SPECLOOM_BENCH_MODEL);
  } else
    process.stdout.write(
      `embedders: skipped: ${promptsPath} is not there: public data that are no part of the project\n`,
    );
  await benchStore();
}
