import type { Coefficient, JudgePair } from '../../../stats/agreement/types.ts';
import { count, percent, unknown } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import { pValue } from '../../p-value.ts';
import { coefficient } from '../../spread.ts';
import { columns, table } from '../../table.ts';

/** `0.86 (0.71 to 0.94)`, with the p-value behind it where there is one. */
export function coefficientText({ value, interval, p }: Coefficient): string {
  if (value === null) return unknown;
  const within = interval === null ? '' : ` (${coefficient(interval[0])} to ${coefficient(interval[1])})`;
  return `${coefficient(value)}${within}${p === null ? '' : `, p ${pValue(p)}`}`;
}

/** How far pairs of judges agree on verdicts and on ranks. */
export const agreementTable = (pairs: readonly JudgePair[]): Markup =>
  table({
    caption:
      'Agreement of judges: on verdicts (Cohen’s kappa over YES, NO and NA), and on the ranks of models by SAR',
    columns: columns(
      'judges',
      'verdicts by both',
      'kappa',
      'models',
      'Spearman',
      'Kendall (τ-b)',
      'top 5 in common',
      'top 10 in common',
    ),
    rows: pairs.map(({ judges, verdicts, kappa, ranks }) => [
      judges.join(' and '),
      count(verdicts),
      coefficientText(kappa),
      count(ranks.models),
      coefficientText(ranks.spearman),
      coefficientText(ranks.kendall),
      ranks.top5 === null ? 'too few models' : percent(ranks.top5),
      ranks.top10 === null ? 'too few models' : percent(ranks.top10),
    ]),
  });
