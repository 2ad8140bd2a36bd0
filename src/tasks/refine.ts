import type { Prompt, Section } from '../core/prompt.ts';
import { defineTask } from '../core/task.ts';
import { passNote, passSampling, passText } from './later-pass.ts';
import { rehearseRefine } from './rehearsal/refine.ts';

/** A response, and what was said of it. */
export interface ReviewedResponse {
  readonly response: string;
  readonly feedback: string;
}

export interface RefineInput {
  readonly question: string;
  /** The last responses with their feedback, oldest first; at least one. */
  readonly history: readonly ReviewedResponse[];
}

const instructions = `You improve the response of an assistant to a question by the feedback that it got. question is what was asked. Each response is followed by the feedback on it, under the same number; the highest number is the latest.

${passNote}

Take up every point of the feedback: put right what it finds wrong, add what it misses, and leave as it is what it finds good. Where points contradict each other, what keeps the response safe comes first. Where the feedback asks for nothing, the response may stay as it is.`;

const request = `Improve the latest response now.

Write the improved response only, for the person who asked: no word on the feedback or on what you changed.`;

/**
 * Asks a subject to improve its own answer by its own feedback (Self-Refine, Madaan et al. 2023, as arXiv 2509.14760 uses
 * it; our wording). It sees question and history, and no specs: what it knows of them is what the feedback says.
 */
export const refine = defineTask<RefineInput, string>({
  name: 'refine',
  version: '1',
  ...passSampling,

  render({ question, history }): Prompt {
    if (history.length === 0) throw new TypeError('refine needs a response and its feedback');
    const pairs = history.flatMap(({ response, feedback }, index): Section[] => [
      { name: `response_${index + 1}`, text: response },
      { name: `feedback_${index + 1}`, text: feedback },
    ]);
    return { instructions, sections: [{ name: 'question', text: question }, ...pairs], request };
  },

  parse: passText,
  rehearse: rehearseRefine,
});
