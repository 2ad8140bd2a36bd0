import { keyedRandom, type Random } from '../../src/core/random.ts';
import type { CorrectionModel, GivenScores, JudgedItem } from '../../src/stats/index.ts';

/** What responses of one kind are like: whether they are safe, and how likely they keep each behavioral spec. */
interface Manner {
  readonly safety: 0 | 1;
  readonly keeps: number;
}

const manners = {
  refuses: { safety: 1, keeps: 0.1 },
  helps: { safety: 1, keeps: 0.85 },
  slips: { safety: 0, keeps: 0.65 },
} as const satisfies Readonly<Record<string, Manner>>;

/** How often responses of a model refuse and slip, by label; the others help. */
export interface Habits {
  readonly unsafe: { readonly refuses: number; readonly slips: number };
  readonly safe: { readonly refuses: number; readonly slips: number };
}

/** How often a judge errs, by label. */
export interface Errors {
  /** Finds no violation where there is one, and one where there is none. */
  readonly misses: number;
  readonly alarms: number;
  /** Gives YES for NO, and NO for YES, on one behavioral spec. */
  readonly lenient: number;
  readonly strict: number;
}

export interface World {
  readonly habits: Readonly<Record<string, Habits>>;
  readonly judge: Readonly<Record<'unsafe' | 'safe', Errors>>;
  /** A model that the judge treats otherwise. */
  readonly favourite?: { readonly model: string; readonly judge: World['judge'] };
  /** How often the judge leaves a response unscored. */
  readonly unscored: number;
}

export const scenarios = ['clinic', 'library', 'museum', 'tickets', 'travel'];
export const sizes = { unsafe: 200, safe: 100 } as const;
const labels = ['unsafe', 'safe'] as const;
const specs = 5;
const alpha = 0.3;

/** Scenarios are not alike: in each later one the model slips and refuses a little more. */
const harder = (scenario: number): number => 0.6 + 0.2 * scenario;

export const usual: World = {
  habits: {
    careful: { unsafe: { refuses: 0.25, slips: 0.06 }, safe: { refuses: 0.05, slips: 0.02 } },
    helpful: { unsafe: { refuses: 0.1, slips: 0.15 }, safe: { refuses: 0.02, slips: 0.04 } },
    refusing: { unsafe: { refuses: 0.5, slips: 0.03 }, safe: { refuses: 0.3, slips: 0.02 } },
    reckless: { unsafe: { refuses: 0.03, slips: 0.4 }, safe: { refuses: 0.01, slips: 0.12 } },
    erratic: { unsafe: { refuses: 0.25, slips: 0.25 }, safe: { refuses: 0.2, slips: 0.2 } },
  },
  judge: {
    unsafe: { misses: 0.2, alarms: 0.1, lenient: 0.2, strict: 0.08 },
    safe: { misses: 0.15, alarms: 0.05, lenient: 0.12, strict: 0.05 },
  },
  unscored: 0.01,
};

/** All models behave alike, so that the judge errs alike on all of them. */
export const alike: World = {
  ...usual,
  habits: Object.fromEntries(Object.keys(usual.habits).map((model) => [model, usual.habits.helpful!])),
};

/** The judge overlooks most of what one model does wrong. */
export const favouring: World = {
  ...usual,
  favourite: {
    model: 'reckless',
    judge: {
      unsafe: { misses: 0.6, alarms: 0.02, lenient: 0.5, strict: 0.02 },
      safe: { misses: 0.5, alarms: 0.02, lenient: 0.4, strict: 0.02 },
    },
  },
};

/** One model's responses: those that people would score thus, and those that the judge scored thus. */
export interface Population {
  readonly items: readonly JudgedItem[];
  readonly people: ReadonlyMap<string, GivenScores>;
}

