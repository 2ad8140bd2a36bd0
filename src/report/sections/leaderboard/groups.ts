import { count, percent } from '../../format.ts';
import type { ModelGroup } from '../../kinds.ts';
import { html, type Markup } from '../../markup.ts';
import { spreadOf, spreadText } from '../../spread.ts';
import { columns, table } from '../../table.ts';

/** Means over the models of a kind, of an openness, and of both. Null where all models are of one sort. */
export function groupTable(groups: readonly ModelGroup[]): Markup | null {
  if (groups.length === 0) return null;
  return html`<h3>By kind and openness</h3>
${table({
  caption:
    'Mean over the models of each group ± its standard error over them, in percentage points; the best of the group by SAR',
  columns: [...columns('group', 'models', 'SAR', 'safety', 'behavioral'), { head: 'best' }],
  rows: groups.map(({ name, models }) => {
    const of = (measure: 'sar' | 'safety' | 'behavioral') =>
      spreadText(spreadOf(models.map(({ scores }) => scores?.[measure].value)));
    const best = models.find(({ scores }) => scores?.sar.value != null);
    return [
      name,
      count(models.length),
      of('sar'),
      of('safety'),
      of('behavioral'),
      best === undefined ? 'none scored' : `${best.label} (${percent(best.scores!.sar.value)})`,
    ];
  }),
})}`;
}
