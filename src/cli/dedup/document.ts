import type { Json } from '../../core/json.ts';
import type { SweepRow } from '../../dedup/index.ts';
import type { AgainstDocument } from './against.ts';
import type { NearestHistogram } from './nearest.ts';
import type { Place, Problem } from './rows.ts';
import type { StopRules } from './select.ts';

/** A row that was dropped, and why. `Row` is how a row is named: a place in a file, or an index. */
export interface DroppedFacts<Row> {
  /** The other row of the closest pair; null for the last row of all (`--keep 0`). */
  readonly partner: Row | null;
  readonly distance: number | null;
  readonly phi: number;
  readonly phiPartner: number | null;
  /** Which drop this was, counted from 1, within its group. */
  readonly order: number;
}

/** What was measured beside the selection, where it was asked for. */
export interface Measured {
  /** With `--report` or `--sweep`; `after` where there was a selection. */
  readonly histogram?: { readonly before: NearestHistogram; readonly after?: NearestHistogram };
  readonly sweep?: readonly SweepRow[];
  /** The page, as it was named. */
  readonly report?: string;
}

export interface GroupDocument {
  readonly group: Json;
  readonly rows: number;
  readonly kept: number;
  readonly dropped: number;
  readonly minDistance: number | null;
}

/** A kept row and the nearest kept row of another group, nearer than the d_min of its own group. */
export interface CrossingDocument extends Place {
  readonly group: Json;
  readonly minDistance: number;
  readonly distance: number;
  readonly nearest: Place & { readonly group: Json };
}

export interface AcrossDocument {
  readonly checked: number;
  readonly unchecked: number;
  readonly nearer: number;
  readonly rows: readonly CrossingDocument[];
}

/** What a selection among texts gives; rows = kept + dropped + badRows. */
export interface TextSelection {
  readonly kept: number;
  readonly dropped: number;
  /** d_min: the smallest distance between two kept rows (of one group); null for fewer than two. */
  readonly minDistance: number | null;
  readonly stop: StopRules;
  /** Rows that were never to be dropped. */
  readonly protected: number;
  readonly removed: readonly (Place & DroppedFacts<Place> & { readonly group?: Json })[];
  /** With `--group`. */
  readonly groups?: readonly GroupDocument[];
  readonly acrossGroups?: AcrossDocument;
  readonly against?: readonly AgainstDocument[];
}

/** What `dedup` on texts prints; without the selection where only a sweep was asked for. */
export interface TextDocument extends Measured, Partial<TextSelection> {
  readonly rows: number;
  /** Rows that could not be compared: broken, without the field, or without features. Left out of the output. */
  readonly badRows: number;
  readonly embedder: string;
  /** Of each bad row: its line, counted from 1, and what is wrong. */
  readonly problems: readonly Problem[];
}

/** What a selection among vectors gives. Indices count from 0; `kept` ascending. */
export interface VectorSelection {
  readonly kept: readonly number[];
  readonly minDistance: number | null;
  readonly stop: StopRules;
  readonly protected: number;
  readonly removed: readonly ({ readonly index: number } & DroppedFacts<number>)[];
}

/** What `dedup --vectors` prints; without the selection where only a sweep was asked for. */
export interface VectorDocument extends Measured, Partial<VectorSelection> {
  readonly rows: number;
  readonly dimensions: number;
}
