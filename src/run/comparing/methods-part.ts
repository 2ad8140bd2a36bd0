import { groupBy } from '../../core/group-by.ts';
import {
  type Bounds,
  type ComparedMeasure,
  type MeanEstimate,
  type ModelComparison,
  meanEstimate,
} from '../../stats/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { NamedInputs } from '../reporting/inputs.ts';
import { methodOf, optionsOf } from '../reporting/protocol.ts';
import { askedIn } from '../reporting/verdicts.ts';
import type { AskedItem } from '../scores.ts';

/** What a method changes of a score, item by item: its own less that of vanilla. */
export interface ScoreGain {
  readonly value: number | null;
  readonly interval: Bounds | null;
  /** After Holm's correction over all pairs that are compared. */
  readonly pHolm: number | null;
}

/** A method beside vanilla answers of the same subject to the same items. */
export interface MethodGain {
  /** Names of the two evaluations. */
  readonly name: string;
  readonly vanilla: string;
  readonly gains: Readonly<Record<ComparedMeasure, ScoreGain>>;
  /**
   * Tokens of an answer more than those of the vanilla answer, over the answers that state them on both sides, with an
   * interval by a bootstrap over items; null where there is none. Tokens are those of `Response.usage`.
   */
  readonly tokens: Readonly<Record<'input' | 'output', MeanEstimate | null>>;
}

/**
 * Each evaluation by another method beside the vanilla one of the same subject: of one with the same budget of tokens,
 * where there is one.
 */
export function gainsOf(
  sides: readonly NamedInputs[],
  comparison: ModelComparison | null,
  dataset: LoadedDataset,
): readonly MethodGain[] {
  if (comparison === null) return [];
  const bySubject = groupBy(sides, ({ facts }) => facts.models.subject ?? 'unknown');
  return sides.flatMap((side) => {
    const { facts, name } = side;
    const others = bySubject.get(facts.models.subject ?? 'unknown')!.filter(isVanilla);
    const vanilla = others.find((each) => budgetOf(each) === budgetOf(side)) ?? others[0];
    if (vanilla === undefined || isVanilla(side)) return [];
    const gain = (measure: ComparedMeasure): ScoreGain => gainIn(comparison, measure, name, vanilla.name);
    return [
      {
        name,
        vanilla: vanilla.name,
        gains: { sar: gain('sar'), safety: gain('safety'), behavioral: gain('behavioral') },
        tokens: tokensMore(side, vanilla, dataset),
      },
    ];
  });
}

const isVanilla = ({ facts }: NamedInputs): boolean => optionsOf(facts, 'respond').method === 'vanilla';

/** Most tokens that an answer might take; undefined where nothing was set. */
const budgetOf = ({ facts }: NamedInputs): unknown => optionsOf(facts, 'respond').tokens;

function gainIn(
  { differences }: ModelComparison,
  measure: ComparedMeasure,
  method: string,
  vanilla: string,
): ScoreGain {
  const found = differences.find(
    ({ measure: own, a, b }) =>
      own === measure && ((a === method && b === vanilla) || (a === vanilla && b === method)),
  );
  if (found === undefined) return { value: null, interval: null, pHolm: null };
  const { a, value, interval, pHolm } = found;
  if (a === method || value === null || interval === null) return { value, interval, pHolm };
  // Without the sum, no difference at all would become -0.
  return { value: 0 - value, interval: [0 - interval[1], 0 - interval[0]], pHolm };
}

function tokensMore(side: NamedInputs, vanilla: NamedInputs, dataset: LoadedDataset): MethodGain['tokens'] {
  const formOf = ({ item, form }: AskedItem): string => `${item.id} (${form.asked})`;
  const before = new Map(askedIn(vanilla, dataset).map((each) => [formOf(each), each.response?.usage]));
  const after = askedIn(side, dataset);
  const meanOf = (which: 'inputTokens' | 'outputTokens'): MeanEstimate | null => {
    const more = after.flatMap((each) => {
      const [one, other] = [each.response?.usage, before.get(formOf(each))];
      if (one == null || other == null) return [];
      return [{ scenario: each.item.scenario, item: each.item.id, value: one[which] - other[which] }];
    });
    return meanEstimate(more, side.summary.options);
  };
  return { input: meanOf('inputTokens'), output: meanOf('outputTokens') };
}

/** The label of an evaluation's method, and most tokens that an answer might take. */
export function methodFacts({ facts }: NamedInputs): {
  readonly method: string;
  readonly budget: number | null;
} {
  const { tokens } = optionsOf(facts, 'respond') as { readonly tokens?: number };
  return { method: methodOf(facts), budget: tokens ?? null };
}
