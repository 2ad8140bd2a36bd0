import { blockStrips } from './block-plan.ts';
import { ClosestPairs } from './closest-pairs.ts';
import { removeCopies } from './copies.ts';
import { checkEngine, type EngineOptions, takeTurn } from './engine.ts';
import { type ExactRows, exactRows } from './exact.ts';
import { findNeighbours } from './find-neighbours.ts';
import { GreedyState } from './greedy-state.ts';
import { openKernel } from './open-kernel.ts';
import { type Points, pointsOf } from './points.ts';
import { rulesOf } from './rules.ts';
import type { DedupResult, SelectionOptions } from './selection.ts';
import { openStripFile } from './strip-file.ts';
import { unitPoints } from './unit.ts';
import { checkVectors } from './vectors.ts';
import { findZeroPairs } from './zero-pairs.ts';

export interface DedupOptions extends SelectionOptions, EngineOptions {}

const DEFAULT_NEIGHBOURS = 16;
/** Removals between two looks at the signal. */
const STEP = 1024;
/** The share of the work that the neighbour lists are, as far as progress goes. */
const LISTS_SHARE = 0.9;

/**
 * Algorithm 1 of "Reasoning over Boundaries" (arXiv 2509.14760): while a stop rule allows it, take the
 * closest surviving pair and remove the row whose sum of distances to all others, phi, is smaller. The
 * survivors and their order are those of `dedupReference`, at about the price of one matrix multiplication
 * (N²·d/2 multiply-adds) and in memory linear in the rows. Its phi differ from the reference's by no more
 * than rounding.
 *
 * @param vectors row-major rows × dimensions; rows need not be of unit length. Not changed; rows of unit
 *   length are not copied either, so nobody may change or transfer them until the promise settles.
 * @throws UsageError for a shape or a rule that does not fit.
 * @throws SpecloomError naming a row that is zero, NaN or infinite.
 * @throws the signal's reason when it is aborted; FileError when `resume` cannot be written to.
 */
export async function dedup(vectors: Float32Array, options: DedupOptions): Promise<DedupResult> {
  checkVectors(vectors, options);
  checkEngine(options);
  options.signal?.throwIfAborted();
  const rules = rulesOf(options);
  const rows = exactRows(vectors, options.dimensions);
  const points = pointsOf(vectors, options.dimensions, rules.protected);
  const state = new GreedyState(rows, rules, options.onStep);
  const minDistance = await select(state, rows, points, options);
  return { kept: state.survivors.kept(), removed: state.removed, minDistance };
}

/** Removes what the rules allow, and returns d_min. */
async function select(
  state: GreedyState,
  rows: ExactRows,
  points: Points,
  options: DedupOptions,
): Promise<number | null> {
  const { signal, onProgress = () => {}, neighbours = DEFAULT_NEIGHBOURS } = options;
  const k = Math.max(1, Math.min(neighbours, points.count - 1));
  const unit = unitPoints(rows, points);
  const strips = blockStrips(points.free, points.count, options);
  const work = points.free * points.count * options.dimensions;
  const kernel = await openKernel(options.dimensions, work, options);
  const shape = [1, k, points.free, points.count, options.blockRows ?? 0, options.dimensions];
  const file =
    options.resume === undefined ? undefined : openStripFile(options.resume, unit.values, shape, options);
  const found = await findNeighbours({
    ...{ kernel, unit, free: points.free, k, strips, file, signal },
    onProgress: (share) => onProgress(share * LISTS_SHARE),
  });
  const started = performance.now();
  const zero = await findZeroPairs(rows, points, unit, found.neighbours, kernel, signal);
  const copiesLeft = await removeCopies(state, rows, points, zero, signal);
  const { alive } = state.survivors;
  const pairs = new ClosestPairs(rows, points, unit, found.neighbours, kernel, alive, signal);
  if (!copiesLeft) await removeClosest(state, pairs, points, signal);
  const minDistance = copiesLeft ? 0 : ((await pairs.closest())?.distance ?? null);
  file?.remove();
  onProgress(1);
  options.onStats?.({
    ...{ kernel: kernel.name, points: points.count, recomputed: pairs.recomputed },
    ...{ blocks: strips.flat().length, resumed: found.resumed },
    ...{ kernelMs: found.kernelMs, mergeMs: found.mergeMs, greedyMs: performance.now() - started },
  });
  return minDistance;
}

async function removeClosest(
  state: GreedyState,
  pairs: ClosestPairs,
  points: Points,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let turn = 0; !state.full; turn += 1) {
    if (turn % STEP === 0) await takeTurn(signal);
    const pair = await pairs.closest();
    if (pair === undefined) return state.settleLast();
    if (pair.distance >= state.rules.minDistance) return;
    pairs.forget(points.pointOf[state.settle(pair).index]!);
  }
}