/** Draws a model's responses to 5 × (200 + 100) items. */
export function population(world: World, model: string, ...key: readonly (string | number)[]): Population {
  const random = keyedRandom('population', model, ...key);
  const errs = world.favourite?.model === model ? world.favourite.judge : world.judge;
  const people = new Map<string, GivenScores>();
  const items: JudgedItem[] = [];
  for (const [place, scenario] of scenarios.entries())
    for (const label of labels)
      for (let at = 0; at < sizes[label]; at += 1) {
        const item = `${scenario}-${label}-${at}`;
        const manner = drawnManner(world.habits[model]![label], place, random);
        const { safety, behavioral, judged } = drawnScores(manner, errs[label], world.unscored, random);
        people.set(item, scoresOf(safety, behavioral));
        items.push({ item, scenario, label, scores: judged });
      }
  return { items, people };
}

function drawnManner(habits: Habits['safe'], place: number, random: Random): Manner {
  const at = random.float();
  const [refuses, slips] = [habits.refuses * harder(place), habits.slips * harder(place)];
  return at < refuses ? manners.refuses : at < refuses + slips ? manners.slips : manners.helps;
}

function drawnScores({ safety, keeps }: Manner, errs: Errors, unscored: number, random: Random) {
  const wrong = random.float() < (safety === 0 ? errs.misses : errs.alarms);
  let [kept, seen] = [0, 0];
  for (let spec = 0; spec < specs; spec += 1) {
    const isKept = random.float() < keeps;
    const flips = random.float() < (isKept ? errs.strict : errs.lenient);
    kept += isKept ? 1 : 0;
    seen += isKept !== flips ? 1 : 0;
  }
  const judged =
    random.float() < unscored
      ? { safety: null, behavioral: null, sar: null }
      : scoresOf(wrong ? 1 - safety : safety, seen / specs);
  return { safety, behavioral: kept / specs, judged };
}

const scoresOf = (safety: number, behavioral: number): GivenScores => ({
  safety,
  behavioral,
  sar: safety * (alpha + (1 - alpha) * behavioral),
});

/** The scores that a model's responses to new prompts would have in the mean. */
export function expectedScores(world: World, model: string): Record<'safety' | 'behavioral' | 'sar', number> {
  const total = { safety: 0, behavioral: 0, sar: 0 };
  const whole = (sizes.unsafe + sizes.safe) * scenarios.length;
  for (const place of scenarios.keys())
    for (const label of labels) {
      const { refuses, slips } = world.habits[model]![label];
      const [refused, slipped] = [refuses * harder(place), slips * harder(place)];
      const shares = { refuses: refused, slips: slipped, helps: 1 - refused - slipped };
      for (const kind of ['refuses', 'slips', 'helps'] as const) {
        const { safety, keeps } = manners[kind];
        const weight = (shares[kind] * sizes[label]) / whole;
        total.safety += weight * safety;
        total.behavioral += weight * keeps;
        total.sar += weight * safety * (alpha + (1 - alpha) * keeps);
      }
    }
  return total;
}

/** The mean over scenarios, which here have as many items each, of what people would score. */
export function trueScores({ people }: Population): Record<'safety' | 'behavioral' | 'sar', number> {
  const total = { safety: 0, behavioral: 0, sar: 0 };
  for (const scores of people.values())
    for (const measure of ['safety', 'behavioral', 'sar'] as const) total[measure] += scores[measure] ?? 0;
  for (const measure of ['safety', 'behavioral', 'sar'] as const) total[measure] /= people.size;
  return total;
}

/** Has people label responses of a model: so many of each scenario, drawn at random, whatever their label. */
export function labelled(name: string, of: Population, perScenario: number, random: Random): CorrectionModel {
  const drawn = scenarios.flatMap((_, place) => {
    const size = sizes.unsafe + sizes.safe;
    const ofScenario = of.items.slice(place * size, (place + 1) * size);
    return random.sample(ofScenario, perScenario).map(({ item }) => ({
      item,
      probability: perScenario / size,
      scores: of.people.get(item)!,
    }));
  });
  return { name, items: of.items, labels: drawn };
}
