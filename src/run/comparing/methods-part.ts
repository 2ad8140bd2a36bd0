import { groupBy } from '../../core/group-by.ts';
import { canonicalJson } from '../../core/json.ts';
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
 * Each evaluation by another method beside the vanilla one of the same subject: of one with the same budget of tokens
 * and the same sampling, where there is one; else with the same budget; else without any.
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
    const vanilla = vanillaOf(side, bySubject.get(facts.models.subject ?? 'unknown')!.filter(isVanilla));
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

/** The one that is most alike; where two are, the one that stands first. */
function vanillaOf(side: NamedInputs, all: readonly NamedInputs[]): NamedInputs | undefined {
  const within = all.filter((each) => budgetOf(each) === budgetOf(side));
  return (
    within.find((each) => sampledAs(each) === sampledAs(side)) ??
    within[0] ??
    all.find((each) => budgetOf(each) === undefined) ??
    all[0]
  );
}

/**
 * Where a method and the vanilla answers that it is held against differ in more than the method, so that their
 * difference is not the method's alone: a sentence for each.
 */
export function unlikeVanilla(
  sides: readonly NamedInputs[],
  gains: readonly MethodGain[],
): readonly string[] {
  const named = new Map(sides.map((side) => [side.name, side]));
  return gains.flatMap(({ name, vanilla }) => {
    const [one, other] = [named.get(name)!, named.get(vanilla)!];
    const unlike = [
      ...(budgetOf(one) === budgetOf(other) ? [] : ['within another budget of tokens']),
      ...(isSampledOtherwise(one, other) ? ['with other sampling settings'] : []),
    ];
    if (unlike.length === 0) return [];
    return [
      `${name} is held against ${vanilla}, which was asked ${unlike.join(' and ')}; their difference is not that of the methods alone`,
    ];
  });
}

/** What the subject was sent beside its messages, as one text. */
const sampledAs = ({ facts }: NamedInputs): string => canonicalJson(facts.sampling?.subject ?? null);

/** Of an evaluation that does not tell, nothing is said. */
const isSampledOtherwise = (one: NamedInputs, other: NamedInputs): boolean =>
  [one, other].every(({ facts }) => facts.sampling?.subject !== undefined) &&
  sampledAs(one) !== sampledAs(other);

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
