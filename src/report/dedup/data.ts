/** All that the page of a selection shows. It holds no text of a row, no clock and nothing of the machine. */
export interface DedupReportData {
  readonly toolVersion: string;
  /** The file of rows or vectors, as it was named. */
  readonly input: string;
  /** Null where the file held vectors. */
  readonly embedder: string | null;
  readonly stop: { readonly keep?: string; readonly minDistance?: number };
  readonly protectedRows: number;
  /** read = badRows + dropped + kept. */
  readonly read: number;
  readonly badRows: number;
  readonly dropped: number;
  readonly kept: number;
  /** d_min; null for fewer than two kept rows. */
  readonly minDistance: number | null;
  readonly histogram: { readonly before: DistanceCounts; readonly after: DistanceCounts };
  readonly sweep: readonly { readonly minDistance: number; readonly survivors: number }[];
  /** Null where all rows were compared with each other. */
  readonly groups: DedupGroups | null;
  /** The closest dropped pairs, the closest first: as many as are shown. */
  readonly pairs: readonly DroppedPair[];
  readonly against: readonly DedupAgainst[];
}

/** Distances to the nearest other row, counted by bins. */
export interface DistanceCounts {
  /** Rows whose nearest row was sought, of all there are; fewer in a sample. */
  readonly rows: number;
  readonly of: number;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

export interface DedupGroups {
  readonly field: string;
  readonly each: readonly {
    readonly group: string;
    readonly rows: number;
    readonly kept: number;
    readonly dropped: number;
    readonly minDistance: number | null;
  }[];
  readonly across: {
    readonly checked: number;
    readonly unchecked: number;
    readonly nearer: number;
    /** The closest ones, the closest first. */
    readonly rows: readonly {
      readonly row: string;
      readonly group: string;
      readonly minDistance: number;
      readonly distance: number;
      readonly nearest: string;
      readonly nearestGroup: string;
    }[];
  };
}

/** Rows are named by line and id, or by index: "line 12, id q-7". */
export interface DroppedPair {
  readonly dropped: string;
  readonly partner: string;
  /** Null where all rows were compared with each other. */
  readonly group: string | null;
  readonly distance: number;
  readonly phi: number;
  readonly phiPartner: number;
  readonly order: number;
}

/** What the rows have in common with another set. */
export interface DedupAgainst {
  readonly set: string;
  readonly prompts: number;
  readonly badRows: number;
  readonly threshold: number | null;
  readonly nearer: { readonly rows: number; readonly kept: number } | null;
  readonly sharing: { readonly rows: number; readonly kept: number };
  readonly withoutWords: number;
  /** The closest of those that are near or share an 8-gram, the closest first. */
  readonly rows: readonly {
    readonly row: string;
    readonly kept: boolean;
    readonly distance: number | null;
    readonly nearest: string | null;
    readonly ngrams: number;
    readonly shared: number | null;
    readonly sharing: string | null;
  }[];
}
