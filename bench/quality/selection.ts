import type { Embedder } from '../../src/core/provider.ts';
import { rank } from '../../src/core/random.ts';
import { type DedupResult, dedup, type Removal } from '../../src/dedup/index.ts';
import { plainForm } from './copies.ts';
import type { Prompt } from './data.ts';
import { embedAll } from './likeness.ts';

/** A removal for the sake of a pair: all but the last row of all have one. */
export interface DroppedPair {
  readonly dropped: Prompt;
  readonly partner: Prompt;
  /** Cosine distance, on [0, 2]. */
  readonly distance: number;
}

/** What became of the prompts of one source. */
export interface SourceCount {
  readonly source: string;
  readonly prompts: number;
  readonly dropped: number;
  /** Dropped for a prompt with the same plain form (see `plainForm`, punctuation parting words). */
  readonly copies: number;
  /** Dropped for a prompt of another label. */
  readonly otherLabel: number;
  /** Dropped for a prompt of another source. */
  readonly otherSource: number;
  /** Dropped for a pair nearer than each of the given distances. */
  readonly below: readonly number[];
}

/** Keeps half of the prompts, by the algorithm that `specloom dedup --keep 50%` runs. */
export async function keepHalf(prompts: readonly Prompt[], embedder: Embedder): Promise<DedupResult> {
  const vectors = await embedAll(
    embedder,
    prompts.map(({ prompt }) => prompt),
  );
  const { dimensions } = embedder;
  return dedup(vectors, { rows: prompts.length, dimensions, keep: '50%' });
}

/** The pairs that prompts were dropped for, in the order of the removals. */
export function droppedPairs(prompts: readonly Prompt[], removed: readonly Removal[]): DroppedPair[] {
  return removed.flatMap(({ index, partner, distance }) =>
    partner === null || distance === null
      ? []
      : [{ dropped: prompts[index]!, partner: prompts[partner]!, distance }],
  );
}

const plain = ({ prompt }: Prompt): string => plainForm(prompt, 'parts words');

/** By source, in the order of their first prompts. */
export function countBySource(
  prompts: readonly Prompt[],
  pairs: readonly DroppedPair[],
  distances: readonly number[],
): readonly SourceCount[] {
  const sources = new Set(prompts.map(({ source }) => source));
  return [...sources].map((source) => {
    const own = pairs.filter(({ dropped }) => dropped.source === source);
    return {
      source,
      prompts: prompts.filter((prompt) => prompt.source === source).length,
      dropped: own.length,
      copies: own.filter(({ dropped, partner }) => plain(dropped) === plain(partner)).length,
      otherLabel: own.filter(({ dropped, partner }) => partner.label !== dropped.label).length,
      otherSource: own.filter(({ partner }) => partner.source !== source).length,
      below: distances.map((limit) => own.filter(({ distance }) => distance < limit).length),
    };
  });
}

/** `count` dropped pairs of a source, by the ranks of the dropped prompts' ids: the same ones each time. */
export function drawPairs(pairs: readonly DroppedPair[], source: string, count: number): DroppedPair[] {
  return pairs
    .filter(({ dropped }) => dropped.source === source)
    .map((pair) => ({ pair, place: rank(1, 'quality', pair.dropped.id) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ pair }) => pair);
}
