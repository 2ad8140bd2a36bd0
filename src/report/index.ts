import type { ReportData } from './data.ts';
import { itemsStyle } from './items/style.ts';
import { pageText } from './page.ts';
import { partsOf } from './parts.ts';
import { contentPolicy, script } from './script.ts';
import { header } from './sections/header.ts';
import { style } from './style.ts';
import { severalStyle } from './style-several.ts';

export type {
  ReportAnswers,
  ReportAttack,
  ReportData,
  ReportDataset,
  ReportDeliberation,
  ReportEvaluation,
  ReportRow,
  ReportScenario,
  ReportTokensMore,
  ReportVotes,
} from './data.ts';

/**
 * A report as one HTML file: of one evaluation, or of several of the same dataset. It needs no network, runs one script
 * of its own, and has the same bytes for the same data. Prompts, variants and responses are in it, hidden until the
 * reader asks for them, so the file is as hazardous as the dataset.
 */
export function renderReport(data: ReportData): Promise<string> {
  const parts = partsOf(data).filter(({ content }) => content !== null);
  return pageText({
    title: data.title,
    style: `${style}${severalStyle}${itemsStyle}`,
    contentPolicy,
    header: header(data),
    contents: Object.fromEntries(parts.map(({ id, name }) => [id, name])),
    sections: parts.map(({ content }) => content),
    footer: `Made by Specloom. A tool of authorised safety evaluation: handle this file as hazardous material, and keep it out
of training data.`,
    script,
  });
}
