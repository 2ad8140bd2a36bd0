import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DedupOptions,
  type DedupResult,
  dedup,
  keepCount,
  type SweepRow,
  survivorsAt,
  sweepDistances,
} from '../../dedup/index.ts';
import { engineOf, type Work } from './work.ts';

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

/** Below this, all is done again in seconds, and no file is worth it. */
const fewRows = 10_000;

/** Selects within each span. */
export async function selectWithin(
  vectors: Float32Array,
  dimensions: number,
  spans: readonly Span[],
  wanted: Wanted,
  work: Work,
): Promise<Selected> {
  const ones: One[] = [];
  const protect = protectedBySpan(wanted.protect, spans);
  const engine = engineOf(work, 'selecting', spans.at(-1)?.to ?? 0);
  const begun = pairsBefore(spans);
  for (const [at, { from, to }] of spans.entries()) {
    await nextTurn();
    work.signal.throwIfAborted();
    const [before, after] = [begun[at]!, begun[at + 1]!];
    const options = {
      ...engine,
      ...(to - from < fewRows ? {} : { resume: work.resume }),
      onProgress: (share: number) => engine.onProgress?.((before + share * (after - before)) / begun.at(-1)!),
      rows: to - from,
      dimensions,
      protect: protect[at]!,
    };
    ones.push(await selectOne(vectors.subarray(from * dimensions, to * dimensions), options, wanted));
  }
  return {
    spans:
      wanted.rules === null ? undefined : ones.map(({ result }, at) => shifted(result!, spans[at]!.from)),
    sweep: wanted.sweep ? sweepOf(ones, spans.at(-1)?.to ?? 0) : undefined,
  };
}

/** The work before each span, and at the end all of it, as squares of rows. */
function pairsBefore(spans: readonly Span[]): readonly number[] {
  const sums = [0];
  for (const { from, to } of spans) sums.push(sums.at(-1)! + (to - from) ** 2);
  return sums;
}

/** Protected rows of each span, counted from its beginning. */
function protectedBySpan(
  protect: ReadonlySet<number>,
  spans: readonly Span[],
): readonly (readonly number[])[] {
  const sorted = [...protect].sort((a, b) => a - b);
  let next = 0;
  return spans.map(({ from, to }) => {
    const first = next;
    while (next < sorted.length && sorted[next]! < to) next += 1;
    return sorted.slice(first, next).map((row) => row - from);
  });
}

function sweepOf(ones: readonly One[], rows: number): readonly SweepRow[] {
  const removed = ones.flatMap(({ swept }) => swept?.removed ?? []);
  return survivorsAt(removed, rows, sweepDistances);
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
