import type { JudgePair } from '../../../stats/agreement/types.ts';
import { figure } from '../../figure.ts';
import type { Markup } from '../../markup.ts';
import { scatter } from '../../scatter.ts';
import { rankAxis } from '../../scatter-axis.ts';

/** A model that both judges score, with its rank by each: from 1, the mean of ranks where models are tied. */
export interface PairRank {
  readonly name: string;
  readonly ranks: readonly [number, number];
}

/** More names than these would cover each other: then the order of the figure beside stands for them. */
const mostNames = 7;

/** Less than this is rounding, and a tie. */
const rounding = 1e-12;

/** Ranks by SAR, among the models that both judges have a SAR of. */
export function ranksOf({ models }: JudgePair): readonly PairRank[] {
  const both = models.filter(({ sar: [a, b] }) => a !== null && b !== null);
  const rank = (value: number, all: readonly number[]): number =>
    1 +
    all.filter((each) => each > value + rounding).length +
    (all.filter((each) => Math.abs(each - value) <= rounding).length - 1) / 2;
  const [first, second] = ([0, 1] as const).map((judge) => both.map(({ sar }) => sar[judge]!));
  return both.map(({ name }, at) => ({
    name,
    ranks: [rank(first![at]!, first!), rank(second![at]!, second!)],
  }));
}

/** Ranks of fewer models than these tell nothing. */
const fewestRanks = 3;

/** Null with fewer than three models. */
export const rankFigure = (
  { judges: [first, second], models }: JudgePair,
  ranks: readonly PairRank[],
): Markup | null =>
  ranks.length < fewestRanks
    ? null
    : figure({
        title: 'Ranks by two judges',
        caption: `Rank by SAR, 1 the best: across by ${first}, up by ${second}. On the dashed line both give the same rank.${
          ranks.length > mostNames ? ' Numbers are rows of the figure beside, from the top.' : ''
        }`,
        legend: [{ name: 'a model', color: 'var(--series-1)', shape: 'circle' }],
        draw: (width) => {
          const named = width > 450 && ranks.length <= mostNames;
          const place = (name: string): number => models.findIndex((model) => model.name === name) + 1;
          return scatter(
            {
              points: ranks.map(({ name, ranks: [x, y] }) => ({
                label: named ? name : String(place(name)),
                ...{ x, y, xInterval: null, yInterval: null },
                ...({ color: 'var(--series-1)', shape: 'circle', fill: 'full' } as const),
              })),
              x: rankAxis('rank by the first judge', ranks.length),
              y: rankAxis('rank by the second judge', ranks.length),
              lines: [
                {
                  through: [
                    [0, 0],
                    [ranks.length + 1, ranks.length + 1],
                  ],
                },
              ],
            },
            width,
          );
        },
      });
