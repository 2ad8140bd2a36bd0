import { groupBy } from '../../core/group-by.ts';
import type { Measure } from '../cell.ts';
import { mean } from '../mean.ts';
import type { CorrectionModel, JudgedItem } from './types.ts';

/** An item: its share in the mean over scenarios, and the judge's score or what stands for it. */
export interface FrameItem {
  readonly weight: number;
  readonly judged: number;
}

/** A labelled item, with the person's score and the probability with which it was drawn. */
export interface FrameLabel extends FrameItem {
  readonly score: number;
  readonly probability: number;
}

/** Items of one scenario and label, or of several that were merged, with the labels drawn from them. */
export interface Cell {
  /** The scenarios in it. */
  readonly scenarios: readonly string[];
  readonly items: readonly FrameItem[];
  readonly labels: readonly FrameLabel[];
}

/**
 * A model's items by scenario and label, for one measure. Scenarios weigh the same in the mean, and so do the items of
 * a scenario: the shares of all items add up to 1.
 *
 * An item that the judge left unscored stands with the judge's mean over its scenario and label (over all, where nothing
 * is scored there). That is a guess and may be a bad one: the labels correct guesses like scores. A label that the
 * person left unscored is left out.
 *
 * @param model checked
 * @returns null where the judge scored nothing
 */
export function frameOf(model: CorrectionModel, measure: Measure): readonly Cell[] | null {
  const all = knownOf(model.items, measure);
  if (all.length === 0) return null;
  const scenarios = [...groupBy(model.items, ({ scenario }) => scenario)].toSorted(byKey);
  const labels = new Map(model.labels.map((each) => [each.item, each]));
  return scenarios.flatMap(([scenario, ofScenario]) => {
    const weight = 1 / (scenarios.length * ofScenario.length);
    return [...groupBy(ofScenario, ({ label }) => label)].toSorted(byKey).map(([, ofLabel]) => {
      const known = knownOf(ofLabel, measure);
      const guess = mean(known.length > 0 ? known : all);
      const items = ofLabel.map(({ scores }) => ({ weight, judged: scores[measure] ?? guess }));
      const drawn = ofLabel.flatMap(({ item }, at): readonly FrameLabel[] => {
        const label = labels.get(item);
        const score = label?.scores[measure] ?? null;
        return label === undefined || score === null
          ? []
          : [{ ...items[at]!, score, probability: label.probability }];
      });
      return { scenarios: [scenario], items, labels: drawn };
    });
  });
}

/** The mean over scenarios of the judge's scores: over scored items, like the headline of a summary. Null where there is none. */
export function judgeMean(items: readonly JudgedItem[], measure: Measure): number | null {
  const means = [...groupBy(items, ({ scenario }) => scenario).values()]
    .map((ofScenario) => knownOf(ofScenario, measure))
    .filter(({ length }) => length > 0)
    .map(mean);
  return means.length === 0 ? null : mean(means);
}

const knownOf = (items: readonly JudgedItem[], measure: Measure): readonly number[] =>
  items.map(({ scores }) => scores[measure]).filter((score) => score !== null);

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
