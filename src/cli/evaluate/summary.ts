import type { EvaluationDocument } from '../../run/evaluation-document.ts';
import { askedLine, collectedLine, pendingLines } from '../asking.ts';
import { changeLines } from '../change-lines.ts';
import { headlineLines, resultLines } from '../run-summary.ts';
import { funnelTable } from '../tables.ts';
import { effortLines } from './effort.ts';

/** What evaluating says at its end. */
export function evaluationSummary(document: EvaluationDocument): string {
  const { scores, gaps, pending, collected, folder } = document;
  const lines = [funnelTable(document.funnel), '', askedLine(document)];
  if (gaps > 0) lines.push(`gaps: ${gaps} records were given up without an answer`);
  for (const remark of document.remarks) lines.push(`note: ${remark}`);
  if (document.method !== 'vanilla') lines.push(`method  ${document.method}`);
  lines.push(...effortLines(document.effort));
  if (scores !== null)
    lines.push(...headlineLines(scores), ...changeLines(document.changes), ...resultLines(folder));
  else if (pending === null) lines.push(`responses ${folder}`, `go on with: specloom judge ${folder}`);
  if (collected !== null) lines.push(collectedLine(collected));
  if (pending !== null) lines.push(...pendingLines(pending, collected));
  return `${lines.join('\n')}\n`;
}
