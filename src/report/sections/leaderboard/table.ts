import { rateCell, scoreCell } from '../../cells.ts';
import { costOf, tokensText, usd } from '../../effort-facts.ts';
import { count, percentRange, unknown } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { boundsOf } from '../../splits.ts';
import { table } from '../../table.ts';

const figures = [
  'rank',
  'SAR',
  'SAR bounds',
  'safety',
  'behavioral',
  'unscored',
  'output tokens per response',
  'cost',
] as const;

/** One row for each model, the best first. */
export const leaderboardTable = (models: readonly RankedModel[], level: string): Markup =>
  table({
    caption: `Leaderboard: means over scenarios, with ${level} of SAR. Ranks that missing verdicts or equal scores leave open are given as a range`,
    columns: [
      { head: 'model' },
      ...figures.slice(0, 2).map((head) => ({ head, figures: true })),
      { head: 'kind' },
      { head: 'openness' },
      ...figures.slice(2).map((head) => ({ head, figures: true })),
    ],
    rows: models.map((model) => {
      const { evaluation, scores, label } = model;
      const bounds = scores === undefined ? null : boundsOf(scores.sar);
      return [
        label,
        rankText(model),
        scores === undefined ? unknown : scoreCell(scores.sar),
        evaluation.kind ?? unknown,
        evaluation.openness ?? unknown,
        bounds === null ? (scores === undefined ? unknown : 'not needed') : percentRange(bounds),
        rateCell(scores?.safety.value ?? null),
        rateCell(scores?.behavioral.value ?? null),
        scores === undefined ? 'no item' : `${count(scores.sar.unscored)} of ${count(scores.items)}`,
        tokensText(evaluation),
        usd(costOf(evaluation)),
      ];
    }),
  });

/** `2`, or `2 to 4` where missing verdicts, or equal scores, leave it open. */
export function rankText({ place, ranks, scores }: RankedModel): string {
  if (ranks !== null) return ranks[0] === ranks[1] ? String(ranks[0]) : `${ranks[0]} to ${ranks[1]}`;
  return scores?.sar.value == null ? unknown : String(place);
}
