import { measures } from '../cell.ts';
import { checkedModels } from './check-inputs.ts';
import { type Cell, frameOf, judgeMean } from './frame.ts';
import { correctionOptions } from './options.ts';
import { borrowed } from './pooled.ts';
import { remarksOn } from './remarks.ts';
import { correctedScore } from './score.ts';
import type { CorrectedScores, CorrectionInputs, CorrectionModel } from './types.ts';

/**
 * Scores by a judge, corrected by people's labels of a probability sample of the responses: prediction-powered
 * estimates with their intervals, model by model, sorted by name. A model without labels is left out, unless labels
 * are pooled.
 *
 * @throws UsageError for options out of range and inputs that do not fit together.
 */
export function correctedScores({ judge, models, options }: CorrectionInputs): readonly CorrectedScores[] {
  const rules = correctionOptions(options);
  const checked = checkedModels(models);
  const labelsOf = (model: CorrectionModel): number =>
    (rules.pooled ? checked : [model]).reduce((sum, each) => sum + each.labels.length, 0);
  const frames = measures.map((measure) => ({
    measure,
    cells: checked.map((model) => frameOf(model, measure)),
  }));
  return checked.flatMap((model, at) => {
    if (labelsOf(model) === 0) return [];
    const scores = frames.flatMap(({ measure, cells }) => {
      const judge = judgeMean(model.items, measure);
      const own = cells[at]!;
      if (own === null || judge === null) return [];
      const all: readonly Cell[] = rules.pooled
        ? borrowed(
            own,
            cells.filter((each) => each !== null),
          )
        : own;
      if (all.every(({ labels }) => labels.length === 0)) return [];
      return [correctedScore(all, { measure, judge }, rules)];
    });
    return [
      {
        models: [model.name],
        judge,
        labels: labelsOf(model),
        items: model.items.length,
        target: rules.target,
        pooled: rules.pooled,
        scores,
        remarks: remarksOn(model, rules.pooled ? checked : [model], scores, rules),
      },
    ];
  });
}
