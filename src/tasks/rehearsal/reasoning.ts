import type { Sections } from '../../core/prompt.ts';
import { keyedRandom, type Random } from '../../core/random.ts';
import { rehearsedThinking } from '../../core/rehearsal-models.ts';
import type { LaterTurns } from '../../core/task.ts';
import { partsOfTrace, type TracePart, waitText } from '../trace-texts.ts';
import { answerAs, type Draw, questionIn, subjectOf } from './answering.ts';
import { deliberated } from './deliberated.ts';
import { dispositionFor } from './dispositions.ts';
import { lowerFirst } from './grammar.ts';
import { thoughtsOn } from './thoughts.ts';

const { open, close } = rehearsedThinking;

/** How often one sample of an answer goes another way than its question has most of them go. */
const LUCK = 0.12;
/** From here on a block of reasoning is as long as thoughts of its own are, in characters. */
const WHOLE_THOUGHT = 350;

/**
 * Thinks in a block, and answers. A turn that has begun is gone on with where it stands: in the middle of a thought,
 * behind the block, or in the answer. What was put before it, in the trace or in turns of its own, changes what it does.
 */
export function rehearseReasoning(seen: Sections, random: Random, turns: LaterTurns): string {
  const question = questionIn(seen);
  const parts = partsBefore(turns);
  const { thought, inBlock, behind } = placeIn(turns.partial);
  const disposition = deliberated(dispositionFor('reasoning', random), parts, thought);
  const answer = answerAs(disposition, seen, random, drawsOn(question, random));
  if (!inBlock) return restOf(answer, behind);
  const thoughts = thoughtsOn(parts.at(-1) ?? 'own', subjectOf(question), random);
  const begun = turns.partial === undefined ? `${open}${thoughts}` : onwards(turns.partial, thoughts);
  return `${begun}\n${close}\n\n${answer}`;
}

/** What was put before the model so far: behind the question, in later turns of the user's, and in its own. */
export const partsBefore = ({ request, said, partial = '' }: LaterTurns): readonly TracePart[] => {
  const asked = said.filter(({ role }) => role === 'user').map(({ content }) => content);
  return [request, ...asked, partial].flatMap(partsOfTrace);
};

/**
 * What is settled alike in most samples of an answer to one question, whatever way it is come by: so two ways of asking
 * differ by what they do to the chances, and hardly by luck.
 */
const drawsOn =
  (question: string, random: Random): Draw =>
  (what) =>
    random.float() < LUCK ? random.float() : keyedRandom('rehearsal', 'reasoning', question, what).float();

/** Where a turn stands: in its block of reasoning or behind it, and how much has been thought by then. */
interface Place {
  readonly inBlock: boolean;
  /** What stands behind the block. */
  readonly behind: string;
  /** From 0 to 1. In its block, a model thinks as much as it would by itself. */
  readonly thought: number;
}

function placeIn(partial: string | undefined): Place {
  if (partial === undefined) return { inBlock: true, behind: '', thought: 1 };
  const start = partial.trimStart();
  if (!start.startsWith(open.trim())) return { inBlock: false, behind: partial, thought: 0 };
  const end = start.indexOf(close);
  if (end < 0) return { inBlock: true, behind: '', thought: 1 };
  const block = start.slice(open.trim().length, end).trim();
  const thought = Math.min(1, block.length / WHOLE_THOUGHT);
  return { inBlock: false, behind: start.slice(end + close.length), thought };
}

/** What is left to say of an answer where it has begun: the paragraphs behind those that are there. */
function restOf(answer: string, begun: string): string {
  if (begun === '') return `\n\n${answer}`;
  if (begun.trim() === '') return answer;
  const there = begun.trim().split('\n\n').length;
  return [onwards(begun, 'And so forth.'), ...answer.split('\n\n').slice(there)].join('\n\n');
}

/** A text that follows on what has been said: in the middle of a sentence, where that stands in one. */
function onwards(before: string, text: string): string {
  if (/\s$/.test(before)) return text;
  if (before.endsWith(waitText)) return `, ${lowerFirst(text)}`;
  return /[\p{L}\p{N},;]$/u.test(before) ? ` ${lowerFirst(text)}` : ` ${text}`;
}
