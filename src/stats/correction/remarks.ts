import { counted } from '../../core/counted.ts';
import { groupBy } from '../../core/group-by.ts';
import { measures } from '../cell.ts';
import { nameOf } from '../remark-words.ts';
import { enoughLabels } from './score.ts';
import type { CorrectedScore, CorrectionModel, CorrectionOptions, LabelledItem } from './types.ts';

/**
 * What a reader of corrected scores should be told in words.
 *
 * @param labelled the models whose labels were used: the model itself, or all where they were pooled
 */
export function remarksOn(
  model: CorrectionModel,
  labelled: readonly CorrectionModel[],
  scores: readonly CorrectedScore[],
  { pooled, target }: CorrectionOptions,
): readonly string[] {
  const labels = labelled.flatMap((each) => each.labels);
  const isScored = ({ scores }: LabelledItem): boolean =>
    measures.every((measure) => scores[measure] !== null);
  const isWhole =
    !pooled && target === 'benchmark' && labels.length === model.items.length && labels.every(isScored);
  return [
    ...(pooled
      ? ['labels of all models are pooled: the scores hold only if the judge errs alike on all of them']
      : []),
    ...(isWhole ? ['every item is labelled: nothing is left to chance'] : []),
    ...unlabelledScenarios(model, labelled),
    ...byCount(model.items).map(
      ([names, count]) =>
        `${names}: ${counted(count, 'item')} unscored by the judge, each taken for the judge's mean over its scenario and label; the labels correct that, too`,
    ),
    ...byCount(labels).map(
      ([names, count]) =>
        `${names}: ${counted(count, 'label')} unscored by the person and left out, as if they were a random part`,
    ),
    ...missing(scores),
    ...(isWhole ? [] : boundedRemarks(scores, labels)),
  ];
}

/** How many are unscored, where any are: measures that lack as many are named together. */
function byCount(all: readonly Pick<LabelledItem, 'scores'>[]): readonly (readonly [string, number])[] {
  const lacks = measures
    .map((measure) => [measure, all.filter(({ scores }) => scores[measure] === null).length] as const)
    .filter(([, count]) => count > 0);
  return [...groupBy(lacks, ([, count]) => count)].map(([count, those]) => [
    those.map(([measure]) => nameOf[measure]).join(', '),
    count,
  ]);
}

function unlabelledScenarios(
  model: CorrectionModel,
  labelled: readonly CorrectionModel[],
): readonly string[] {
  const drawn = new Set(
    labelled.flatMap(({ items, labels }) => {
      const scenarioOf = new Map(items.map(({ item, scenario }) => [item, scenario]));
      return labels.map(({ item }) => scenarioOf.get(item)!);
    }),
  );
  const without = [...new Set(model.items.map(({ scenario }) => scenario))].filter(
    (each) => !drawn.has(each),
  );
  return without.length === 0
    ? []
    : [`no label in ${without.toSorted().join(', ')}: corrected by the labels of other scenarios`];
}

const missing = (scores: readonly CorrectedScore[]): readonly string[] =>
  measures
    .filter((measure) => scores.every((score) => score.measure !== measure))
    .map((measure) => `${nameOf[measure]}: not corrected, as the judge or the labels score nothing`);

/** Why intervals are wide: labels that are few, or many that show (nearly) nothing. A label that is unscored is none. */
function boundedRemarks(
  scores: readonly CorrectedScore[],
  labels: readonly LabelledItem[],
): readonly string[] {
  const wide = scores
    .filter(({ method }) => method === 'bounded')
    .map(({ measure }) => ({
      name: nameOf[measure],
      known: labels.filter(({ scores }) => scores[measure] !== null).length,
    }));
  return [...groupBy(wide, ({ known }) => known)].map(([known, those]) => {
    const why =
      known < enoughLabels
        ? `fewer than ${enoughLabels} labels (${known})`
        : `too little disagreement in ${counted(known, 'label')}`;
    const names = those.map(({ name }) => name).join(', ');
    return `${names}: ${why} for a normal approximation; the intervals are for bounded means, which are wide`;
  });
}
