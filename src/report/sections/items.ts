import type { Verdict } from '../../core/entity.ts';
import type { ReportData, ReportRow, ReportScenario } from '../data.ts';
import { count, counted, decimal, decimalRange } from '../format.ts';
import { code, html, isolated, type Markup } from '../markup.ts';
import { verdictLooks } from '../verdict-looks.ts';

const heads = [
  'item',
  'scenario',
  'split',
  'asked',
  'source',
  'specs',
  'tactics',
  'finish',
  'safety verdicts',
  'behavioral verdicts',
] as const;

/** Every response with its verdicts and score, item by item. The texts are in the page, hidden until the reader asks for them. */
export function items({ dataset, evaluations: [evaluation] }: ReportData): Markup {
  return html`<section id="items" aria-labelledby="items-title">
<h2 id="items-title">Items</h2>
${evaluation === undefined ? html`<p>No model was evaluated, so there are no responses to list.</p>` : listed(evaluation.rows, dataset.scenarios)}
</section>
`;
}

function listed(rows: readonly ReportRow[], scenarios: readonly ReportScenario[]): Markup {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const items = new Set(rows.map((row) => row.item)).size;
  return html`<p>${said(items, rows.length)} The button of a row opens its verdicts.</p>
<div class="warning">
<p><strong>Hazardous material.</strong> The prompts ask for what the rules forbid, and responses may give it. The texts are
hidden on this page, but the file contains all of them: pass it on only to those who may read them.</p>
<p><button type="button" id="reveal">Show prompts and responses</button></p>
<noscript><p>The texts are shown by a script, and scripts are switched off here.</p></noscript>
</div>
<div class="scroll items" role="group" aria-label="Items" tabindex="0"><table>
<caption><span>Items with their verdicts and SAR</span></caption>
<thead><tr>${heads.map((head) => html`<th scope="col" class="words">${head}</th>`)}<th scope="col" class="number">SAR</th></tr></thead>
<tbody>${rows.map((row, place) => item(row, `item-${place}`, byId.get(row.scenario)))}</tbody></table></div>
`;
}

/** An item that was asked in two forms has two rows. */
const said = (items: number, rows: number): string =>
  items === rows
    ? `${counted(items, 'item')}.`
    : `${counted(items, 'item')}, asked ${count(rows)} times in all: an item asked in two forms has two rows.`;

function item(row: ReportRow, id: string, scenario: ReportScenario | undefined): Markup {
  return html`<tr><th scope="row"><button type="button" class="open" aria-expanded="false" aria-controls="${id}">${code(row.item)}</button></th>${[
    row.scenario,
    row.split,
    row.variant === null ? 'prompt' : 'variant',
    row.source,
    row.specs.join(', ') || 'none',
    row.tactics.join(', ') || 'none',
    row.finish ?? 'none',
    tally(row, scenario?.safety),
    tally(row, scenario?.behavioral),
  ].map((cell) => html`<td>${isolated(cell)}</td>`)}<td class="number">${decimal(row.score.sar)}</td></tr>
<tr id="${id}" class="more" hidden><td colspan="${heads.length + 1}"><div class="inside">${verdictList(row)}${scoreLine(row)}${texts(row)}</div></td></tr>
`;
}

/** `8 YES, 1 NO, 1 NA`. A spec of the scenario without a verdict is unscored. */
function tally({ verdicts }: ReportRow, specs: ReportScenario['safety'] = []): string {
  const given = specs.map(({ id }): Verdict => verdicts[id] ?? 'unscored');
  return verdictLooks
    .map(({ verdict }) => [given.filter((each) => each === verdict).length, verdict] as const)
    .filter(([number]) => number > 0)
    .map(([number, verdict]) => `${number}\u{A0}${verdict}`)
    .join(', ');
}

const verdictList = ({ verdicts }: ReportRow): Markup =>
  html`<ul class="verdicts">${Object.entries(verdicts).map(
    ([spec, verdict]) => html`<li class="${verdict}">${isolated(spec)} ${verdict}</li>`,
  )}</ul>`;

function scoreLine({ score }: ReportRow): Markup {
  const parts = (['sar', 'safety', 'behavioral'] as const).map((measure) => {
    const value = score[measure];
    const name = measure === 'sar' ? 'SAR' : measure;
    return `${name} ${decimal(value)}${value === null ? ` (within ${decimalRange(score.bounds[measure])})` : ''}`;
  });
  const empty = score.empty ? '; neither YES nor NO over the behavioral-spec' : '';
  return html`<p>${parts.join(', ')}${empty}.</p>`;
}

const texts = ({ prompt, variant, response }: ReportRow): Markup =>
  html`<div class="texts" hidden><div>${text('Prompt', prompt, '')}${text('Variant', variant, 'The prompt was asked as it is.')}</div><div>${text(
    'Response',
    response,
    'There is no response.',
  )}</div></div>`;

const text = (name: string, words: string | null, otherwise: string): Markup =>
  html`<p class="name">${name}</p>${words === null ? html`<p>${otherwise}</p>` : html`<div class="text" dir="auto">${words}</div>`}`;
