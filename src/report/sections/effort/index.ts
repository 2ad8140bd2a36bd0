import type { Effort } from '../../../core/effort.ts';
import type { ReportEvaluation } from '../../data.ts';
import { costOf, duration, latencyText, tokensPerResponse, tokensText, usd } from '../../effort-facts.ts';
import { count, unknown } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { type Column, dataTable, table } from '../../table.ts';
import { ablation } from './ablation.ts';
import { frontierFigure } from './frontier.ts';

/** What the evaluations took in tokens, money and time (arXiv 2509.14760, table 2). Null where nothing of it is known. */
export function effort(models: readonly RankedModel[]): Markup | null {
  const known = models.filter(
    ({ evaluation }) => evaluation.effort.respond !== null || evaluation.effort.judge !== null,
  );
  if (known.length === 0) return null;
  return html`<p>As the stored answers have it: a question asked again counts again, and a method that asks several questions for one
response counts all of them. Times are those of single answers, not of the whole run.</p>
${perResponse(models)}
${models.length < 2 ? null : frontierFigure(models)}
${ablation(models)}
${partTable(models)}`;
}

const nameOf = ({ label, evaluation }: RankedModel, among: number): string =>
  among < 2 ? evaluation.name : label;

const numbers = (...heads: readonly string[]): readonly Column[] =>
  heads.map((head) => ({ head, figures: true }));

const perResponse = (models: readonly RankedModel[]): Markup =>
  table({
    caption: 'Effort of the subject for each response, and the cost of subject and judges together',
    columns: [
      { head: 'model' },
      { head: 'method' },
      ...numbers('output tokens', 'input tokens', 'time of an answer (median, 95 %)', 'cost in all'),
    ],
    rows: models.map((model) => {
      const { evaluation } = model;
      const tokens = tokensPerResponse(evaluation);
      return [
        nameOf(model, models.length),
        evaluation.method,
        tokensText(tokens),
        tokensText(tokens, 'input'),
        latencyText(evaluation.effort.respond?.latencyMs ?? null),
        usd(costOf(evaluation)),
      ];
    }),
  });

const partTable = (models: readonly RankedModel[]): Markup =>
  dataTable({
    caption: 'Questions, tokens, cost and time by part',
    columns: [
      { head: 'model' },
      { head: 'part' },
      ...numbers(
        'questions',
        'input tokens',
        'output tokens',
        'answers that state none',
        'cost',
        'median time',
        '95 %',
        'longest',
        'answers timed',
      ),
    ],
    rows: models.flatMap((model) =>
      parts.map(({ part, name }) => [
        nameOf(model, models.length),
        name,
        ...effortCells(model.evaluation.effort[part]),
      ]),
    ),
  });

const parts = [
  { part: 'respond', name: 'subject' },
  { part: 'judge', name: 'judges' },
] as const satisfies readonly { part: keyof ReportEvaluation['effort']; name: string }[];

function effortCells(part: Effort | null): string[] {
  if (part === null) return Array.from({ length: 9 }, () => unknown);
  const { questions, tokens, costUsd, latencyMs } = part;
  const stated = questions > tokens.unstated;
  return [
    count(questions),
    stated ? count(tokens.input) : unknown,
    stated ? count(tokens.output) : unknown,
    count(tokens.unstated),
    usd(costUsd),
    ...(latencyMs === null
      ? [unknown, unknown, unknown, 'none']
      : [
          duration(latencyMs.median),
          duration(latencyMs.p95),
          duration(latencyMs.max),
          count(latencyMs.answers),
        ]),
  ];
}
