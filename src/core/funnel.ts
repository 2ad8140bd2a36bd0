import type { Entity } from './entity.ts';
import { SpecloomError } from './errors.ts';
import type { Outcome } from './outcome.ts';

/** Outcomes of one stage, counted. `by` counts drops by reason, holds by question, fails by code, and kinds of staying. */
export interface FunnelRow {
  readonly stage: string;
  /** Records of the line that the stage does not apply to; they pass by untouched. */
  readonly passedBy: number;
  readonly in: number;
  readonly keep: number;
  readonly turn: number;
  /** Records that the turned ones were replaced by. */
  readonly into: number;
  readonly drop: number;
  readonly hold: number;
  readonly fail: number;
  /** keep + into: what the stage hands on, besides those that passed by. */
  readonly out: number;
  readonly by: Readonly<Record<string, number>>;
}

/** What a table of the funnel shows, in this order. */
export const funnelColumns = ['stage', 'in', 'keep', 'turn', 'into', 'drop', 'hold', 'fail', 'out'] as const;

/**
 * Counts a stage's outcomes and checks the conservation law: in = keep + turn + drop + hold + fail,
 * each input has exactly one outcome, and out = keep + Σ|into|.
 *
 * @throws SpecloomError (`internal`) when a record is lost, doubled or foreign.
 */
export function countOutcomes(
  stage: string,
  inputs: readonly Pick<Entity, 'id'>[],
  outcomes: readonly Outcome<Entity>[],
  passedBy = 0,
): FunnelRow {
  const open = new Set(inputs.map((record) => record.id));
  if (open.size !== inputs.length) throw broken(stage, `${inputs.length - open.size} inputs share an id`);
  const counts = { keep: 0, turn: 0, drop: 0, hold: 0, fail: 0 };
  const by: Record<string, number> = {};
  let into = 0;
  for (const outcome of outcomes) {
    if (!open.delete(outcome.from))
      throw broken(stage, `record ${outcome.from} has a second outcome or was never put in`);
    counts[outcome.kind] += 1;
    if (outcome.kind === 'turn') into += outcome.into.length;
    const why = whyOf(outcome) ?? stayedAs(outcome);
    if (why !== undefined) by[`${outcome.kind}:${why}`] = (by[`${outcome.kind}:${why}`] ?? 0) + 1;
  }
  if (open.size > 0) throw broken(stage, `${open.size} records have no outcome`);
  const sorted = Object.fromEntries(Object.entries(by).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { stage, passedBy, in: inputs.length, ...counts, into, out: counts.keep + into, by: sorted };
}

/** The counted reason of an outcome: a drop's reason, a hold's question, a fail's code. */
export function whyOf(outcome: Outcome<Entity>): string | undefined {
  if (outcome.kind === 'drop') return outcome.reason;
  if (outcome.kind === 'hold') return outcome.question;
  if (outcome.kind === 'fail') return outcome.code;
  return undefined;
}

const stayedAs = (outcome: Outcome<Entity>): string | undefined =>
  outcome.kind === 'keep' || outcome.kind === 'turn' ? outcome.as : undefined;

function broken(stage: string, what: string): SpecloomError {
  return new SpecloomError('internal', `conservation law broken in ${stage}: ${what}`);
}
