import type { Step } from '../../core/entity.ts';
import type { Pass, PassChunk, PassTexts } from '../client/wire.ts';
import type { ReportRow } from '../data.ts';
import { type Gathered, usageOf } from './entries.ts';

/**
 * The passes of the answers to some entries.
 *
 * @param withTexts of which evaluations the texts are kept, in their order
 */
export function passChunk(gathered: readonly Gathered[], withTexts: readonly boolean[]): PassChunk {
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const entries = gathered.map(({ rows }) =>
    rows.map((row, at) => (row === undefined ? [] : passesOf(row, withTexts[at] === true ? placeOf : null))),
  );
  return { texts: [...places.keys()], entries };
}

function passesOf(
  { steps, response }: ReportRow,
  placeOf: ((text: string) => number) | null,
): readonly Pass[] {
  const winner = winnerOf(steps, response);
  return steps.map((step): Pass => {
    const { name, usage, cut = false, reward } = step;
    return {
      name,
      usage: usageOf(usage),
      cut,
      ...(reward === undefined ? {} : { reward }),
      won: step === winner,
      texts: placeOf === null ? null : textsOf(step, response, placeOf),
    };
  });
}

/** What was not there takes no room. */
function textsOf(
  { inserted, reasoning, text }: Step,
  response: string | null,
  placeOf: (text: string) => number,
): PassTexts {
  return {
    ...(inserted === undefined ? {} : { inserted: placeOf(inserted) }),
    ...(reasoning === undefined ? {} : { reasoning: placeOf(reasoning) }),
    text: text === response ? 'answer' : placeOf(text),
  };
}

/**
 * The pass that was chosen for its reward: the one that the answer is taken from, of those with the highest reward. Undefined
 * where none has a reward.
 */
export function winnerOf(steps: readonly Step[], answer: string | null): Step | undefined {
  const rewards = steps.flatMap(({ reward }) => reward ?? []);
  const best = steps.filter(({ reward }) => reward === Math.max(...rewards));
  return best.find(({ text }) => text.trim() === answer?.trim()) ?? best[0];
}
