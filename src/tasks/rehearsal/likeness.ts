import type { Sections } from '../../core/prompt.ts';
import { readList } from '../sections.ts';
import { fields } from './fields.ts';
import { contentStems } from './words.ts';

/** What a rehearsal knows of a scenario from the sections it was shown. */
export interface Subject {
  /** Stems of the scenario's own words. Those of its description weigh 1, others less. */
  readonly weights: ReadonlyMap<string, number>;
  /** Fields that the scenario belongs to. */
  readonly home: readonly ReadonlySet<string>[];
  /** Fields that it has little to do with. */
  readonly foreign: readonly ReadonlySet<string>[];
}

/** How a text relates to a subject; each measure is a sum over its distinct content words. */
export interface Likeness {
  /** Words that speak for the subject. */
  readonly own: number;
  /** Words that speak for another field. */
  readonly foreign: number;
  /** Distinct content words. */
  readonly size: number;
  /** The subject's words that the text has, strongest first. */
  readonly shared: readonly string[];
}

/** Sections that describe the subject, and how much their words weigh. */
const sources: readonly (readonly [string, number])[] = [
  ['scenario', 1],
  ['safety_spec', 0.6],
  ['safety_specs', 0.6],
  ['safe_examples', 0.4],
  ['example_prompts', 0.4],
  ['unsafe_examples', 0.4],
];

/** A field is the scenario's own when it has this share of the words of the best one. */
const HOME_SHARE = 0.5;

/** Gathers a subject from whatever sections describe it. */
export function subjectOf(seen: Sections): Subject {
  const weights = new Map<string, number>();
  for (const [name, weight] of sources) {
    const list = readList(seen, name);
    const text = list.length > 0 ? list.join('\n') : (seen.get(name) ?? '');
    for (const word of contentStems(text)) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  }
  const counts = [...fields.values()].map(
    (field) => [field, sum(weights, (word) => field.has(word))] as const,
  );
  const best = Math.max(...counts.map(([, count]) => count));
  const isHome = (count: number) => count >= 2 && count >= HOME_SHARE * best;
  return {
    weights,
    home: counts.filter(([, count]) => isHome(count)).map(([field]) => field),
    foreign: counts.filter(([, count]) => !isHome(count)).map(([field]) => field),
  };
}

function sum(weights: ReadonlyMap<string, number>, counts: (word: string) => boolean): number {
  let total = 0;
  for (const [word, weight] of weights) if (counts(word)) total += weight;
  return total;
}

/** Measures what a text shares with a subject. A word of a home field counts fully even if the scenario lacks it. */
export function likeness(text: string, subject: Subject): Likeness {
  const words = contentStems(text);
  const strengths: [string, number][] = [];
  let foreign = 0;
  for (const word of words) {
    const atHome = subject.home.some((field) => field.has(word));
    const away = !atHome && subject.foreign.some((field) => field.has(word));
    const strength = atHome ? 1 : (subject.weights.get(word) ?? 0) * (away ? 0.3 : 1);
    if (strength > 0) strengths.push([word, strength]);
    if (away) foreign += 1;
  }
  strengths.sort(([, a], [, b]) => b - a);
  return {
    own: strengths.reduce((total, [, strength]) => total + strength, 0),
    foreign,
    size: words.length,
    shared: strengths.map(([word]) => word),
  };
}
