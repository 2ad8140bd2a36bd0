import { html, type Markup, raw, withoutControls } from '../markup.ts';
import { style } from '../style.ts';
import { againstSection } from './against.ts';
import type { DedupReportData } from './data.ts';
import { distances } from './distances.ts';
import { placeStyle } from './format.ts';
import { groupSection } from './groups.ts';
import { droppedPairs, header, rowCounts } from './selection.ts';

export type { DedupAgainst, DedupGroups, DedupReportData, DistanceCounts, DroppedPair } from './data.ts';

/** What the page may load and run: nothing but its own style. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The page of a selection as one HTML file: it needs no network, runs no script, and has the same bytes
 * for the same data. Rows are named by line and id; their texts are not in it.
 */
export async function renderDedupReport(data: DedupReportData): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(contentPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Near-duplicates in ${data.input}</title>
<style>${raw(style + placeStyle)}</style>
</head>
<body>
${header(data)}
${contents(data)}
<main>
${rowCounts(data)}${distances(data)}${groupSection(data.groups)}${droppedPairs(data)}${againstSection(data.against)}</main>
<footer><p>Made by Specloom. A tool of authorised safety evaluation.</p></footer>
</body>
</html>
`;
  return withoutControls(page.toString());
}

function contents({ groups, against }: DedupReportData): Markup {
  const sections = [
    ['rows', 'Rows'],
    ['distances', 'Distances'],
    ...(groups === null ? [] : [['groups', 'Groups'] as const]),
    ['pairs', 'Closest dropped pairs'],
    ...(against.length === 0 ? [] : [['against', 'Other sets'] as const]),
  ] as const;
  return html`<nav aria-label="Contents"><ul>${sections.map(
    ([id, name]) => html`<li><a href="#${id}">${name}</a></li>`,
  )}</ul></nav>
`;
}
