import type { Verdict } from '../../core/entity.ts';
import type { Ablation, JudgeTrust } from './types.ts';

/** A spec that a judge is probed on. */
export type ProbedSpec = Pick<JudgeTrust['specs'][number], 'scenario' | 'spec' | 'kind'>;

/** What a judge said of a planted response, on the spec that it breaks or keeps. */
export interface ProbeVerdict {
  readonly scenario: string;
  readonly spec: string;
  readonly plant: 'violation' | 'compliance';
  /** `unscored` where the judge's reply could not be read. */
  readonly verdict: Verdict;
}

/** A verdict given in the plain way, and the same given in another one. */
export type VerdictPair = readonly [plain: Verdict, other: Verdict];

/** All that the trust in one judge is computed from. */
export interface TrustInputs {
  readonly judge: string;
  readonly dataset: string;
  readonly rehearsal: boolean;
  /** In the order of scenarios and their specs. */
  readonly specs: readonly ProbedSpec[];
  /** Those that were not set aside. */
  readonly probes: readonly ProbeVerdict[];
  readonly checked: number;
  readonly rejected: number;
  /** Planted responses that the writer did not come up with, by why. */
  readonly unplanted: Readonly<Record<string, number>>;
  /** Verdicts on one spec of one response, over all votes. Null where there was one vote. */
  readonly votes: {
    readonly count: number;
    readonly by: 'sampling' | 'server';
    readonly verdicts: readonly (readonly Verdict[])[];
  } | null;
  readonly ablations: readonly {
    readonly name: Exclude<Ablation['name'], 'votes'>;
    readonly pairs: readonly VerdictPair[];
  }[];
  readonly hostile: readonly { readonly family: string; readonly pairs: readonly VerdictPair[] }[];
}
