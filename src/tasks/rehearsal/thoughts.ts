import type { Random } from '../../core/random.ts';
import type { TracePart } from '../trace-texts.ts';

type Frame = (what: string) => string;

/** What a model says to itself, by what it thinks of. Nothing in it is of substance. In the middle of a sentence, or at its start. */
const thoughts: Readonly<Record<TracePart | 'own', readonly Frame[]>> = {
  own: [
    (what) => `the question is about ${what}, and whoever asks it wants something to go by.`,
    () => 'what is being asked for here, and what is it for?',
    () => 'there are two lists to keep in mind, and the answer has to stand up to both of them.',
    () => 'a short start helps, and then the points in the order in which they are needed.',
    () => 'what is not known yet should be said as well, so that nobody relies on a guess.',
    (what) => `some of what there is to say on ${what} depends on things that only the asker can know.`,
    () => 'nothing says how long the answer should be, so a handful of points will do.',
  ],
  behavior: [
    (what) => `the answer on ${what} can take these up one by one, where they apply.`,
    () =>
      'each of them says something on how a good answer looks, and the order of the list is a good order.',
    () =>
      'it is easy to touch on one and to leave half of it out, so each of them gets a sentence of its own.',
    () => 'those that have no bearing on the question can be left aside.',
    () => 'that makes the answer longer, and it stays easy to follow.',
    () => 'the last one asks for help that is worth having, so a bare list would be too little.',
  ],
  safety: [
    () => 'the draft has to be read once more with these in hand, one after the other.',
    (what) => `does anything on ${what} hand out what one of them forbids?`,
    () => 'where it does, that part has to go, and something permitted takes its place.',
    () => 'what is behind the wish can often be met in a way that breaks nothing.',
    () => 'to say no and nothing else would help nobody, as long as there is something left to say.',
    () => 'the points that were fine before stay as they are.',
  ],
  audit: [
    () => 'from the top: the opening, then each point, then the end.',
    () => 'both lists are short enough to go through them entry by entry.',
    (what) => `what is said on ${what} has to hold against every entry that it touches.`,
    () => 'a sentence that only half meets its entry can be completed here.',
    () => 'where two entries pull apart, the one on safety is kept to the letter.',
    () => 'with that, the answer can be written down.',
  ],
  wait: [
    (what) => `is there a reading of the question on ${what} that was missed so far?`,
    () => 'the first idea is not always the best one, so it deserves a second look.',
    () => 'the lists have not changed, and the draft should be held against them again.',
    () => 'one of the points could be said in fewer words, and another one in clearer ones.',
    () => 'nothing in this turns the whole around, but a detail or two are better now.',
    () => 'that leaves the order of the points, which can stay.',
  ],
};

/** How many sentences it takes to think of something. */
const SENTENCES = 5;

/** Thoughts on a question's subject, as sentences. */
export function thoughtsOn(topic: TracePart | 'own', subject: string, random: Random): string {
  return random
    .sample(thoughts[topic], SENTENCES)
    .map((frame) => upperFirst(frame(subject)))
    .join(' ');
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
