import type { Cell } from './frame.ts';

/**
 * A model's cells with the labels of all models in place of its own: as if the judge erred alike on all of them, within
 * scenario and label.
 *
 * @param own the cells of the model
 * @param all those of all models, the model among them
 */
export function borrowed(own: readonly Cell[], all: readonly (readonly Cell[])[]): readonly Cell[] {
  const cells = all.flat();
  return own.map((cell) => ({
    ...cell,
    labels: cells
      .filter(({ scenario, label }) => scenario === cell.scenario && label === cell.label)
      .flatMap(({ labels }) => labels.map((each) => ({ ...each, own: false }))),
  }));
}
