/** The words of a text in order, and which of them punctuation alone parts. */
export interface TextWords {
  readonly words: readonly string[];
  /** Each a range of `words`, end not included: two words or more that are one but for punctuation inside. */
  readonly broken: readonly (readonly [from: number, to: number])[];
}

/** Words, and the punctuation that stands between two of them alone. No group repeats, so a text of any length is read. */
const pieces = /[\p{L}\p{M}\p{N}]+|\p{S}|(?<=[\p{L}\p{M}\p{N}])\p{P}+(?=[\p{L}\p{M}\p{N}])/gu;
const punctuation = /^\p{P}/u;
const apostrophe = /^['‘’‛]$/;

/**
 * The words of a text after NFKC and lower-casing: runs of letters, marks and digits, and single symbols.
 *
 * An apostrophe (' ‘ ’ ‛) between two letters, marks or digits is dropped: `can't` is `cant`. Other punctuation
 * parts words, but where no white space or symbol stands with it, the words are named in `broken`: `well-known`, `w-2`.
 */
export function wordsOf(text: string): TextWords {
  const found = text.normalize('NFKC').toLowerCase().match(pieces) ?? [];
  const words: string[] = [];
  const broken: [number, number][] = [];
  let link: string | undefined;
  let from = 0;
  for (const piece of found) {
    if (punctuation.test(piece)) link = piece;
    else if (link === undefined) from = words.push(piece) - 1;
    else if (apostrophe.test(link)) {
      words[words.length - 1] += piece;
      link = undefined;
    } else {
      words.push(piece);
      link = undefined;
      const last = broken.at(-1);
      if (last?.[0] === from) last[1] = words.length;
      else broken.push([from, words.length]);
    }
  }
  return { words, broken };
}
