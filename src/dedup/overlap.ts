import { UsageError } from '../core/errors.ts';
import { type EngineOptions, takeTurn } from './engine.ts';
import { nearestRows } from './nearest.ts';
import { NgramIndex, ngramsOf } from './ngrams.ts';
import { gatherRows, rowFault } from './vectors.ts';

/** Texts, and where they were embedded their vectors: row-major texts × dimensions, in the order of the texts. */
export interface TextSet {
  readonly texts: readonly string[];
  readonly vectors?: Float32Array;
}

/** What one text has in common with another set. Rows are positions in that set, counted from 0. */
export interface OverlapRow {
  /** The nearest row by cosine distance, the lowest of equally near ones. */
  readonly nearest: number | null;
  /** Its distance, on [0, 2]. Null without vectors, where the own vector has no direction, or where no other has one. */
  readonly distance: number | null;
  /** Different word 8-grams; 1 for a text of 1 to 7 words, which counts as a whole; 0 for a text without words. */
  readonly ngrams: number;
  /** How many of them occur in the other set; null for a text without words, of which that cannot be known. */
  readonly shared: number | null;
  /** The row that shares the most of them, the lowest of equals; null where none shares any. */
  readonly sharing: number | null;
}

/** Texts between two looks at whether to stop. */
const turnTexts = 2048;

/**
 * Holds each text of a set against another set, in two ways: by the distance to the nearest vector, and
 * by word 8-grams that occur there, as contamination checks of published model reports do. 8-grams
 * find what was copied, distances also what was reworded as far as the embedder sees it. Nothing is
 * dropped.
 *
 * @returns one entry per own text, in order.
 * @throws UsageError where only one set has vectors, or their shapes do not fit.
 */
export async function overlap(
  own: TextSet,
  other: TextSet,
  options: EngineOptions = {},
): Promise<readonly OverlapRow[]> {
  const near = await nearestOf(own, other, options);
  const index = new NgramIndex(other.texts);
  const mostSharing = sharingSeeker(index, other.texts.length);
  const rows: OverlapRow[] = [];
  for (const [row, text] of own.texts.entries()) {
    if (row % turnTexts === 0) await takeTurn(options.signal);
    const ngrams = ngramsOf(text);
    const found = [...ngrams].flatMap((ngram) => index.find(ngram) ?? []);
    rows.push({
      ...near(row),
      ngrams: ngrams.size,
      shared: ngrams.size === 0 ? null : found.length,
      sharing: mostSharing(found),
    });
  }
  return rows;
}

/** Finds the row that shares the most of some n-grams. Many texts share just those of a template: these are counted once. */
function sharingSeeker(index: NgramIndex, rows: number): (ids: readonly number[]) => number | null {
  const counts = new Int32Array(rows);
  const known = new Map<string, number>();
  return (ids) => {
    if (ids.length === 0) return null;
    const key = ids.join();
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    let best = -1;
    for (const id of ids)
      for (const row of index.rowsOf(id)) {
        counts[row]! += 1;
        const more = best < 0 ? 1 : counts[row]! - counts[best]!;
        if (more > 0 || (more === 0 && row < best)) best = row;
      }
    for (const id of ids) for (const row of index.rowsOf(id)) counts[row] = 0;
    known.set(key, best);
    return best;
  };
}

type Near = Pick<OverlapRow, 'nearest' | 'distance'>;

async function nearestOf(
  own: TextSet,
  other: TextSet,
  options: EngineOptions,
): Promise<(row: number) => Near> {
  const none: Near = { nearest: null, distance: null };
  if (own.vectors === undefined && other.vectors === undefined) return () => none;
  if (own.vectors === undefined || other.vectors === undefined)
    throw new UsageError('overlap: expected vectors of both sets or of none, got those of one');
  const [ours, theirs] = [usable(own.vectors, own.texts.length), usable(other.vectors, other.texts.length)];
  if (ours.rows.length === 0 || theirs.rows.length === 0) return () => none;
  const { dimensions } = ours;
  if (dimensions !== theirs.dimensions)
    throw new UsageError(
      `overlap: the sets have vectors of ${dimensions} and of ${theirs.dimensions} dimensions; embed both with the same embedder`,
    );
  const { rows, distances } = await nearestRows(ours.vectors, theirs.vectors, { ...options, dimensions });
  const place = new Map(ours.rows.map((row, at) => [row, at]));
  return (row) => {
    const at = place.get(row);
    if (at === undefined || rows[at]! < 0) return none;
    return { nearest: theirs.rows[rows[at]!]!, distance: distances[at]! };
  };
}

/** The rows that have a direction; the vectors as they are where all have. */
function usable(vectors: Float32Array, texts: number) {
  const dimensions = texts === 0 ? 0 : vectors.length / texts;
  if (!Number.isInteger(dimensions) || (texts === 0 && vectors.length > 0) || (texts > 0 && dimensions === 0))
    throw new UsageError(
      `overlap: ${vectors.length} values are no whole number of dimensions for ${texts} texts`,
    );
  const rowOf = (row: number) => vectors.subarray(row * dimensions, (row + 1) * dimensions);
  const rows = Array.from({ length: texts }, (_, row) => row).filter(
    (row) => rowFault(rowOf(row)) === undefined,
  );
  if (rows.length === texts) return { vectors, rows, dimensions };
  return { vectors: gatherRows(vectors, dimensions, rows), rows, dimensions };
}
