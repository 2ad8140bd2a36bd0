import type { Verdict } from '../../../core/entity.ts';
import type { SpecCounts } from '../../../stats/types.ts';
import type { ReportScenario } from '../../data.ts';
import { figure, figures } from '../../figure.ts';
import { count, share } from '../../format.ts';
import { heatmap } from '../../heatmap.ts';
import { html, isolated, type Markup } from '../../markup.ts';
import { type RankedModel, scenariosOf } from '../../ranked.ts';
import { specName } from '../../spec-name.ts';
import { dataTable } from '../../table.ts';
import { verdictBars } from '../../verdict-bars.ts';
import { verdictLooks } from '../../verdict-looks.ts';

type Counts = SpecCounts['counts'];

/** One spec with the verdicts of every model, in their order; undefined for a model that was not asked the scenario. */
interface Spec {
  readonly id: string;
  readonly text: string;
  readonly kind: SpecCounts['kind'];
  readonly byModel: readonly (Counts | undefined)[];
  readonly together: Counts;
}

/** How often each spec was kept or broken, over all models (arXiv 2509.14760, figures 8 and 9) and by each. */
export const verdictsByModel = (
  models: readonly RankedModel[],
  scenarios: readonly ReportScenario[],
): Markup => html`<p>YES: the response keeps to the spec. NO: it breaks it. NA: the spec does not apply to it. Unscored: there is no
verdict. Bars hold the responses of all models to unsafe and safe items. The maps show, model by model, how many of the responses that a
spec applies to keep to it; their columns are places of the leaderboard.</p>
${scenariosOf(models).map((id) => ofScenario(models, id, scenarios))}`;

function ofScenario(
  models: readonly RankedModel[],
  id: string,
  scenarios: readonly ReportScenario[],
): Markup {
  const scenario = scenarios.find((each) => each.id === id);
  const specs = specsOf(models, id, scenario);
  const kinds = (['safety', 'behavioral'] as const).map((kind) => ({
    title: kind === 'safety' ? 'Safety-spec' : 'Behavioral-spec',
    specs: specs.filter((spec) => spec.kind === kind),
  }));
  return html`<h3>${isolated(scenario?.name ?? id)}</h3>
${figures(
  ...kinds.map(({ title, specs }) => bars(title, specs)),
  ...kinds.map(({ title, specs }) => map(title, models, specs)),
)}
${verdictTable(id, models, specs)}`;
}

function specsOf(
  models: readonly RankedModel[],
  id: string,
  scenario: ReportScenario | undefined,
): readonly Spec[] {
  const lists = models.map(
    ({ evaluation }) => evaluation.summary.scenarios.find((each) => each.scenario === id)?.specs,
  );
  const longest = lists.reduce<readonly SpecCounts[]>(
    (a, b) => (b !== undefined && b.length > a.length ? b : a),
    [],
  );
  return longest.map(({ kind, place }) => {
    const byModel = lists.map(
      (list) => list?.find((each) => each.kind === kind && each.place === place)?.counts,
    );
    return { ...specName({ kind, place }, scenario), kind, byModel, together: sumOf(byModel) };
  });
}

function sumOf(all: readonly (Counts | undefined)[]): Counts {
  const of = (verdict: Verdict): number => all.reduce((sum, counts) => sum + (counts?.[verdict] ?? 0), 0);
  return { YES: of('YES'), NO: of('NO'), NA: of('NA'), unscored: of('unscored') };
}

const bars = (title: string, specs: readonly Spec[]): Markup =>
  verdictBars(
    `${title}: all models`,
    'Responses of all models',
    specs.map(({ id, together }) => ({ id, counts: together })),
  );

/** Null where the spec applied to no response. */
const kept = (counts: Counts | undefined): number | null =>
  counts === undefined || counts.YES + counts.NO === 0 ? null : counts.YES / (counts.YES + counts.NO);

const map = (title: string, models: readonly RankedModel[], specs: readonly Spec[]): Markup =>
  figure({
    title: `${title}: kept, model by model`,
    caption:
      'YES by YES and NO, in per cent. The stronger the colour, the more; a question mark where no verdict is YES or NO.',
    legend: [],
    draw: (width) =>
      heatmap(
        {
          rows: specs.map(({ id }) => id),
          columns: models.map(({ place }) => String(place)),
          columnsAre: 'model, by its place',
          values: specs.map(({ byModel }) => byModel.map(kept)),
          framed: () => false,
        },
        width,
      ),
  });

const countsText = (counts: Counts | undefined): string =>
  counts === undefined ? 'not asked' : verdictLooks.map(({ verdict }) => count(counts[verdict])).join(' / ');

const verdictTable = (id: string, models: readonly RankedModel[], specs: readonly Spec[]): Markup =>
  html`<div class="tight">${dataTable({
    caption: `Verdicts by spec of ${id}, over all models and for each by its place, as YES / NO / NA / unscored`,
    columns: [
      { head: 'spec' },
      { head: 'kind' },
      ...verdictLooks.map(({ verdict }) => ({ head: verdict, figures: true })),
      { head: 'YES of YES and NO', figures: true },
      ...models.map(({ place }) => ({ head: `model ${place}`, figures: true })),
      { head: 'text' },
    ],
    rows: specs.map((spec) => [
      spec.id,
      spec.kind,
      ...verdictLooks.map(({ verdict }) => count(spec.together[verdict])),
      share(spec.together.YES, spec.together.YES + spec.together.NO),
      ...spec.byModel.map(countsText),
      html`<span class="prose">${isolated(spec.text)}</span>`,
    ]),
  })}</div>`;
