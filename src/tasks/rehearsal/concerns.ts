import { isGeneral, wordsOf } from './words.ts';

/** Words that end a noun phrase: function words and the verbs that descriptions are made of. */
const breaks =
  /(?<![\w-])(?:and|or|but|the|a|an|is|are|was|to|it|its|they|their|them|within|from|on|in|at|by|of|for|with|without|who|that|which|such as|does|do|not|may|can|will|must|should|users?|assistant|helps?|asks?|asked|about|suggests?|draws? up|compares?|recommends?|keeps?|plans?|gives?|answers?|explains?|writes?|advises?|offers?|supports?|guides?|books?|pays?|speaks?|have|has|many|very|little|some|any|all|other|every|each|as)(?![\w-])/gi;

/** Nouns for people: whom a plan is for, and not what it is made of. */
const people =
  /(?:travell?ers|couples|famil(?:y|ies)|guests|students|children|patients|people|adults|parents|teachers|beginners|readers|customers|clients|kids|teenagers|seniors|developers|researchers|learners|visitors|tourists|groups|individuals|members|carers|pupils)$/;

/** What a scenario's users are concerned with, as its description lists it. */
export interface Concerns {
  /** Plural noun phrases of one to three words: "airport transfers", "rental cars". */
  readonly matters: readonly string[];
  /** The same for people: "older guests". */
  readonly people: readonly string[];
}

/** Reads the noun phrases out of a description's lists. */
export function concernsIn(description: string): Concerns {
  const phrases = description
    .replace(/\([^)]*\)/g, ' ')
    .split(/[.,;:!?\n]+/)
    .flatMap((part) => part.split(breaks))
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter(isPlural)
    .map((phrase) => phrase.charAt(0).toLowerCase() + phrase.slice(1));
  const unique = [...new Set(phrases)];
  return {
    matters: unique.filter((phrase) => !people.test(phrase)),
    people: unique.filter((phrase) => people.test(phrase)),
  };
}

function isPlural(phrase: string): boolean {
  const words = wordsOf(phrase);
  return (
    words.length >= 1 && words.length <= 3 && /^[\w].{2,}[^sui]s$/.test(phrase) && !isGeneral(words.at(-1)!)
  );
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
