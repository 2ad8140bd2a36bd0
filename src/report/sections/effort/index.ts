import type { ReportData } from '../../data.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { ablation } from './ablation.ts';
import { frontierFigure } from './frontier.ts';
import { methodNotes } from './method-notes.ts';
import { methods } from './methods.ts';
import { partTable } from './part-table.ts';
import { perAnswer } from './per-answer.ts';

/** What the evaluations took in tokens, money and time (arXiv 2509.14760, table 2). Null where nothing of it is known. */
export function effort(
  models: readonly RankedModel[],
  { comparison, methods: more = [] }: Pick<ReportData, 'comparison' | 'methods'>,
): Markup | null {
  const known = models.filter(
    ({ evaluation: { effort, answers } }) =>
      effort.respond !== null || effort.judge !== null || answers.tokens !== null,
  );
  if (known.length === 0) return null;
  return html`<p>Tokens of an answer are those of all passes that it came about by; what a method inserted is not counted, and a method of a
single pass counts its prompt once. Questions, tokens in all and costs are as the stored answers have it: a question asked again counts
again, every question counts its whole prompt, and so do questions to a reward model. Times are those of single questions, not of the whole run.</p>
${methodNotes(models)}
${perAnswer(models)}
${models.length < 2 ? null : frontierFigure(models)}
${methods(models, { comparison, more })}
${ablation(models, { comparison, more })}
${partTable(models)}`;
}
