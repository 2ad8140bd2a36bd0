import type { EngineOptions } from './engine.ts';
import { dedupReference } from './reference.ts';
import type { DedupResult, SelectionOptions } from './selection.ts';

export interface DedupOptions extends SelectionOptions, EngineOptions {}

/** The selection. */
export async function dedup(vectors: Float32Array, options: DedupOptions): Promise<DedupResult> {
  return dedupReference(vectors, options);
}
