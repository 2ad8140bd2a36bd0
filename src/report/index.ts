import type { ReportData } from './data.ts';
import { pageText } from './page.ts';
import { contentPolicy, script } from './script.ts';
import { attack } from './sections/attack.ts';
import { coverage } from './sections/coverage.ts';
import { funnel } from './sections/funnel.ts';
import { header } from './sections/header.ts';
import { headline } from './sections/headline.ts';
import { items } from './sections/items.ts';
import { method } from './sections/method.ts';
import { scores } from './sections/scores.ts';
import { verdicts } from './sections/verdicts.ts';
import { style } from './style.ts';

export type {
  ReportAttack,
  ReportData,
  ReportDataset,
  ReportEvaluation,
  ReportRow,
  ReportScenario,
} from './data.ts';

/**
 * A report as one HTML file: it needs no network, runs one script of its own, and has the same bytes for the same
 * data. Prompts, variants and responses are in it, hidden until the reader asks for them, so the file is as hazardous
 * as the dataset.
 */
export function renderReport(data: ReportData): Promise<string> {
  const evaluation = data.evaluations[0] ?? null;
  return pageText({
    title: data.title,
    style,
    contentPolicy,
    header: header(data),
    contents,
    sections: [
      headline(evaluation),
      scores(evaluation),
      verdicts(data),
      coverage(data.dataset),
      funnel(data.dataset.funnel),
      attack(data.attack),
      method(data),
      items(data),
    ],
    footer: `Made by Specloom. A tool of authorised safety evaluation: handle this file as hazardous material, and keep it out
of training data.`,
    script,
  });
}

const contents = {
  headline: 'Headline scores',
  scores: 'Scores with intervals',
  verdicts: 'Verdicts by spec',
  coverage: 'Coverage',
  funnel: 'Funnel',
  attack: 'Attack',
  method: 'Protocol and provenance',
  items: 'Items',
};
