import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Public data sets that are no part of the project. */
const folder = resolve(import.meta.dirname, '../../../shared/data');
const scoredPairsFile = resolve(folder, 'stsb-test.csv');
const promptsFile = resolve(folder, 'mixed-prompts.jsonl.gz');

/** Two sentences and how alike people found them, from 0 to 5. */
export interface ScoredPair {
  readonly first: string;
  readonly second: string;
  readonly score: number;
}

/** One of the mixed prompts. */
export interface Prompt {
  readonly id: string;
  /** The data set that it is from. */
  readonly source: string;
  /** Its class there: kind of question (medquad), intent (clinc150, banking77), set and template (t0), book (fairytaleqa). */
  readonly label: string;
  readonly prompt: string;
}

export const hasPrompts = existsSync(promptsFile);
/** Where the mixed prompts are, from the project's root. */
export const promptsPath = fromRoot(promptsFile);

/** Why there is nothing to measure, in a sentence; undefined where the data are there. */
export function missingData(): string | undefined {
  const missing = [scoredPairsFile, promptsFile].filter((file) => !existsSync(file));
  return missing.length === 0
    ? undefined
    : `${missing.map(fromRoot).join(' and ')} not there: public data that are no part of the project`;
}

function fromRoot(file: string): string {
  return relative(resolve(import.meta.dirname, '../..'), file);
}

/** The test part of STS-B: no header row; sentence, sentence, score. */
export function readScoredPairs(): readonly ScoredPair[] {
  const rows = parse(readFileSync(scoredPairsFile)) as [string, string, string][];
  return rows.map(([first, second, score]) => ({ first, second, score: Number(score) }));
}

/** The mixed prompts in the order of their file. */
export function readPrompts(): readonly Prompt[] {
  const lines = gunzipSync(readFileSync(promptsFile)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Prompt);
}
