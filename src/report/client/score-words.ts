import type { Verdict } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import { count, counted, decimal, decimalRange } from '../format.ts';
import { verdictLooks } from '../verdict-looks.ts';
import { type IndexAnswer, verdictAt } from './wire.ts';

const measures = ['sar', 'safety', 'behavioral'] as const;

export type Measure = (typeof measures)[number];

/** `0.65`, or `unknown (within 0.30–1.00)`. */
export function scoreInWords(answer: IndexAnswer, measure: Measure): string {
  const value = answer[measure];
  const bounds = answer.bounds?.[measures.indexOf(measure)];
  return value === null && bounds !== undefined
    ? `${decimal(null)} (within ${decimalRange(bounds)})`
    : decimal(value);
}

/** How the response ended, where that was not by itself. */
export const endInWords = ({ finish }: IndexAnswer): string =>
  finish === 'stop' ? '' : (finish ?? 'no response');

/** Verdicts with how often each was given, in the order in which they are shown: `2 YES, 1 NO`. */
export const tallyInWords = (given: readonly Verdict[]): string =>
  verdictLooks
    .map(({ verdict }) => [given.filter((each) => each === verdict).length, verdict] as const)
    .filter(([number]) => number > 0)
    .map(([number, verdict]) => `${number}\u{A0}${verdict}`)
    .join(', ');

/**
 * What was voted on the spec at a place: `votes: 2 YES, 1 NO`, or for each judge of a panel `judge/a: 1 YES`; none where
 * there was one vote.
 */
export function votesInWords({ votes }: IndexAnswer, place: number): readonly string[] {
  const byJudge = [...groupBy(votes, ([judge]) => judge)];
  return byJudge.map(([judge, own]) => {
    const given = own.map(([, verdicts]) => verdictAt({ verdicts }, place));
    return `${byJudge.length === 1 ? 'votes' : judge}: ${tallyInWords(given)}`;
  });
}

/** `15 passes, 1 cut off at its limit of tokens`; empty where there was one pass alone. */
export function passesInWords({ passes, cut }: Pick<IndexAnswer, 'passes' | 'cut'>): string {
  if (passes === 0) return '';
  const whole = `${count(passes)} pass${passes === 1 ? '' : 'es'}`;
  return cut === 0 ? whole : `${whole}, ${count(cut)} cut off`;
}

/** `1,204 tokens in, 350 out`. */
export const tokensInWords = (usage: IndexAnswer['usage']): string =>
  usage === null ? 'tokens unknown' : `${counted(usage[0], 'token')} in, ${count(usage[1])} out`;
