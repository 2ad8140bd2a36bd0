import type { ReportData } from '../data.ts';
import { count, counted } from '../format.ts';
import { itemBlocks } from '../items/blocks.ts';
import { gather } from '../items/entries.ts';
import { finder } from '../items/finder.ts';
import { keptPasses } from '../items/pass-limit.ts';
import { html, isolated, type Markup } from '../markup.ts';

/**
 * Every response with its verdicts and score, item by item, behind search and filters. All of it is packed in the
 * page and listed by its script; the texts are unpacked when the reader asks for them.
 */
export function items(data: ReportData): Markup {
  return html`<section id="items" aria-labelledby="items-title">
<h2 id="items-title">Items</h2>
${data.evaluations.length === 0 ? html`<p>No model was evaluated, so there are no responses to list.</p>` : listed(data)}
</section>
`;
}

function listed({ dataset, evaluations }: ReportData): Markup {
  const gathered = gather(evaluations);
  const items = new Set(gathered.map(({ first }) => first.item)).size;
  const models = evaluations.map(({ name }) => name);
  const kept = keptPasses(evaluations);
  return html`<p>${said(items, gathered.length, models.length)}</p>
<div class="warning">
<p><strong>Hazardous material.</strong> The prompts ask for what the rules forbid, and responses may give it. The texts are
hidden on this page, but the file contains all of them: pass it on only to those who may read them.</p>
<p><button type="button" id="reveal">Show prompts and responses</button></p>
</div>
${leftOut(models.filter((_, at) => kept[at] === false))}
<noscript><p>The list of items is made by the script of this page, and scripts are switched off here. All else on the page can be
read without it.</p></noscript>
${finder({ rows: evaluations.flatMap(({ rows }) => rows), scenarios: dataset.scenarios, models })}
<p class="listed" id="items-listed" role="status"></p>
<div class="scroll items" id="items-list" role="group" aria-label="Items" tabindex="0"></div>
<nav class="pager" id="items-pager" aria-label="Pages of items" hidden></nav>
${itemBlocks({ dataset, evaluations }, gathered, kept)}`;
}

const leftOut = (names: readonly string[]): Markup | null =>
  names.length === 0
    ? null
    : html`<p>How answers came about is told here without texts, for the size of the page, of
${names.map((name, at) => html`${at === 0 ? '' : ', '}${isolated(name)}`)}: the report of that evaluation by itself has them, and
its responses.jsonl in any case.</p>`;

/** An item that was asked in two forms has two rows. */
function said(items: number, rows: number, models: number): string {
  const asked = models === 1 ? '' : `, each with the responses of ${counted(models, 'model')}`;
  const forms =
    items === rows ? '' : `, asked ${count(rows)} times in all: an item asked in two forms has two rows`;
  return `${counted(items, 'item')}${forms}${asked}. The button of a row opens its scores and verdicts.`;
}
