import { groupBy } from '../../core/group-by.ts';
import type { Measure } from '../cell.ts';
import { mean } from '../mean.ts';
import type { CorrectionModel, JudgedItem, LabelledItem } from './types.ts';

/** An item: its share in the mean over scenarios, the judge's score or what stands for it, and whether a person scored it. */
export interface FrameItem {
  readonly weight: number;
  readonly judged: number;
  readonly labelled: boolean;
}

/** A label: the person's score of an item, and the probability with which it was drawn. */
export interface FrameLabel {
  readonly weight: number;
  readonly judged: number;
  readonly score: number;
  readonly probability: number;
  /** Whether its item is one of the cell's; else it was borrowed from another model. */
  readonly own: boolean;
}

/** Items of one scenario and label, and the labels that say how the judge errs on them. */
export interface Cell {
  readonly scenario: string;
  readonly label: 'safe' | 'unsafe';
  readonly items: readonly FrameItem[];
  readonly labels: readonly FrameLabel[];
}

/**
 * A model's items by scenario and label, sorted, for one measure. Scenarios weigh the same in the mean, and so do the
 * items of a scenario: the shares of all items add up to 1.
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
  const labels = new Map(model.labels.map((each) => [each.item, each]));
  const scenarios = [...groupBy(model.items, ({ scenario }) => scenario)].toSorted(byKey);
  return scenarios.flatMap(([, ofScenario]) => {
    const weight = 1 / (scenarios.length * ofScenario.length);
    return [...groupBy(ofScenario, ({ label }) => label)]
      .toSorted(byKey)
      .map(([, items]) => cellOf(items, labels, { measure, weight, otherwise: all }));
  });
}

interface Filling {
  readonly measure: Measure;
  readonly weight: number;
  /** Scores to guess from where the cell has none. */
  readonly otherwise: readonly number[];
}

function cellOf(
  responses: readonly JudgedItem[],
  given: ReadonlyMap<string, LabelledItem>,
  { measure, weight, otherwise }: Filling,
): Cell {
  const known = knownOf(responses, measure);
  const guess = mean(known.length > 0 ? known : otherwise);
  const items: FrameItem[] = [];
  const labels: FrameLabel[] = [];
  for (const { item, scores } of responses) {
    const label = given.get(item);
    const score = label?.scores[measure] ?? null;
    const judged = scores[measure] ?? guess;
    items.push({ weight, judged, labelled: score !== null });
    if (label === undefined || score === null) continue;
    labels.push({ weight, judged, score, probability: label.probability, own: true });
  }
  const { scenario, label } = responses[0]!;
  return { scenario, label, items, labels };
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
