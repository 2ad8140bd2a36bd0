import type { MeanEstimate } from '../../../stats/mean-estimate.ts';
import type { ReportTokensMore } from '../../data.ts';
import { costOf, latencyText, tokensCell, usd } from '../../effort-facts.ts';
import { count, partText, unknown } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import { type Cell, columns, type Figure, table } from '../../table.ts';
import { plain, type SubjectMethods } from './methods-by-subject.ts';

/**
 * What the methods of a subject took: tokens of an answer, and of an answer more than vanilla's, as means with intervals;
 * what all of it came to; answers that are not whole.
 */
export const methodEffort = (
  { subject, models }: SubjectMethods,
  more: readonly ReportTokensMore[],
): Markup =>
  table({
    caption: `Methods of ${subject}: tokens of an answer with their intervals, what all answers took, and answers that are not whole`,
    columns: columns(
      'method',
      'output tokens per answer',
      `more than ${plain}`,
      'input tokens per answer',
      'questions',
      'output tokens in all',
      'input tokens in all',
      'cost',
      'time of a question (median, 95 %)',
      'cut off',
      'without an answer',
    ),
    rows: models.map(({ evaluation }): Cell[] => {
      const { answers, effort, name, deliberation } = evaluation;
      const asked = effort.respond;
      const isStated = asked !== null && asked.questions > asked.tokens.unstated;
      const own = more.find((each) => each.name === name)?.tokens.output ?? null;
      return [
        evaluation.method,
        tokensCell(evaluation),
        deliberation.name === plain ? '–' : moreCell(own),
        tokensCell(evaluation, 'input'),
        asked === null ? unknown : count(asked.questions),
        isStated ? count(asked.tokens.output) : unknown,
        isStated ? count(asked.tokens.input) : unknown,
        usd(costOf(evaluation)),
        latencyText(asked?.latencyMs ?? null),
        partText(answers.cut, answers.asked),
        partText(answers.without, answers.asked),
      ];
    }),
  });

/** `+404 (+380 to +431)`; as it is the mean alone. */
function moreCell(mean: MeanEstimate | null): Figure {
  if (mean === null) return { shown: unknown, value: null };
  const { value, interval } = mean;
  const range = interval === null ? '' : ` (${interval.map(signed).join(' to ')})`;
  return { shown: `${signed(value)}${range}`, value };
}

function signed(value: number): string {
  const whole = Math.round(value);
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${count(Math.abs(whole))}`;
}
