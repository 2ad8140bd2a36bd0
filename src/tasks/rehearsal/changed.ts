import type { Random } from '../../core/random.ts';
import { advice, minding, reframing } from './answers.ts';
import type { Point } from './points.ts';
import { contentStems } from './words.ts';

/** What share of the points is taken up at a time. */
const TAKEN_UP = 0.35;
/** How often a paragraph behind the first is lost when a response is written anew. */
const LOST = 0.1;
/** Least share of a point's words in a sentence that is left out for it. */
const MEANT_SHARE = 0.5;

/** A response with some of the points taken up: what a model writes that was told what to change. */
export function changed(response: string, points: readonly Point[], random: Random): string {
  const taken = points.filter(() => random.float() < TAKEN_UP);
  if (taken.some(({ kind }) => kind === 'help'))
    return `${random.pick(reframing)} ${random.sample(advice, 4).join(' ')}`;
  const left = taken
    .flatMap((point) => (point.kind === 'leave-out' ? [contentStems(point.words.join(' '))] : []))
    .reduce(without, response);
  const [first = '', ...rest] = left.split(/\n{2,}/);
  const opening = left === response ? first : `${random.pick(reframing)} ${first}`;
  const kept = rest.filter(() => random.float() >= LOST);
  const notes = taken.flatMap((point) =>
    point.kind === 'take-up' ? [random.pick(minding)(enumerated(point.words))] : [],
  );
  return [opening, ...kept, ...notes]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A text without the sentences that speak of these stems; its paragraphs stay apart. */
function without(text: string, stems: readonly string[]): string {
  const speaks = (sentence: string): boolean => {
    const words = new Set(contentStems(sentence));
    return stems.length > 0 && stems.filter((each) => words.has(each)).length >= MEANT_SHARE * stems.length;
  };
  return text
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .split(/(?<=[.!?])\s+/)
        .filter((sentence) => !speaks(sentence))
        .join(' '),
    )
    .join('\n\n');
}

const enumerated = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
