import { groupBy } from '../../core/group-by.ts';
import type { ReportRow, ReportScenario } from '../data.ts';
import { html, type Markup } from '../markup.ts';
import { verdictLooks } from '../verdict-looks.ts';

/** What the choices of the filters are taken from. */
export interface FinderInputs {
  readonly rows: readonly ReportRow[];
  readonly scenarios: readonly ReportScenario[];
  readonly models: readonly string[];
}

/** Search and filters of the list. They work by the page's script, which shows them. */
export function finder({ rows, scenarios, models }: FinderInputs): Markup {
  const several = models.length > 1;
  return html`<form id="items-finder" class="finder" role="search" aria-label="Items" hidden>
<div class="fields">
<div><label for="items-search">Search</label><input type="search" id="items-search" name="search" autocomplete="off" spellcheck="false"
aria-describedby="items-hint"></div>
${choice('Scenario', 'scenario', named(rows.map(({ scenario }) => scenario)))}
${choice('Label or split', 'split', splits(rows))}
${choice('Spec', 'spec', scenarios.map(specGroup))}
${choice(
  'Verdict',
  'verdict',
  named(
    verdictLooks.map(({ verdict }) => verdict),
    false,
  ),
)}
${several ? choice('Model', 'model', named(models, false)) : null}
${choice('Tactic', 'tactic', named(rows.flatMap(({ tactics }) => tactics)))}
${choice('Source', 'source', named(rows.map(({ source }) => source)))}
${choice('Finish', 'finish', named(rows.map(({ finish }) => finish ?? 'none')))}
${several ? tick('disagree', 'Models disagree') : null}
${tick('unscored', 'Unscored only')}
${rows.some(({ steps }) => steps.length > 0) ? tick('cut', 'A pass was cut off') : null}
</div>
<p class="hint" id="items-hint">Search looks for words in ids, sources, specs and tactics, and in the texts once they are shown.
A spec with any verdict lists the items that were made for it.${several ? ' Models disagree where one is safe and another is not; with a spec, where their verdicts on it differ.' : ''}</p>
<p class="actions"><button type="button" id="items-clear">Clear filters</button>
<button type="button" id="items-open">Open all on this page</button>
<button type="button" id="items-close">Close all</button>
<button type="button" id="items-csv" aria-label="CSV: items that pass, with texts only while they are shown">CSV</button></p>
</form>
`;
}

const choice = (label: string, name: string, options: readonly Markup[]): Markup =>
  html`<div><label for="items-${name}">${label}</label><select id="items-${name}" name="${name}"><option value="">any</option>${options}</select></div>
`;

const tick = (name: string, label: string): Markup =>
  html`<label class="tick"><input type="checkbox" name="${name}" value="yes">${label}</label>
`;

const option = (value: string, words: string): Markup => html`<option value="${value}">${words}</option>`;

/** The names that there are, each once; sorted, or in the order in which they come. */
const named = (names: readonly string[], sorted = true): readonly Markup[] => {
  const each = [...new Set(names)];
  return (sorted ? each.sort() : each).map((name) => option(name, name));
};

/** A label stands for two splits where items were asked in two forms. */
function splits(rows: readonly ReportRow[]): readonly Markup[] {
  const bySplit = groupBy(rows, ({ split }) => split);
  const here = (['unsafe', 'original', 'safe', 'control'] as const).filter((split) => bySplit.has(split));
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const both = bySplit.has('original') || bySplit.has('control');
  return [
    ...(both ? labels.map((label) => option(`label ${label}`, `${label}, in both forms`)) : []),
    ...here.map((split) => option(split, split)),
  ];
}

const specGroup = ({ id, safety, behavioral }: ReportScenario): Markup =>
  html`<optgroup label="${id}" data-scenario="${id}">${[...safety, ...behavioral].map((spec) =>
    option(`${id}/${spec.id}`, `${spec.id}: ${beginning(spec.text)}`),
  )}</optgroup>`;

/** So much of a rule as a list of choices has room for. */
const beginning = (text: string): string => {
  const signs = [...text];
  return signs.length > 60 ? `${signs.slice(0, 59).join('')}…` : text;
};
