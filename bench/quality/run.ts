import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Embedder } from '../../src/core/provider.ts';
import { fitHashing, hashingEmbedder, transformersEmbedder } from '../../src/embed/index.ts';
import { countCopies, type Reading, readings } from './copies.ts';
import { missingData, type Prompt, readPrompts, readScoredPairs, type ScoredPair } from './data.ts';
import { agreement } from './likeness.ts';
import { countBySource, type DroppedPair, drawPairs, droppedPairs, keepHalf } from './selection.ts';

const distances = [0.02, 0.05, 0.1, 0.15, 0.2];
const drawn = 20;

/**
 * `npm run bench -- quality`: what docs/dedup-quality.md states. SPECLOOM_BENCH_MODEL names a model's folder, whose
 * quantized weights are measured as well; SPECLOOM_BENCH_PAIRS a file that gets twenty dropped pairs of each source, as text.
 */
export async function run(): Promise<void> {
  const missing = missingData();
  if (missing !== undefined) {
    print(`quality: skipped: ${missing}`);
    return;
  }
  const prompts = readPrompts();
  const texts = prompts.map(({ prompt }) => prompt);
  const fitted = fitHashing(texts);
  const folder = process.env.SPECLOOM_BENCH_MODEL;
  const model = folder === undefined ? [] : [await transformersEmbedder(folder, { offline: true })];
  await printAgreement(readScoredPairs(), [['hashing/fitted, to the prompts', fitted]], model);
  const read: string[] = [];
  for (const embedder of [hashingEmbedder(), fitted, ...model])
    read.push(...(await printSelection(prompts, texts, embedder)));
  const file = process.env.SPECLOOM_BENCH_PAIRS;
  if (file === undefined) return;
  writeFileSync(file, `${read.join('\n')}\n`);
  print(`dropped pairs to read: ${relative(process.cwd(), resolve(file))}`);
}

type Named = readonly [name: string, embedder: Embedder];

async function printAgreement(
  pairs: readonly ScoredPair[],
  fitted: readonly Named[],
  models: readonly Embedder[],
): Promise<void> {
  const sentences = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))];
  const embedders: readonly Named[] = [
    ...[128, 256, 512, 1024, 4096].map((size): Named => [`hashing/${size}`, hashingEmbedder(size)]),
    ['hashing/fitted, to the sentences', fitHashing(sentences)],
    ...fitted,
    ...models.map((model): Named => [model.id, model]),
  ];
  print(`Spearman's correlation of cosines with human scores, ${pairs.length} sentence pairs of STS-B`);
  for (const [name, embedder] of embedders)
    print(`  ${(await agreement(embedder, pairs)).toFixed(4)}  ${name}`);
}

/** Prints the figures of one selection of half, and returns its pairs to read. */
async function printSelection(
  prompts: readonly Prompt[],
  texts: readonly string[],
  embedder: Embedder,
): Promise<string[]> {
  const { kept, removed, minDistance } = await keepHalf(prompts, embedder);
  print(`\n${embedder.id}: ${prompts.length} prompts, half kept`);
  print(`  dropped ${removed.length}, d_min ${minDistance?.toFixed(4)}`);
  for (const reading of Object.keys(readings) as Reading[]) {
    const { groups, written, prompts: members, twoSurvivors, noSurvivor } = countCopies(texts, kept, reading);
    print(
      `  groups equal after lower-casing, punctuation ${reading}: ${groups} (${members} prompts; ${written} groups written in more than one way); two survivors ${twoSurvivors.length}, no survivor ${noSurvivor}`,
    );
  }
  const pairs = droppedPairs(prompts, removed);
  const head = ['prompts', 'dropped', 'copies', 'label', 'source', ...distances.map((each) => `<${each}`)];
  print(row('  source', head));
  const counts = countBySource(prompts, pairs, distances);
  for (const each of counts) {
    const { source, prompts: all, dropped, copies, otherLabel, otherSource, below } = each;
    print(row(`  ${source}`, [all, dropped, copies, otherLabel, otherSource, ...below]));
  }
  return counts.flatMap(({ source }) => [
    `# ${embedder.id}, ${source}`,
    ...drawPairs(pairs, source, drawn).flatMap(textOf),
  ]);
}

const textOf = ({ dropped, partner, distance }: DroppedPair): string[] => [
  `${distance.toFixed(3)} dropped ${JSON.stringify(dropped.prompt)}`,
  `      partner ${JSON.stringify(partner.prompt)}`,
];

const row = (name: string, cells: readonly (string | number)[]): string =>
  name.padEnd(14) + cells.map((cell) => String(cell).padStart(9)).join('');

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
