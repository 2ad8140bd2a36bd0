import type { Bounds } from '../types.ts';
import { type Draw, upperEnd } from './betting.ts';
import type { Design } from './estimate.ts';
import type { Stratum } from './strata.ts';
import { sumOf } from './sum.ts';

/**
 * The interval of an estimate for bounded means: with few labels, or with labels that show too little disagreement
 * for a spread. It counts labels as drawn with replacement.
 *
 * @param stratum all items and labels as one: labels of one weight are the best use of their bounds
 */
export function boundedInterval(
  stratum: Stratum,
  { value, power }: { readonly value: number; readonly power: number },
  design: Design,
  confidence: number,
): Bounds {
  const error = (1 - confidence) / 2;
  const upper = upperOf(stratum, power, design, { from: value, error });
  const lower = 1 - upperOf(mirrored(stratum), power, design, { from: 1 - value, error });
  return [lower, upper];
}

function upperOf(
  stratum: Stratum,
  power: number,
  { target, pooled }: Design,
  how: { readonly from: number; readonly error: number },
): number {
  const most = Math.max(...stratum.labels.map(({ share }) => share));
  if (target === 'new prompts') {
    const heaviest = Math.max(...stratum.items.map(({ weight }) => weight));
    return upperEnd(drawsOfItems(stratum, power, pooled), () => most + power * heaviest, how);
  }
  const judged = power * sumOf(stratum.items.map((item) => item.weight * item.judged));
  const draws = stratum.labels.map((label) => ({
    value: label.share * (label.score + judged - power * label.judged),
    slope: label.share,
    times: 1,
  }));
  return upperEnd(draws, (mean) => most * (1 + judged - mean), how);
}

/**
 * For new prompts the items are a sample, too: each is a draw of the judge's score, and a labelled one of the rest with it.
 * All are taken from the mean in question, so that they are nearly alike.
 */
function drawsOfItems({ items, labels }: Stratum, power: number, pooled: boolean): readonly Draw[] {
  const unlabelled = items.filter(({ labelled }) => pooled || !labelled);
  const counted = new Map<string, Draw>();
  for (const { weight, judged } of unlabelled) {
    const key = `${weight} ${judged}`;
    const times = (counted.get(key)?.times ?? 0) + 1;
    counted.set(key, { value: weight * power * judged, slope: weight * power, times });
  }
  const drawn = labels.map(({ share, ofItem, score, judged }) => ({
    value: share * (score - power * judged) + ofItem * power * judged,
    slope: share * (1 - power) + ofItem * power,
    times: 1,
  }));
  return [...counted.values(), ...drawn];
}

/** The same with every score from the other end, so that lower ends are upper ones. */
const mirrored = ({ weight, items, labels }: Stratum): Stratum => ({
  weight,
  items: items.map((item) => ({ ...item, judged: 1 - item.judged })),
  labels: labels.map((label) => ({ ...label, score: 1 - label.score, judged: 1 - label.judged })),
});
