import type { ReportData } from './data.ts';
import { html, type Markup, raw, withoutControls } from './markup.ts';
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
export async function renderReport(data: ReportData): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(contentPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${data.title}</title>
<style>${raw(style)}</style>
</head>
<body>
${header(data)}
${contents()}
<main>
${headline(data.evaluation)}${scores(data.evaluation)}${verdicts(data)}${coverage(data.dataset)}${funnel(
  data.dataset.funnel,
)}${attack(data.attack)}${method(data)}${items(data)}</main>
<footer><p>Made by Specloom. A tool of authorised safety evaluation: handle this file as hazardous material, and keep it out
of training data.</p></footer>
<script>${raw(script)}</script>
</body>
</html>
`;
  return withoutControls(page.toString());
}

const contents = (): Markup => html`<nav aria-label="Contents"><ul>${Object.entries({
  headline: 'Headline scores',
  scores: 'Scores with intervals',
  verdicts: 'Verdicts by spec',
  coverage: 'Coverage',
  funnel: 'Funnel',
  attack: 'Attack acceptance',
  method: 'Protocol and provenance',
  items: 'Items',
}).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
`;
