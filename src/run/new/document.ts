import type { PendingReason } from '../../core/errors.ts';
import type { AskedFacts } from '../progress.ts';

/** What `specloom new --json` prints, and `newScenario` returns. */
export interface NewDocument extends AskedFacts {
  /** `stopped`: an answer is missing; nothing was written, and running again goes on. */
  readonly state: 'done' | 'stopped';
  readonly scenario: string;
  /** The files, relative to the project root; null where nothing was written. */
  readonly files: { readonly scenario: string; readonly pipeline: string } | null;
  /** Full addressees by role. */
  readonly models: Readonly<Record<string, string>>;
  readonly made: NewCounts | null;
  /** What lint finds in the new file. */
  readonly lint: LintFacts | null;
  /** What could not be done as asked, in words. */
  readonly shortfalls: readonly string[];
  readonly pending: { readonly reason: PendingReason; readonly detail: string } | null;
  /** Always 0: a new scenario is written whole or not at all. */
  readonly gaps: number;
}

/** Findings by level, and the errors and warnings among them. */
export interface LintFacts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  readonly found: readonly { readonly rule: string; readonly where: string; readonly message: string }[];
}

/** The parts of the new scenario, and what they were made from. */
export interface NewCounts {
  /** Rules of the pool: all, those near to the description, those that a model found to matter, those chosen. */
  readonly pool: number;
  readonly near: number;
  readonly fitting: number | null;
  readonly chosen: number;
  /** Chosen rules that became the same as another when they were refined. */
  readonly merged: number;
  readonly safety: number;
  /** Principles of the documents, those drafted from, and those that a spec was taken for. */
  readonly principles: number;
  readonly drafted: number;
  readonly taken: number;
  readonly behavioral: number;
  readonly seeds: { readonly safe: number; readonly unsafe: number };
}
