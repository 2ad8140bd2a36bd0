import { canonicalJson } from '../../core/json.ts';
import { stages } from '../../stages/index.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';
import { judgesIn, judgesInWords } from '../judges-of.ts';
import { optionsOf } from '../reporting/protocol.ts';
import { askWhatOf } from '../scores.ts';

/** Options of judging that say who judges, and not how. */
const who = ['panel'];

/**
 * What keeps two evaluations from being compared, in words: "digest of the dataset: aaaa and bbbb". Who judged is no
 * part of it.
 */
export function differencesOf(one: EvaluationFacts, other: EvaluationFacts): readonly string[] {
  const [a, b] = [termsOf(one), termsOf(other)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name}: ${a.get(name) ?? 'not said'} and ${b.get(name) ?? 'not said'}`);
}

/** Who judged, as one text. */
export const judgedBy = (facts: EvaluationFacts): string => judgesInWords(judgesIn(facts));

/** A text that evaluations have in common that differ in nothing but their subject: who judged is a part of it. */
export const manner = (facts: EvaluationFacts): string =>
  canonicalJson([judgedBy(facts), ...[...termsOf(facts)].toSorted()]);

/** All that has to be the same, by what it is called. */
function termsOf(facts: EvaluationFacts): ReadonlyMap<string, string> {
  const ask = askWhatOf(facts.stages);
  return new Map([
    ['digest of the dataset', facts.dataset.digest.slice(0, 12)],
    ['scenarios', facts.scenarios.toSorted().join(', ')],
    // With `both`, the prompts of attacked items stand in a split of their own.
    ['what the subject is asked', ask === 'both' ? 'variant' : ask],
    ...optionTerms(facts, 'judge', who),
    ...optionTerms(facts, 'score', []),
  ]);
}

/** Options with their defaults: one that a version did not have yet was what is the default now. */
function optionTerms(
  facts: EvaluationFacts,
  stage: 'judge' | 'score',
  besides: readonly string[],
): readonly (readonly [string, string])[] {
  const used = optionsOf(facts, stage);
  const whole = stages.get(stage)?.options.safeParse(used);
  return Object.entries(whole?.success === true ? (whole.data as object) : used)
    .filter(([name]) => !besides.includes(name))
    .map(([name, value]) => [`\`${name}\` of ${stage}`, canonicalJson(value)] as const);
}
