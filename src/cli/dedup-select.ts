import {
  type DedupOptions,
  type DedupResult,
  dedup,
  keepCount,
  type SweepRow,
  sweepDistances,
} from '../dedup/index.ts';
import { resumableEngineOf, type Work } from './dedup-work.ts';

/** When a selection stops: the rule that is met first. */
export interface StopRules {
  readonly keep?: string;
  readonly minDistance?: number;
}

/** Rows that are compared with each other, by position: from `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Wanted {
  /** Null where only the sweep is wanted. */
  readonly rules: StopRules | null;
  /** Positions of rows that are never dropped. */
  readonly protect: ReadonlySet<number>;
  readonly sweep: boolean;
}

/** What was selected in each span, by position in the whole; undefined where only a sweep was wanted. */
export interface Selected {
  readonly spans: readonly DedupResult[] | undefined;
  /** Survivors of all spans together. */
  readonly sweep: readonly SweepRow[] | undefined;
}

/** Selects within each span. */
export async function selectWithin(
  vectors: Float32Array,
  dimensions: number,
  spans: readonly Span[],
  wanted: Wanted,
  work: Work,
): Promise<Selected> {
  const results: DedupResult[] = [];
  const survivors = sweepDistances.map(() => 0);
  const rows = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const engine = resumableEngineOf(work, 'selecting', rows);
  const pairs = ({ from, to }: Span): number => (to - from) ** 2;
  const all = spans.reduce((sum, span) => sum + pairs(span), 0);
  let done = 0;
  for (const span of spans) {
    const { from, to } = span;
    const before = done;
    done += pairs(span);
    const options = {
      ...engine,
      onProgress: (share: number) => engine.onProgress?.((before + share * (done - before)) / all),
      rows: to - from,
      dimensions,
      protect: [...wanted.protect].filter((row) => row >= from && row < to).map((row) => row - from),
    };
    const own = vectors.subarray(from * dimensions, to * dimensions);
    const { result, swept } = await selectOne(own, options, wanted);
    if (result !== undefined) results.push(shifted(result, from));
    sweepDistances.forEach((distance, at) => {
      survivors[at]! += to - from - (swept?.removed ?? []).filter((row) => row.distance! < distance).length;
    });
  }
  return {
    spans: wanted.rules === null ? undefined : results,
    sweep: wanted.sweep
      ? sweepDistances.map((minDistance, at) => ({ minDistance, survivors: survivors[at]! }))
      : undefined,
  };
}

interface One {
  readonly result: DedupResult | undefined;
  /** The selection up to the largest distance of a sweep. */
  readonly swept: DedupResult | undefined;
}

/**
 * Rows go in one order, whatever the rule that stops it. So where a sweep goes further than the rules, the
 * selection is the beginning of it, and neighbours are sought once.
 */
async function selectOne(
  vectors: Float32Array,
  options: Omit<DedupOptions, keyof StopRules>,
  { rules, sweep }: Wanted,
): Promise<One> {
  const selection = async (): Promise<DedupResult | undefined> =>
    rules === null ? undefined : await dedup(vectors, { ...options, ...rules });
  if (!sweep) return { result: await selection(), swept: undefined };
  const minDistance = Math.max(rules?.minDistance ?? 0, ...sweepDistances);
  const swept = await dedup(vectors, { ...options, minDistance });
  const result = rules === null ? undefined : beginning(swept, options.rows, rules);
  return { result: result ?? (await selection()), swept };
}

/** The selection that stops earlier; undefined where these rules go on for longer. */
function beginning(
  swept: DedupResult,
  rows: number,
  { keep, minDistance }: StopRules,
): DedupResult | undefined {
  const least = keep === undefined ? 0 : keepCount(keep, rows);
  let taken = 0;
  for (const { distance } of swept.removed) {
    if (rows - taken <= least || (minDistance !== undefined && distance! >= minDistance)) break;
    taken += 1;
  }
  if (taken === swept.removed.length && rows - taken > least && minDistance === undefined) return undefined;
  const removed = swept.removed.slice(0, taken);
  const gone = new Set(removed.map(({ index }) => index));
  return {
    kept: Array.from({ length: rows }, (_, row) => row).filter((row) => !gone.has(row)),
    removed,
    // The next pair to lose a row is the closest one that is left.
    minDistance: swept.removed[taken]?.distance ?? swept.minDistance,
  };
}

function shifted({ kept, removed, minDistance }: DedupResult, by: number): DedupResult {
  return {
    kept: kept.map((row) => row + by),
    removed: removed.map(({ index, partner, ...facts }) => ({
      ...facts,
      index: index + by,
      partner: partner === null ? null : partner + by,
    })),
    minDistance,
  };
}
