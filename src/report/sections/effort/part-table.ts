import type { Effort } from '../../../core/effort.ts';
import type { ReportEvaluation } from '../../data.ts';
import { duration, usd } from '../../effort-facts.ts';
import { count, unknown } from '../../format.ts';
import type { Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { columns, dataTable } from '../../table.ts';

/** What asking the subject and asking the judges took, each in full. */
export const partTable = (models: readonly RankedModel[]): Markup =>
  dataTable({
    caption: 'Questions, tokens, cost and time by part',
    columns: [
      { head: 'model' },
      ...columns(
        'part',
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
        models.length < 2 ? model.evaluation.name : model.label,
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
