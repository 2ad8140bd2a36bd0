import type { MeanEstimate } from '../../../stats/mean-estimate.ts';
import type { ReportEvaluation, ReportTokensMore } from '../../data.ts';
import { costOf, latencyText, type TokenSide, tokensCell, usd } from '../../effort-facts.ts';
import { count, partText, unknown } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import { type Cell, columns, type Figure, table } from '../../table.ts';
import { plain, type SubjectMethods } from './methods-by-subject.ts';

/**
 * What the methods of a subject took: tokens of an answer, and of an answer more than vanilla's, as means with intervals;
 * what all of it came to; answers that are not whole.
 */
export function methodEffort({ subject, models }: SubjectMethods, more: readonly ReportTokensMore[]): Markup {
  const moreOf = ({ name, deliberation }: ReportEvaluation): Cell =>
    deliberation.name === plain
      ? '–'
      : moreCell(more.find((each) => each.name === name)?.tokens.output ?? null);
  const shown: readonly (readonly [head: string, cell: (evaluation: ReportEvaluation) => Cell])[] = [
    ['method', ({ method }) => method],
    ['output tokens per answer', (evaluation) => tokensCell(evaluation)],
    ...(more.length === 0 ? [] : [[`more than ${plain}`, moreOf] as const]),
    ['input tokens per answer', (evaluation) => tokensCell(evaluation, 'input')],
    ['questions', ({ effort: { respond } }) => (respond === null ? unknown : count(respond.questions))],
    ['output tokens in all', (evaluation) => inAll(evaluation, 'output')],
    ['input tokens in all', (evaluation) => inAll(evaluation, 'input')],
    ['cost', (evaluation) => usd(costOf(evaluation))],
    ['time of a question (median, 95 %)', ({ effort }) => latencyText(effort.respond?.latencyMs ?? null)],
    ['cut off', ({ answers }) => partText(answers.cut, answers.asked)],
    ['without an answer', ({ answers }) => partText(answers.without, answers.asked)],
  ];
  const [first, ...rest] = shown.map(([head]) => head);
  return table({
    caption: `Methods of ${subject}: tokens of an answer with their intervals, what all answers took, and answers that are not whole`,
    columns: columns(first!, ...rest),
    rows: models.map(({ evaluation }) => shown.map(([, cell]) => cell(evaluation))),
  });
}

/** Over all questions of the subject that state their tokens. */
function inAll({ effort: { respond } }: ReportEvaluation, side: TokenSide): string {
  const isStated = respond !== null && respond.questions > respond.tokens.unstated;
  return isStated ? count(respond.tokens[side]) : unknown;
}

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
