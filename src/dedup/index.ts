export { dedup, LARGEST_ROWS } from './dedup.ts';
export { keepCount } from './keep.ts';
export { dedupReference, LARGEST_REFERENCE_ROWS } from './reference.ts';
export type { DedupOptions, DedupResult, Removal } from './selection.ts';
export { type RowFault, rowFault } from './vectors.ts';
