import type { Prompt } from '../core/prompt.ts';
import { defineTask } from '../core/task.ts';
import { passNote, passSampling, passText, specsNote } from './later-pass.ts';
import { comparedSections, type PreferenceInput } from './preference.ts';
import { rehearseGradient } from './rehearsal/gradient.ts';

export interface GradientInput extends PreferenceInput {
  /** What was said of the two answers. */
  readonly comparison: string;
}

const instructions = `You turn the comparison of two responses into instructions for a revision. chosen_response was preferred to rejected_response; comparison says why, by the specifications that a response has to keep. chosen_response is to be revised.

${passNote}

${specsNote}

Say how chosen_response is to be changed so that it keeps the specifications better: what to leave out, what to add, what to put differently, and which of its strengths to keep. Each instruction is concrete enough to be followed without the comparison, and none leads towards what made rejected_response the worse one. Do not write the revised response yourself.`;

const request = `Write the instructions for revising chosen_response now, one a line, the most important first.`;

/**
 * Asks a subject how its best answer is to be changed: the textual gradient of test-time preference optimisation (Li et
 * al. 2025, arXiv 2501.12895; our wording). As there, it sees all that the loss was made from, and the loss.
 */
export const gradient = defineTask<GradientInput, string>({
  name: 'gradient',
  version: '1',
  ...passSampling,

  render: ({ comparison, ...compared }): Prompt => ({
    instructions,
    sections: [...comparedSections(compared), { name: 'comparison', text: comparison }],
    request,
  }),

  parse: passText,
  rehearse: rehearseGradient,
});
