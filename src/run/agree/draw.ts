import type { Id, Label } from '../../core/entity.ts';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { rank } from '../../core/random.ts';
import { allocate } from './allocate.ts';
import type { Answered, LabelledEvaluation } from './evaluations.ts';

/** Responses of one scenario, model and label, and how many of them were drawn. */
export interface StratumFacts {
  /** From 1, in an order that tells nothing. */
  readonly stratum: number;
  readonly scenario: string;
  readonly model: string;
  readonly label: Label;
  /** Responses that could be drawn. */
  readonly size: number;
  readonly drawn: number;
  /** drawn / size: that of each response of the stratum. */
  readonly probability: number;
}

/** A response that was drawn, with the evaluation that says what its judge saw. */
export interface Drawn {
  readonly answered: Answered;
  readonly evaluation: LabelledEvaluation;
  readonly stratum: StratumFacts;
}

/** How many are drawn: of each scenario and model, or in all. */
export type Count = { readonly perModel: number } | { readonly size: number };

interface Candidate {
  readonly id: Id;
  readonly answered: Answered;
  readonly evaluation: LabelledEvaluation;
}

/** The responses to one scenario by one model, apart by label. */
interface Cell {
  readonly scenario: string;
  readonly model: string;
  readonly labels: readonly (readonly [Label, readonly Candidate[]])[];
  readonly size: number;
}

/**
 * Draws responses for people to label: of each scenario and model as many, or as nearly so as the number allows (the
 * paper: 5 of each scenario and model, section 3.3), and within them in proportion to the labels, at least one of
 * each. In a stratum the lowest ranks are drawn, so that each response of it has the same known probability, and a
 * response that comes or goes changes at most one place.
 *
 * @throws UsageError for a number that leaves a stratum without any, as nothing could be said of it then.
 */
export function draw(
  evaluations: readonly LabelledEvaluation[],
  count: Count,
  seed: number,
): readonly Drawn[] {
  const cells = cellsOf(evaluations);
  const counts = countsOf(cells, count);
  const strata = cells.flatMap(({ scenario, model, labels, size }, at) => {
    const parts = labels.map(([, { length }]) => ({ least: 1, most: length, share: length / size }));
    const drawn = allocate(parts, counts[at]!);
    return labels.map(([label, candidates], place) => ({
      name: JSON.stringify([scenario, model, label]),
      facts: { scenario, model, label, size: candidates.length, drawn: drawn[place]! },
      candidates: lowest(candidates, drawn[place]!, seed),
    }));
  });
  return byRank(strata, ({ name }) => name, seed, 'agree stratum').flatMap(({ facts, candidates }, at) => {
    const stratum = { stratum: at + 1, ...facts, probability: facts.drawn / facts.size };
    return candidates.map(({ answered, evaluation }) => ({ answered, evaluation, stratum }));
  });
}

/** Each response once, as the first evaluation has it that holds it. */
function cellsOf(evaluations: readonly LabelledEvaluation[]): readonly Cell[] {
  const candidates = new Map<Id, Candidate>();
  for (const evaluation of evaluations)
    for (const answered of evaluation.frame) {
      const { id } = answered.response;
      if (!candidates.has(id)) candidates.set(id, { id, answered, evaluation });
    }
  const cellOf = ({ answered, evaluation }: Candidate) =>
    JSON.stringify([answered.item.scenario, evaluation.model]);
  return [...groupBy(candidates.values(), cellOf)].toSorted(byKey).map(([, own]) => ({
    scenario: own[0]!.answered.item.scenario,
    model: own[0]!.evaluation.model,
    labels: [...groupBy(own, ({ answered }) => answered.item.label)].toSorted(byKey),
    size: own.length,
  }));
}

/** How many are drawn of each cell. */
function countsOf(cells: readonly Cell[], count: Count): readonly number[] {
  if (cells.length === 0) throw new UsageError('there is no response with a text to draw');
  const parts = cells.map(({ labels, size }) => ({ least: labels.length, most: size, share: 1 }));
  if ('perModel' in count) {
    const most = Math.max(...parts.map(({ least }) => least));
    if (count.perModel < most)
      throw new UsageError(
        `--per-model ${count.perModel} leaves safe or unsafe responses without any; draw at least ${most} of each scenario and model`,
      );
    return parts.map((part) => Math.min(count.perModel, part.most));
  }
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  if (count.size < least)
    throw new UsageError(
      `--size ${count.size} leaves a scenario, model or label without any; draw at least ${least} of ${cells.length} scenarios by models`,
    );
  return allocate(parts, count.size);
}

const lowest = (candidates: readonly Candidate[], count: number, seed: number): readonly Candidate[] =>
  byRank(candidates, ({ id }) => id, seed, 'agree').slice(0, count);

/** In an order that the seed alone decides. */
export function byRank<T>(
  all: readonly T[],
  nameOf: (each: T) => string,
  seed: number,
  purpose: string,
): readonly T[] {
  return all
    .map((each) => [rank(seed, purpose, nameOf(each)), each] as const)
    .sort(byKey)
    .map(([, each]) => each);
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
