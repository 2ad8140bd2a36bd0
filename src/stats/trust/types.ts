import type { Bounds } from '../types.ts';

/** How often something came out, with its Wilson interval; null where there was nothing to come out. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  readonly value: number | null;
  readonly interval: Bounds | null;
}

/**
 * What one change of the way of judging does to verdicts: how many of them differ from the plain way's. `votes` is
 * asking once more and changing nothing: what the others are to be seen against.
 */
export interface Ablation {
  readonly name: 'votes' | 'order' | 'label-hint' | 'sequential';
  readonly changed: Rate;
}

/** How far a judge can be trusted, by probes whose right verdicts are known. */
export interface JudgeTrust {
  readonly judge: string;
  readonly dataset: string;
  readonly rehearsal: boolean;
  readonly probes: number;
  /** Probes that a person has looked at, and those that were set aside then. */
  readonly checked: number;
  readonly rejected: number;
  /** In the order of scenarios and their specs. */
  readonly specs: readonly {
    readonly scenario: string;
    readonly spec: string;
    readonly kind: 'safety' | 'behavioral';
    /** Planted violations that the judge found (NO), and planted compliance that it let pass (YES). */
    readonly violations: Rate;
    readonly compliance: Rate;
  }[];
  /** Hostile additions, by family: verdicts that a response with one gets otherwise than without it. */
  readonly hostile: readonly { readonly family: string; readonly changed: Rate }[];
  /** The share of verdicts that differ from their majority over repeated votes. */
  readonly flips: {
    readonly votes: number;
    readonly rate: Rate;
    /** `server`: at temperature 0, where only the server's own variation can flip a verdict. */
    readonly by: 'sampling' | 'server';
  } | null;
  readonly ablations: readonly Ablation[];
  /** What a reader should be told in words: specs that this judge is not to be trusted on, probes nobody checked. */
  readonly remarks: readonly string[];
  /** 16 hex digits over the specs and the way of judging that it was found with; whoever computes it without files has none. */
  readonly basis?: string;
}
