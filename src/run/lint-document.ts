import type { Level, PlacedFinding } from '../lint/index.ts';
import type { AskedFacts } from './progress.ts';
import type { PendingFacts } from './run-document.ts';

/** A finding in a file. */
export interface LintFinding extends PlacedFinding {
  /** As the caller named it, or relative to the working folder. */
  readonly file: string;
}

/** What was found in one file. */
export interface LintedFile {
  readonly file: string;
  /** `broken`: it could not be read as a scenario, and no rule looked at it. */
  readonly state: 'linted' | 'broken';
  /** What is wrong with a broken file: messages that begin with their place. */
  readonly problems: readonly string[];
  /** By line and column. */
  readonly findings: readonly LintFinding[];
  /** What comments of the file switched off. */
  readonly suppressed: readonly (LintFinding & { readonly reason: string })[];
  /** Why the model's reading is missing, where the model was asked and could not be understood. */
  readonly unread: string | null;
}

/** What `lint` found. */
export interface LintDocument extends AskedFacts {
  /** `stopped`: some answer is missing, and rules that need it did not look everywhere. */
  readonly state: 'done' | 'stopped';
  readonly files: readonly LintedFile[];
  /** Findings by level, over all files. */
  readonly counts: Readonly<Record<Level, number>>;
  /** Id of the embedder that compared texts. */
  readonly embedder: string;
  /** The model that read the specs; null where none was asked. */
  readonly model: string | null;
  readonly pending: PendingFacts | null;
}
