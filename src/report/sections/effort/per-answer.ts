import { costOf, latencyText, tokensCell, usd } from '../../effort-facts.ts';
import { partText } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { columns, table } from '../../table.ts';
import { withMethods } from './methods-by-subject.ts';

/** What an answer took of each model that no table of methods tells of. Null where these tell of all. */
export function perAnswer(models: readonly RankedModel[]): Markup | null {
  const told = new Set(withMethods(models).flatMap(({ models: own }) => own));
  const others = models.filter((model) => !told.has(model));
  if (others.length === 0) return null;
  return table({
    caption: 'Effort of the subject for each answer, and the cost of subject and judges together',
    columns: [
      { head: 'model' },
      ...columns(
        'method',
        'output tokens',
        'input tokens',
        'time of a question (median, 95 %)',
        'cost in all',
        'cut off',
        'without an answer',
      ),
    ],
    rows: others.map(({ evaluation, label }) => {
      const { answers, effort } = evaluation;
      return [
        models.length < 2 ? evaluation.name : label,
        evaluation.method,
        tokensCell(evaluation),
        tokensCell(evaluation, 'input'),
        latencyText(effort.respond?.latencyMs ?? null),
        usd(costOf(evaluation)),
        partText(answers.cut, answers.asked),
        partText(answers.without, answers.asked),
      ];
    }),
  });
}
