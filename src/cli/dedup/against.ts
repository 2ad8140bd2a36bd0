import type { Embedder } from '../../core/provider.ts';
import { overlap } from '../../dedup/index.ts';
import { type Embedded, embedRows } from './embed.ts';
import type { OtherPlace, OtherTexts } from './others.ts';
import { type Place, placeOf, type TextRow } from './rows.ts';
import { engineOf, type Work } from './work.ts';

/** What one row has in common with another set. */
export interface AgainstRow extends Place {
  readonly kept: boolean;
  /** Of the nearest prompt there, by cosine distance; null where that is unknown. */
  readonly distance: number | null;
  readonly nearest: OtherPlace | null;
  /** Different word 8-grams of the row, and how many of them occur there; null is unknown. */
  readonly ngrams: number;
  readonly shared: number | null;
  /** The prompt there that shares the most. */
  readonly sharing: OtherPlace | null;
}

/** Rows of the input, and how many of them were kept. */
export interface RowCount {
  readonly rows: number;
  readonly kept: number;
}

/** The rows of a file held against another set. Nothing is dropped for it. */
export interface AgainstDocument {
  /** As it was named. */
  readonly set: string;
  /** Prompts there that were compared with, and rows there that could not be. */
  readonly prompts: number;
  readonly badRows: number;
  /** What counts as near: `--min-distance`, else the d_min of the kept rows; null where there is neither. */
  readonly threshold: number | null;
  /** Rows with a prompt there that is nearer than the threshold; null where that is unknown. */
  readonly nearer: RowCount | null;
  /** Rows that share at least one word 8-gram with a prompt there. */
  readonly sharing: RowCount;
  /** Rows without words, of which it is unknown whether they share one. */
  readonly withoutWords: number;
  /** Every row that could be compared, in the order of lines. */
  readonly rows: readonly AgainstRow[];
}

export interface AgainstRequest {
  readonly set: string;
  readonly texts: OtherTexts;
  readonly own: Embedded<TextRow>;
  /** Positions of the rows that were kept. */
  readonly kept: ReadonlySet<number>;
  readonly threshold: number | null;
  readonly embedder: Embedder;
}

/** Holds the rows of a file against another set. */
export async function checkAgainst(
  { set, texts, own, kept, threshold, embedder }: AgainstRequest,
  work: Work,
): Promise<AgainstDocument> {
  const other = await embedRows(texts.rows, embedder, work);
  const found = await overlap(
    { texts: own.rows.map(({ text }) => text), vectors: own.vectors },
    { texts: other.rows.map(({ text }) => text), vectors: other.vectors },
    engineOf(work, `comparing with ${set}`, own.rows.length),
  );
  const placeThere = (row: number | null): OtherPlace | null =>
    row === null ? null : other.rows[row]!.place;
  const rows = found
    .map(
      ({ nearest, sharing, ...facts }, at): AgainstRow => ({
        ...placeOf(own.rows[at]!),
        kept: kept.has(at),
        distance: facts.distance,
        nearest: placeThere(nearest),
        ngrams: facts.ngrams,
        shared: facts.shared,
        sharing: placeThere(sharing),
      }),
    )
    .sort((a, b) => a.line - b.line);
  return {
    set,
    prompts: other.rows.length,
    badRows: texts.badRows + other.featureless.length,
    threshold,
    nearer: threshold === null ? null : counted(rows.filter((row) => isNearer(row, threshold))),
    sharing: counted(rows.filter(sharesNgram)),
    withoutWords: rows.filter(({ shared }) => shared === null).length,
    rows,
  };
}

export const isNearer = ({ distance }: AgainstRow, threshold: number | null): boolean =>
  distance !== null && threshold !== null && distance < threshold;

export const sharesNgram = ({ shared }: AgainstRow): boolean => shared !== null && shared > 0;

const counted = (rows: readonly AgainstRow[]): RowCount => ({
  rows: rows.length,
  kept: rows.filter(({ kept }) => kept).length,
});
