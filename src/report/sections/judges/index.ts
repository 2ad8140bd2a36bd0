import type { JudgePair } from '../../../stats/agreement/types.ts';
import { rateCell } from '../../cells.ts';
import { figure, figures } from '../../figure.ts';
import { count } from '../../format.ts';
import { markChart } from '../../marks.ts';
import { html, isolated, type Markup } from '../../markup.ts';
import { byName, type RankedModel } from '../../ranked.ts';
import { measures } from '../../splits.ts';
import { columns, dataTable } from '../../table.ts';
import { agreementTable } from './agreement.ts';
import { rankFigure, ranksOf } from './ranks.ts';

/** Two judges of the same responses side by side (arXiv 2509.14760, figures 12 and 13, table 5). Null without such a pair. */
export function judgePairs(given: readonly JudgePair[], models: readonly RankedModel[]): Markup | null {
  const pairs = given.map((pair) => labelled(pair, models));
  if (pairs.length === 0) return null;
  return html`<p>The same responses, judged by two judges. Where their ranks agree, a ranking does not hang on who judged; that both agree does
not mean that both are right.</p>
${agreementTable(pairs)}
${pairs.map(pairParts)}`;
}

/** Models as the leaderboard names them, in its order; as they came, and by name alone, where it does not have them all. */
function labelled(pair: JudgePair, models: readonly RankedModel[]): JudgePair {
  const ranked = byName(models);
  const known = pair.models.map((model) => ({ model, as: ranked.get(model.name) }));
  if (models.length < 2 || known.some(({ as }) => as === undefined)) return pair;
  return {
    ...pair,
    models: known
      .toSorted((a, b) => a.as!.place - b.as!.place)
      .map(({ model, as }) => ({ ...model, name: as!.label })),
  };
}

const sides = [
  { color: 'var(--series-1)', shape: 'circle' },
  { color: 'var(--series-3)', shape: 'diamond' },
] as const;

function pairParts(pair: JudgePair): Markup {
  const [first, second] = pair.judges;
  const ranks = ranksOf(pair);
  return html`<h3>${isolated(first)} and ${isolated(second)}</h3>
${figures(...[sideBySide(pair), rankFigure(pair, ranks)].filter((each) => each !== null))}
${dataTable({
  caption: `Scores by ${first} and by ${second}`,
  columns: columns(
    'model',
    ...measures.flatMap(({ name }) => [`${name}, first judge`, `${name}, second judge`]),
    'rank, first judge',
    'rank, second judge',
  ),
  rows: pair.models.map((model) => {
    const rank = ranks.find(({ name }) => name === model.name);
    return [
      model.name,
      ...measures.flatMap(({ measure }) => model[measure].map(rateCell)),
      ...(rank === undefined ? ['unranked', 'unranked'] : rank.ranks.map(rankText)),
    ];
  }),
})}`;
}

/** Models that are tied share the mean of their ranks. */
const rankText = (rank: number): string => (Number.isInteger(rank) ? count(rank) : rank.toFixed(1));

const sideBySide = ({ judges, models }: JudgePair): Markup =>
  figure({
    title: 'SAR by two judges',
    caption: 'Mean over scenarios, unsafe and safe together, by each judge.',
    legend: sides.map((look, at) => ({ ...look, name: judges[at]! })),
    draw: (width) =>
      markChart(
        models.map(({ name }) => name),
        sides.map((look, at) => ({
          ...look,
          name: judges[at]!,
          marks: models.map(({ sar }) => ({ value: sar[at]!, interval: null, bounds: null })),
        })),
        width,
      ),
  });
