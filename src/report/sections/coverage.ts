import { stackedBars } from '../bars.ts';
import type { ReportDataset, ReportScenario } from '../data.ts';
import { figure, figures } from '../figure.ts';
import { count, counted, unknown } from '../format.ts';
import { html, isolated, type Markup } from '../markup.ts';
import { columns, dataTable, table } from '../table.ts';

/** What the items were made to test, and where they come from. */
export function coverage(dataset: ReportDataset): Markup {
  const items = dataset.counts.reduce((sum, row) => sum + row.items, 0);
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage</h2>
<p>The dataset has ${counted(items, 'item')}. An item from an external source need not name a spec.</p>
${items === 0 ? null : drawn(dataset)}
</section>
`;
}

function drawn(dataset: ReportDataset): Markup {
  const specs = dataset.scenarios.flatMap((scenario) => coverageOf(scenario, dataset));
  const named = (scenario: string, rest: string): string =>
    dataset.scenarios.length > 1 ? `${scenario} ${rest}` : rest;
  return html`${figures(
    itemBars({
      title: 'Items by spec',
      caption: 'Items that were made to test each spec.',
      names: specs.map(({ scenario, spec }) => named(scenario, spec)),
      values: specs.map((spec) => spec.items),
    }),
    itemBars({
      title: 'Items by source',
      caption: 'By scenario, label and source.',
      names: dataset.counts.map(({ scenario, label, source }) => named(scenario, `${label} ${source}`)),
      values: dataset.counts.map((row) => row.items),
    }),
  )}
${specTable(specs)}${sourceTable(dataset)}${scenarioTable(dataset)}`;
}

const specTable = (specs: ReturnType<typeof coverageOf>): Markup =>
  dataTable({
    caption: 'Items by spec',
    columns: [{ head: 'spec' }, { head: 'scenario' }, { head: 'items', figures: true }, { head: 'text' }],
    rows: specs.map(({ scenario, spec, items, text }) => [
      spec,
      scenario,
      items === 0 ? 'none' : count(items),
      html`<span class="prose">${isolated(text)}</span>`,
    ]),
  });

const sourceTable = ({ counts }: ReportDataset): Markup =>
  dataTable({
    caption: 'Items by source',
    columns: [{ head: 'scenario' }, { head: 'label' }, { head: 'source' }, { head: 'items', figures: true }],
    rows: counts.map(({ scenario, label, source, items }) => [scenario, label, source, count(items)]),
  });

const scenarioTable = (dataset: ReportDataset): Markup =>
  table({
    caption: 'Items by scenario',
    columns: columns('scenario', 'safety-spec', 'behavioral-spec', 'unsafe items', 'safe items'),
    rows: dataset.scenarios.map(({ id, name, safety, behavioral }) => [
      `${name} (${id})`,
      count(safety.length),
      count(behavioral.length),
      ...(['unsafe', 'safe'] as const).map((label) => count(itemsOf(dataset, id, label))),
    ]),
  });

const itemsOf = ({ counts }: ReportDataset, scenario: string, label: 'safe' | 'unsafe'): number =>
  counts
    .filter((row) => row.scenario === scenario && row.label === label)
    .reduce((sum, { items }) => sum + items, 0);

/** Every safety-spec has its row, uncovered ones too; other specs where some item names them. */
function coverageOf({ id, safety, behavioral }: ReportScenario, dataset: ReportDataset) {
  const items = dataset.coverage[id] ?? {};
  const texts = new Map([...safety, ...behavioral].map((spec) => [spec.id, spec.text]));
  const named = new Set([...safety.map((spec) => spec.id), ...Object.keys(items)]);
  return [...named].map((spec) => ({
    scenario: id,
    spec,
    items: items[spec] ?? 0,
    text: texts.get(spec) ?? unknown,
  }));
}

interface ItemBars {
  readonly title: string;
  readonly caption: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

const itemBars = ({ title, caption, names, values }: ItemBars): Markup =>
  figure({
    title,
    caption,
    legend: [{ name: 'items', color: 'var(--series-1)', shape: 'square' }],
    draw: (width) =>
      stackedBars(names, [{ name: 'items', color: 'var(--series-1)', ink: 'var(--on-fill)', values }], width),
  });
