export { type DedupOptions, dedup } from './dedup.ts';
export type { EngineOptions, EngineStats } from './engine.ts';
export { distanceHistogram, type HistogramBin } from './histogram.ts';
export { keepCount } from './keep.ts';
export { type Nearest, type NearestOptions, nearestRows } from './nearest.ts';
export { dedupReference, LARGEST_REFERENCE_ROWS } from './reference.ts';
export type { DedupResult, Removal, SelectionOptions } from './selection.ts';
export { type SweepRow, sweep, sweepDistances } from './sweep.ts';
export { type RowFault, rowFault } from './vectors.ts';
