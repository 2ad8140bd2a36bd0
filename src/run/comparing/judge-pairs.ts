import { groupBy } from '../../core/group-by.ts';
import { judgePair } from '../../stats/agreement/index.ts';
import type { JudgePair } from '../../stats/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { NamedInputs } from '../reporting/inputs.ts';
import { nameOf } from '../reporting/names.ts';
import { itemsIn, rulesOf } from '../reporting/verdicts.ts';
import { judgedBy } from './alike.ts';
import type { Contender } from './contender.ts';
import { inputsOf } from './sides.ts';

/**
 * The judge of some evaluations beside each of the judges of others, over the subjects that both judged. Where one
 * subject has several evaluations by a judge, the first counts.
 */
export function pairsOfJudges(
  sides: readonly NamedInputs[],
  others: readonly Contender[],
  dataset: LoadedDataset,
): readonly JudgePair[] {
  const judge = judgedBy(sides[0]!.facts);
  return [...groupBy(others, ({ facts }) => judgedBy(facts))].map(([other, own]) => {
    const models = sides.flatMap((side) => {
      const name = nameOf(side.facts);
      const twin = own.find(({ facts }) => nameOf(facts) === name);
      if (twin === undefined) return [];
      return { name: side.name, a: itemsIn(side, dataset), b: itemsIn(inputsOf(twin, dataset), dataset) };
    });
    return judgePair([judge, other], models, rulesOf(sides[0]!));
  });
}
