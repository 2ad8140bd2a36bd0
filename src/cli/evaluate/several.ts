import type { EvaluationsDocument, ModelEvaluation } from '../../run/evaluations-document.ts';
import { askedLine, collectedLine, pendingLines, statusOfEnded } from '../asking.ts';
import { EXIT, statusOfCode, worstOf } from '../exit-status.ts';
import { headlineLines } from '../run-summary.ts';
import { comparisonLines } from './comparison.ts';
import { effortLines } from './effort.ts';

/** What evaluating several models, or by several methods, says at its end. */
export function evaluationsSummary(document: EvaluationsDocument): string {
  const { evaluations, comparison } = document;
  const lines = evaluations.flatMap((each) => [...modelLines(each), '']);
  if (comparison !== null) lines.push(...comparisonLines(comparison), '');
  lines.push(askedLine(document));
  const open = evaluations.filter(({ evaluation }) => evaluation?.state !== 'done').length;
  if (open > 0)
    lines.push(
      `${open} of ${evaluations.length} ${countsModels(document) ? 'models' : 'evaluations'} not done; the same command goes on with those`,
    );
  return `${lines.join('\n')}\n`;
}

/** Whether each of them is of another model. */
const countsModels = ({ evaluations }: EvaluationsDocument): boolean =>
  new Set(evaluations.map(({ model }) => model)).size === evaluations.length;

/** The worst of what the models ended as. */
export const evaluationsStatus = ({ evaluations }: EvaluationsDocument): number =>
  worstOf(
    evaluations.map(({ evaluation, failure }) => {
      if (failure !== null) return statusOfCode(failure.code);
      return evaluation === null ? EXIT.bug : statusOfEnded(evaluation);
    }),
  );

function modelLines({ model, method, evaluation, failure }: ModelEvaluation): readonly string[] {
  const name = method === 'vanilla' ? model : `${model} (${method})`;
  if (failure !== null) return [`${name}: failed`, `  ${failure.message}`];
  const { scores, gaps, pending, collected, folder, effort } = evaluation;
  const lines = [`${name}: ${pending === null ? 'done' : 'stopped'}`];
  if (gaps > 0) lines.push(`gaps: ${gaps} records were given up without an answer`);
  for (const remark of evaluation.remarks) lines.push(`note: ${remark}`);
  lines.push(...effortLines(effort));
  if (scores !== null) lines.push(...headlineLines(scores), `results ${folder}/scores.json, report.html`);
  else if (pending === null) lines.push(`responses ${folder}`, `go on with: specloom judge ${folder}`);
  if (collected !== null) lines.push(collectedLine(collected));
  if (pending !== null) lines.push(...pendingLines(pending, collected));
  return lines;
}
