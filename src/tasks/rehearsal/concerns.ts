import { isGeneral, wordsOf } from './words.ts';

/** Words that end a noun phrase: function words and the verbs that descriptions are made of. */
const breaks =
  /\b(?:and|or|but|the|a|an|is|are|was|to|it|its|they|their|them|within|from|on|in|at|by|of|for|with|who|that|which|such as|does|do|not|may|can|will|must|should|users?|assistant|helps?|asks?|asked|about|suggests?|draws? up|compares?|recommends?|keeps?|plans?|gives?|answers?|explains?|writes?|have|has|many|very|little|some|any|all|other|every|each|as)\b/i;

/**
 * What a scenario's description says its users are concerned with: noun phrases of one to three
 * words ("airport transfers", "rental cars"), as they stand in its lists.
 */
export function concernsIn(description: string): readonly string[] {
  const phrases = description
    .replace(/\([^)]*\)/g, ' ')
    .split(/[.,;:!?\n]+/)
    .flatMap((part) => part.split(new RegExp(breaks.source, 'gi')))
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => {
      const words = wordsOf(part);
      return (
        words.length >= 1 &&
        words.length <= 3 &&
        part.length >= 4 &&
        /(?:s|ing|ce|ty|sm|el)$/.test(part) &&
        !isGeneral(words.at(-1)!)
      );
    });
  return [...new Set(phrases.map((phrase) => phrase.charAt(0).toLowerCase() + phrase.slice(1)))];
}

/** Capitalised names in running text ("to Madrid", "in Oslo"): places, products, people; days and months left out. */
export function namesIn(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:in|to|from|for|around|through|near) ((?:\p{Lu}[\p{L}’'-]+ ?){1,2})/gu)].map(
      (match) => match[1]!.trim(),
    ),
  );
  return [...new Set(found)].filter((name) => !wordsOf(name).some(isGeneral));
}
