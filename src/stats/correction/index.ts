import { type Measure, measures } from '../cell.ts';
import { zOf } from '../normal.ts';
import type { Bounds } from '../types.ts';
import { checkedModels } from './check-inputs.ts';
import { bestPower, type Design, type Estimated, estimate } from './estimate.ts';
import { type Cell, frameOf, judgeMean } from './frame.ts';
import { correctionOptions } from './options.ts';
import { type Stratum, strataOf } from './strata.ts';
import type { CorrectedScore, CorrectedScores, CorrectionInputs, CorrectionModel } from './types.ts';

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
  const labels = (of: readonly CorrectionModel[]): number =>
    of.reduce((sum, each) => sum + each.labels.length, 0);
  return checked
    .filter((model) => labels(rules.pooled ? checked : [model]) > 0)
    .map((model) => ({
      models: [model.name],
      judge,
      labels: labels(rules.pooled ? checked : [model]),
      items: model.items.length,
      target: rules.target,
      pooled: rules.pooled,
      scores: measures.flatMap((measure) => correctedScore(model, measure, rules)),
      remarks: [],
    }));
}

function correctedScore(
  model: CorrectionModel,
  measure: Measure,
  rules: Design & { readonly confidence: number },
): readonly CorrectedScore[] {
  const cells: readonly Cell[] | null = frameOf(model, measure);
  const judge = judgeMean(model.items, measure);
  if (cells === null || judge === null || cells.every(({ labels }) => labels.length === 0)) return [];
  const strata: readonly Stratum[] = strataOf(cells, rules);
  const power = bestPower(strata);
  const [labels, both] = [estimate(strata, 0, rules), estimate(strata, power, rules)];
  return [
    {
      measure,
      judge,
      labels: { value: labels.value, interval: intervalOf(labels, rules.confidence) },
      value: both.value,
      interval: intervalOf(both, rules.confidence),
      power,
      method: 'ppi',
    },
  ];
}

function intervalOf({ value, variance }: Estimated, confidence: number): Bounds {
  const half = zOf(confidence) * Math.sqrt(variance);
  return [Math.max(0, value - half), Math.min(1, value + half)];
}
