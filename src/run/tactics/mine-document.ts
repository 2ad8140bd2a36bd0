import type { PendingReason } from '../../core/errors.ts';
import type { AskedFacts } from '../progress.ts';
import type { MineSettings } from './mine-options.ts';
import type { LeftOutTactic, MadeTactics } from './mine-tactics.ts';
import type { MineReading } from './mine-turns.ts';

/** A known tactic that comes nearest. */
export interface NearestKnown {
  readonly id: string;
  readonly cosine: number;
}

/** What `specloom tactics mine --json` prints, and `mineTactics` returns. It holds no text of a turn. */
export interface MineDocument extends AskedFacts {
  /** `stopped`: an answer is missing; nothing was written, and running again goes on. */
  readonly state: 'done' | 'stopped';
  /** The log's name without its folder. */
  readonly log: string;
  /** The file that was written, as the caller can name it; null where nothing was. */
  readonly file: string | null;
  /** Full addressees by role. */
  readonly models: Readonly<Record<string, string>>;
  readonly settings: MineSettings;
  readonly reading: MineReading;
  /** What the answers came to; null where some are missing. */
  readonly mined: MinedFacts | null;
  /** What could not be done as asked, in words. */
  readonly shortfalls: readonly string[];
  readonly pending: { readonly reason: PendingReason; readonly detail: string } | null;
  /** Turns whose reply could not be used. */
  readonly gaps: number;
}

/** What was found. A find is one tactic of one turn. */
export interface MinedFacts {
  readonly turns: { readonly withTactics: number; readonly plain: number; readonly unread: number };
  /** Turns whose reply could not be used, by what was wrong with it. */
  readonly unread: Readonly<Record<string, number>>;
  readonly finds: number;
  /** The tactics of the file. */
  readonly tactics: readonly {
    readonly id: string;
    readonly name: string;
    readonly family: string;
    readonly count: number;
    readonly nearest: NearestKnown | null;
  }[];
  /** Groups that are known already, with what knows them. */
  readonly known: readonly {
    readonly name: string;
    readonly count: number;
    readonly nearest: NearestKnown;
  }[];
  /** Found less often than the least; those that are kept are among the tactics. */
  readonly rare: readonly { readonly name: string; readonly count: number }[];
  readonly leftOut: readonly LeftOutTactic[];
  /** Excerpts that were not taken for what they hold, by what that is. */
  readonly droppedExcerpts: MadeTactics['excerpts'];
}
