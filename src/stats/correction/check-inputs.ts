import { UsageError } from '../../core/errors.ts';
import { measures } from '../cell.ts';
import type { CorrectionModel, GivenScores } from './types.ts';

/**
 * Models sorted by name, items and labels by id, so that no result and no error depends on the order in which they came.
 *
 * @throws UsageError for a model, an item or a label that is given twice, a label of an item that is not there, a
 *   probability that is none, and scores outside 0 to 1.
 */
export function checkedModels(models: readonly CorrectionModel[]): readonly CorrectionModel[] {
  const sorted = models.toSorted((a, b) => compare(a.name, b.name));
  expectOnce(
    sorted.map(({ name }) => name),
    'model',
  );
  return sorted.map(checkedModel);
}

function checkedModel({ name, items, labels }: CorrectionModel): CorrectionModel {
  const ordered = {
    name,
    items: items.toSorted((a, b) => compare(a.item, b.item)),
    labels: labels.toSorted((a, b) => compare(a.item, b.item)),
  };
  expectOnce(
    ordered.items.map(({ item }) => item),
    `${name}: item`,
  );
  expectOnce(
    ordered.labels.map(({ item }) => item),
    `${name}: the label of item`,
  );
  const known = new Set(ordered.items.map(({ item }) => item));
  for (const { item, scores } of ordered.items) expectScores(scores, `${name}: item ${item}`);
  for (const { item, probability, scores } of ordered.labels) {
    if (!known.has(item))
      throw new UsageError(
        `${name}: item ${item} is labelled and not among the items; give all items that could be drawn`,
      );
    if (!(probability > 0 && probability <= 1))
      throw new UsageError(
        `${name}: item ${item} was drawn with a probability above 0 and up to 1, not ${probability}`,
      );
    expectScores(scores, `${name}: the label of item ${item}`);
  }
  return ordered;
}

/** Takes sorted names. */
function expectOnce(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => name === names[at + 1]);
  if (twice !== undefined) throw new UsageError(`${what} ${twice} is given twice; give each once`);
}

function expectScores(scores: GivenScores, where: string): void {
  for (const measure of measures) {
    const score = scores[measure];
    if (score !== null && !(score >= 0 && score <= 1))
      throw new UsageError(`${where}: \`${measure}\` must be a number from 0 to 1 or null, not ${score}`);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
