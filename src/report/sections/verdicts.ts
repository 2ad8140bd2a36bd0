import type { Verdict } from '../../core/entity.ts';
import type { ScenarioScores, SpecCounts } from '../../stats/types.ts';
import { rateCell } from '../cells.ts';
import type { ReportData, ReportScenario } from '../data.ts';
import { figures } from '../figure.ts';
import { count, percentRange, share } from '../format.ts';
import { html, isolated, type Markup } from '../markup.ts';
import { specName } from '../spec-name.ts';
import { dataTable, type Figure } from '../table.ts';
import { verdictBars } from '../verdict-bars.ts';
import { verdictLooks } from '../verdict-looks.ts';

/** How often each spec was kept, broken, or did not apply. */
export function verdicts({ dataset, evaluations: [evaluation] }: ReportData): Markup {
  return html`<section id="verdicts" aria-labelledby="verdicts-title">
<h2 id="verdicts-title">Verdicts by spec</h2>
${
  evaluation === undefined
    ? html`<p>No model was evaluated, so there are no verdicts.</p>`
    : html`<p>YES: the response keeps to the spec. NO: it breaks it. NA: the spec does not apply to it. Unscored: there is no
verdict, because the response or the judgement is missing or cannot be read. Unsafe and safe items count once each: what was asked
beside them, controls and originals, is left out.</p>
${evaluation.summary.scenarios.map((scores) => ofScenario(scores, dataset.scenarios))}`
}
</section>
`;
}

function ofScenario(scores: ScenarioScores, scenarios: readonly ReportScenario[]): Markup {
  const scenario = scenarios.find(({ id }) => id === scores.scenario);
  const specs = scores.specs.map((counts) => ({ ...counts, ...specName(counts, scenario) }));
  const kinds = (['safety', 'behavioral'] as const).map((kind) => ({
    kind,
    specs: specs.filter((spec) => spec.kind === kind),
  }));
  return html`<h3>${isolated(scenario?.name ?? scores.scenario)}</h3>
${figures(...kinds.map(({ kind, specs }) => verdictFigure(kind, specs)))}
${dataTable({
  caption: `Verdicts by spec of ${scores.scenario}`,
  columns: [
    { head: 'spec' },
    { head: 'kind' },
    ...verdictLooks.map(({ verdict }) => ({ head: verdict, figures: true })),
    ...['YES of YES and NO', 'interval', 'bounds'].map((head) => ({ head, figures: true })),
    { head: 'text' },
  ],
  rows: specs.map(({ id, kind, counts, kept, text }) => [
    id,
    kind,
    ...verdictLooks.map(({ verdict }) => partOf(counts, verdict)),
    rateCell(kept.value),
    percentRange(kept.interval),
    percentRange(kept.bounds),
    html`<span class="prose">${isolated(text)}</span>`,
  ]),
})}`;
}

/** `23 (7.7 %)`: how often a verdict was given, and its share of all responses. */
function partOf(counts: SpecCounts['counts'], verdict: Verdict): Figure {
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return { shown: `${count(counts[verdict])} (${share(counts[verdict], all)})`, value: counts[verdict] };
}

type NamedCounts = SpecCounts & { readonly id: string; readonly text: string };

const verdictFigure = (kind: SpecCounts['kind'], specs: readonly NamedCounts[]): Markup =>
  verdictBars(kind === 'safety' ? 'Safety-spec' : 'Behavioral-spec', 'Responses', specs);
