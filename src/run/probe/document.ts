import type { PendingReason } from '../../core/errors.ts';
import type { JudgeTrust } from '../../stats/index.ts';
import type { AskedFacts } from '../progress.ts';
import type { ProbeSettings } from './options.ts';

/** What `specloom judge --probe --json` prints, and `probeJudge` returns. It holds no text of a response. */
export interface ProbeDocument extends AskedFacts {
  /** `stopped`: an answer is missing; running again goes on from there. */
  readonly state: 'done' | 'stopped';
  readonly dataset: string;
  /** Full addressees by role: the writer, and the judges. */
  readonly models: Readonly<Record<string, string>>;
  readonly settings: ProbeSettings & { readonly seed: number };
  /** `results/<dataset>/judges`, as the caller can name it. */
  readonly folder: string;
  /** The files of planted responses, and of those that nobody has checked yet; null where none was written. */
  readonly files: { readonly probes: string; readonly toCheck: string } | null;
  readonly probes: {
    readonly planted: number;
    /** Those that a person decided on, and those of them that are set aside. */
    readonly checked: number;
    readonly rejected: number;
    /** Drafts that the writer came up with nothing usable for, by why. */
    readonly unplanted: Readonly<Record<string, number>>;
  } | null;
  /** One for each judge; none where only planting was asked for. */
  readonly trust: readonly JudgeTrust[];
  readonly shortfalls: readonly string[];
  readonly pending: { readonly reason: PendingReason; readonly detail: string } | null;
  /** Planted responses that could not be had. */
  readonly gaps: number;
}
