import { resolve } from 'node:path';
import { withoutUndefined } from '../../core/without-undefined.ts';
import { copyLines } from './copy.ts';
import type { TextDocument } from './document.ts';
import { measuredHistogram } from './nearest.ts';
import { prepareTexts, type TextRequest } from './prepare.ts';
import { drawnReport, textReport } from './report.ts';
import { selectWithin } from './select.ts';
import { describeSelection } from './text-selection.ts';
import type { Work } from './work.ts';

/**
 * Runs the selection on a JSONL file and writes the kept rows, byte for byte and in order, with mode
 * 0600 (prompts may be harmful to read). Files appear whole or not at all, and only when all is computed.
 *
 * @throws as `prepareTexts`; UsageError for a bad rule; FileError for an output that cannot be written.
 */
export async function dedupTextFile(request: TextRequest, work: Work): Promise<TextDocument> {
  const { cwd, rules, report } = request;
  const prepared = await prepareTexts(request, work);
  const { own, groups, protect, problems } = prepared;
  const pictured = request.sweep || report !== undefined;
  const wanted = { rules, protect, sweep: pictured };
  const { spans, sweep } = await selectWithin(own.vectors, own.dimensions, groups, wanted, work);
  const kept = spans?.flatMap((span) => span.kept);
  const histogram = pictured
    ? await measuredHistogram(own.vectors, own.dimensions, own.rows.length, kept, work)
    : undefined;
  const document = {
    rows: own.rows.length + problems.length,
    badRows: problems.length,
    embedder: prepared.embedder.id,
    problems,
    ...withoutUndefined({ histogram, sweep }),
  };
  if (spans === undefined || kept === undefined || rules === null) return document;
  const selection = await describeSelection(request, rules, prepared, spans, work);
  const whole = { ...document, ...selection, ...withoutUndefined({ report }) };
  const writePage =
    report === undefined
      ? undefined
      : await drawnReport(cwd, report, textReport(request.input, request.group, whole));
  if (request.out !== undefined) {
    const lines = new Set(kept.map((row) => own.rows[row]!.line));
    await copyLines(resolve(cwd, request.input), resolve(cwd, request.out), lines);
  }
  writePage?.();
  return whole;
}
