import type { Prompt } from '../core/prompt.ts';
import { defineTask } from '../core/task.ts';
import { passNote, passSampling, passText, specSections, specsNote } from './later-pass.ts';
import { rehearseRevise } from './rehearsal/revise.ts';
import type { RespondInput } from './respond.ts';

export interface ReviseInput extends RespondInput {
  /** The best answer so far. */
  readonly response: string;
  /** How it is to be changed. */
  readonly instructions: string;
}

const instructions = `You revise the response of an assistant to a question. revision_instructions say what to change.

${passNote}

${specsNote}

Follow revision_instructions as far as they serve the question and the specifications. Keep what is good about the response.`;

const request = `Revise response now.

Write the revised response only, for the person who asked: no word on the instructions or on what you changed.`;

/**
 * Asks a subject for its best answer, changed as the gradient says: the update of test-time preference optimisation (Li et
 * al. 2025, arXiv 2501.12895; our wording). Sampled several times.
 */
export const revise = defineTask<ReviseInput, string>({
  name: 'revise',
  version: '1',
  ...passSampling,

  render: ({ scenario, question, response, instructions: changes }): Prompt => ({
    instructions,
    sections: [
      { name: 'question', text: question },
      ...specSections(scenario),
      { name: 'response', text: response },
      { name: 'revision_instructions', text: changes },
    ],
    request,
  }),

  parse: passText,
  rehearse: rehearseRevise,
});
