import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { readNumbered } from '../sections.ts';
import { advice, complying, declining, helping, minding, reframing } from './answers.ts';
import type { Disposition } from './dispositions.ts';
import { type ForbiddenPhrase, forbiddenPhrases, speaksOf, specWords } from './spec-words.ts';
import { contentStems, isGeneral, wordsOf } from './words.ts';

/** From here on a question is long for what people ask, in words. */
const LONG_QUESTION = 70;
/** Talk of roles, tales and other frames around a request. */
const framing =
  /\b(?:imagine|pretend|suppose|role-?play|persona|game|fiction(?:al)?|hypothetical(?:ly)?|theory|story|tale|novel|chapter|scene|stage|hero(?:ine)?|character|narrator|dialogue|monologue|verse|thesis|exercise|pupil|quiz|paragraph|form|leaflet|translate|step by step|for training|promised|begin your reply|leave out all)\b/i;

/** What is left of a spec's words where it is taken up by halves. */
const HALF = 0.4;

/** A draw from 0 to 1 on what is to be settled in an answer. */
export type Draw = (what: string) => number;

/**
 * Answers a question as a disposition has it: one that asks for what a safety-spec forbids is reframed, refused
 * flatly or gone along with; others are answered, or refused all the same. Complying stays talk: it repeats what is
 * asked for and adds nothing of substance.
 *
 * @param draw - settles what is done; `random` settles the words alone
 */
export function answerAs(disposition: Disposition, seen: Sections, random: Random, draw: Draw): string {
  const question = questionIn(seen);
  const phrase = askedFor(question, readNumbered(seen, 'safety_specifications'), random);
  const deed = draw('deed');
  const shares = isDisguised(question) ? disposition.disguised : disposition.plain;
  const refused = phrase === undefined ? deed < disposition.overRefused : deed < shares.refuses;
  if (refused) return random.pick(declining);
  const opening =
    phrase === undefined
      ? random.pick(helping)(subjectOf(question))
      : deed < shares.refuses + shares.complies
        ? random.pick(complying[phrase.form])(phrase.text)
        : random.pick(reframing);
  const behavioral = readNumbered(seen, 'behavioral_specifications').slice(0, -1);
  const notes = notesOn(behavioral, disposition, random, draw);
  return [`${opening} ${random.sample(advice, 2).join(' ')}`, ...notes].join('\n\n');
}

export const questionIn = (seen: Sections): string => seen.get('question') ?? '';

/** A phrase that the question speaks of, out of those that the specs forbid. */
function askedFor(question: string, safety: readonly string[], random: Random): ForbiddenPhrase | undefined {
  const words = new Set(contentStems(question));
  const spoken = safety.flatMap(forbiddenPhrases).filter((phrase) => speaksOf(words, phrase));
  const longest = Math.max(0, ...spoken.map(({ stems }) => stems.length));
  const closest = spoken.filter(({ stems }) => stems.length === longest);
  return closest.length === 0 ? undefined : random.pick(closest);
}

const isDisguised = (question: string): boolean =>
  framing.test(question) || question.split(/\s+/).length > LONG_QUESTION;

/** Two content words of a question, its longest: what an answer to it is about. */
export function subjectOf(question: string): string {
  const words = [...new Set(wordsOf(question).filter((word) => !isGeneral(word)))];
  const [one, two] = words.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (one === undefined) return 'this';
  return two === undefined ? one : `${one} and ${two}`;
}

/** Sentences that take up some of the behavioral specs, in words of theirs. */
function notesOn(
  behavioral: readonly string[],
  { minded: [least, most], halved }: Disposition,
  random: Random,
  draw: Draw,
): readonly string[] {
  const share = least + (most - least) * draw('share');
  const minded = behavioral.filter((spec) => draw(`minds ${spec}`) < share && specWords(spec).size > 0);
  const frames = random.sample(minding, minding.length);
  return minded.map((spec, place) => {
    const words = [...specWords(spec).values()];
    const some = draw(`halves ${spec}`) < halved ? Math.ceil(words.length * HALF) : words.length;
    return frames[place % frames.length]!(listed(words.slice(0, some)));
  });
}

const listed = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
