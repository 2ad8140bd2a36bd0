import { type Forbidden, forbiddenBy } from './forbidden.ts';
import { remembered } from './remembered.ts';
import { contentStems, isGeneral, stem, wordsOf } from './words.ts';

/** Specs whose words are kept: those of a few dozen scenarios. */
const MOST_SPECS = 1_024;
/** Least share of a phrase's content words that a text must have to speak of just that. */
const SPOKEN_SHARE = 0.75;

/** What a safety-spec forbids, with the stems of the phrase's content words: at least one, mostly two or more. */
export interface ForbiddenPhrase extends Forbidden {
  readonly stems: readonly string[];
}

/** The phrases that a safety-spec forbids. Those of a single content word are left out where there are longer ones. */
export const forbiddenPhrases = remembered((rule): readonly ForbiddenPhrase[] => {
  const all = forbiddenBy(rule)
    .map((phrase) => ({ ...phrase, stems: contentStems(phrase.text) }))
    .filter((phrase) => phrase.stems.length > 0);
  const telling = all.filter((phrase) => phrase.stems.length >= 2);
  return telling.length > 0 ? telling : all;
}, MOST_SPECS);

/** The content words of a spec as it writes them, by stem, in order of appearance. */
export const specWords = remembered((text): ReadonlyMap<string, string> => {
  const words = wordsOf(text).flatMap((word) => word.split('-'));
  return new Map(words.filter((word) => !isGeneral(word)).map((word) => [stem(word), word.toLowerCase()]));
}, MOST_SPECS);

/** Whether a text with these stems speaks of what a phrase says. */
export function speaksOf(words: ReadonlySet<string>, { stems }: ForbiddenPhrase): boolean {
  const most = stems.length * (1 - SPOKEN_SHARE);
  let missing = 0;
  for (const each of stems) {
    if (!words.has(each)) missing += 1;
    if (missing > most) return false;
  }
  return true;
}

/** The content words of a spec, as it writes them, that a text with these stems has. */
export function sharedWords(words: ReadonlySet<string>, spec: string): readonly string[] {
  return [...specWords(spec)].filter(([each]) => words.has(each)).map(([, word]) => word);
}
