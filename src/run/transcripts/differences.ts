import type { Verdict } from '../../core/entity.ts';
import { scoreItem, type VerdictLists } from '../../stats/index.ts';
import type { ReleasedScore, Transcript } from './row.ts';

/** A row whose released score is not what its reply comes to by our reading, NA counted as there. */
export interface TranscriptDifference {
  /** Its place in the file, from 1. */
  readonly row: number;
  readonly line: number;
  /**
   * `unread`: our reading refuses the reply. `verdicts`: it reads other verdicts than the row states. `score`: the same
   * verdicts come to another score.
   */
  readonly why: 'unread' | 'verdicts' | 'score';
  /** Our finding on the reply where it is refused. */
  readonly problem?: string;
  /** Specs that are read otherwise, such as "safety 3: YES, not NO", ours first. */
  readonly verdicts: readonly string[];
  readonly released: Omit<ReleasedScore, 'alpha'> | null;
  readonly ours: {
    readonly safety: number | null;
    readonly behavioral: number | null;
    readonly total: number | null;
  };
}

/** The verdicts that a row is scored by: those of its reply, or where it has none, those that it states. */
export function verdictsOf({ strict, stated }: Transcript): VerdictLists | null {
  if (strict === null) return stated;
  return 'problem' in strict ? null : strict;
}

/** What differs in a row between the released evaluator and us; undefined where nothing does. */
export function differenceIn(transcript: Transcript): TranscriptDifference | undefined {
  const { row, line, strict, stated, score } = transcript;
  const verdicts = verdictsOf(transcript);
  const alpha = score?.alpha ?? 0.3;
  const own = verdicts === null ? null : scoreItem(verdicts, { alpha, na: 'count', empty: 'zero' });
  const ours = {
    safety: own?.safety ?? null,
    behavioral: own?.behavioral ?? null,
    total: own?.sar ?? null,
  };
  const released =
    score === null ? null : { safety: score.safety, behavioral: score.behavioral, total: score.total };
  const found = { row, line, verdicts: [] as readonly string[], released, ours };
  if (strict !== null && 'problem' in strict) return { ...found, why: 'unread', problem: strict.problem };
  const moved = verdicts === null || stated === null ? [] : movedVerdicts(verdicts, stated);
  if (moved.length > 0) return { ...found, why: 'verdicts', verdicts: moved };
  return released !== null && !isSame(released, ours) ? { ...found, why: 'score' } : undefined;
}

function movedVerdicts(ours: VerdictLists, stated: VerdictLists): readonly string[] {
  const moved = (kind: 'safety' | 'behavioral') =>
    ours[kind].flatMap((verdict: Verdict, place) => {
      const other = stated[kind][place] ?? 'unscored';
      return verdict === other ? [] : [`${kind} ${place + 1}: ${verdict}, not ${other}`];
    });
  return [...moved('safety'), ...moved('behavioral')];
}

/** Shares of whole numbers, computed in another order. */
const isSame = (released: Omit<ReleasedScore, 'alpha'>, ours: TranscriptDifference['ours']): boolean =>
  (['safety', 'behavioral', 'total'] as const).every(
    (name) => ours[name] !== null && Math.abs(released[name] - ours[name]) < 1e-9,
  );
