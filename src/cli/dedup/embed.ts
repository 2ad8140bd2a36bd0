import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Embedder } from '../../core/provider.ts';
import { rowFault } from '../../dedup/index.ts';
import type { Work } from './work.ts';

/** Rows with their vectors, row-major in the order of the rows. */
export interface Embedded<Row> {
  readonly rows: readonly Row[];
  readonly vectors: Float32Array;
  readonly dimensions: number;
  /** Rows whose text has nothing to compare: they have no vector. */
  readonly featureless: readonly Row[];
}

/** Texts embedded at once: what is held twice. */
const batchRows = 512;

/** Embeds rows, a batch at a time, into one array. Stops between batches. */
export async function embedRows<Row extends { readonly text: string }>(
  rows: readonly Row[],
  embedder: Embedder,
  work: Work,
): Promise<Embedded<Row>> {
  const { dimensions } = embedder;
  const vectors = new Float32Array(rows.length * dimensions);
  const usable: Row[] = [];
  const featureless: Row[] = [];
  const done = work.begin('embedding', rows.length);
  for (let at = 0; at < rows.length; at += batchRows) {
    await nextTurn();
    work.signal.throwIfAborted();
    const batch = rows.slice(at, at + batchRows);
    const found = await embedder.embed(batch.map(({ text }) => text));
    for (const [place, row] of batch.entries()) {
      const vector = found.subarray(place * dimensions, (place + 1) * dimensions);
      if (rowFault(vector) === undefined) {
        vectors.set(vector, usable.length * dimensions);
        usable.push(row);
      } else featureless.push(row);
    }
    done((at + batch.length) / rows.length);
  }
  return {
    rows: usable,
    vectors: vectors.subarray(0, usable.length * dimensions),
    dimensions,
    featureless,
  };
}
