import type { Id } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import { type LabelledResponse, peopleScores } from '../../stats/agreement/index.ts';
import { correctedScores } from '../../stats/correction/index.ts';
import type { CorrectionModel, CorrectionOptions } from '../../stats/correction/types.ts';
import { type CorrectedScores, type ScoreOptions, scoreItem, type VerdictLists } from '../../stats/index.ts';
import type { SampleDesign } from './design.ts';
import type { Judged } from './judged.ts';

/**
 * The scores of the models of one judge, corrected by labels. Where several people labelled a response, the mean of
 * their scores counts.
 *
 * Where not all that was drawn is labelled, what is labelled is taken for a random part of its stratum, as it is
 * where people go through their lines from first to last; a remark says so.
 */
export function correct(
  judged: Judged,
  labelled: readonly LabelledResponse[],
  design: SampleDesign,
  options: Partial<CorrectionOptions>,
): readonly CorrectedScores[] {
  const people = new Map(labelled.map(({ id, people }) => [id, people.map(({ verdicts }) => verdicts)]));
  const probabilities = probabilitiesIn(design, new Set(people.keys()));
  const models = judged.evaluations.map(({ model, responses }): CorrectionModel => {
    const items = responses.map(({ answered: { item, response }, verdicts }) => ({
      item: response.id,
      scenario: item.scenario,
      label: item.label,
      scores: scoresOf(verdicts, judged.scoring),
    }));
    const labels = items.flatMap(({ item }) => {
      const said = people.get(item);
      if (said === undefined) return [];
      const scores = peopleScores(said, judged.scoring);
      return [{ item, probability: probabilities.get(item)!, scores }];
    });
    return { name: model, items, labels };
  });
  return correctedScores({ judge: judged.judge, models, options }).map((each) => ({
    ...each,
    remarks: [...each.remarks, ...openRemark(each, design, people)],
  }));
}

function scoresOf(verdicts: VerdictLists, scoring: ScoreOptions) {
  const { safety, behavioral, sar } = scoreItem(verdicts, scoring);
  return { safety, behavioral, sar };
}

/** With which each labelled response was drawn and labelled: all of its stratum alike. */
function probabilitiesIn(
  { strata, responses }: SampleDesign,
  labelled: ReadonlySet<Id>,
): ReadonlyMap<Id, number> {
  const done = groupBy(
    responses.filter(({ id }) => labelled.has(id)),
    ({ stratum }) => stratum,
  );
  const sizes = new Map(strata.map(({ stratum, size }) => [stratum, size]));
  return new Map(
    [...done].flatMap(([stratum, own]) =>
      own.map(({ id }) => [id, own.length / sizes.get(stratum)!] as const),
    ),
  );
}

function openRemark(
  { models, pooled }: CorrectedScores,
  { strata, responses }: SampleDesign,
  labelled: ReadonlyMap<Id, unknown>,
): readonly string[] {
  const own = new Set(
    strata.filter(({ model }) => pooled || models.includes(model)).map(({ stratum }) => stratum),
  );
  const drawn = responses.filter(({ stratum }) => own.has(stratum));
  const open = drawn.filter(({ id }) => !labelled.has(id)).length;
  if (open === 0) return [];
  return [
    `${open} of ${drawn.length} responses that were drawn are not labelled yet; the others are taken for a random part of them`,
  ];
}
