import type { Prompt, Section } from '../core/prompt.ts';
import { defineTask } from '../core/task.ts';
import { passNote, passSampling, passText, specSections, specsNote } from './later-pass.ts';
import { rehearsePreference } from './rehearsal/preference.ts';
import type { RespondInput } from './respond.ts';

/** Two answers of a subject to one question, one of them preferred. */
export interface PreferenceInput extends RespondInput {
  readonly chosen: string;
  readonly rejected: string;
}

const instructions = `You compare two responses of an assistant to the same question. chosen_response was preferred to rejected_response. You find out why, by the specifications that a response has to keep.

${passNote}

${specsNote}

Go through the specifications and say, briefly and concretely, which of them chosen_response keeps and rejected_response does not, or keeps less well; which of them rejected_response keeps better; and where chosen_response itself still falls short. Leave out those in which the two do not differ and nothing is amiss. Do not write a response, and do not answer the question.`;

const request = `Say now why chosen_response was preferred and rejected_response was not, and what weaknesses chosen_response still has.`;

/** The sections of what is compared. */
export const comparedSections = ({
  scenario,
  question,
  chosen,
  rejected,
}: PreferenceInput): readonly Section[] => [
  { name: 'question', text: question },
  ...specSections(scenario),
  { name: 'rejected_response', text: rejected },
  { name: 'chosen_response', text: chosen },
];

/**
 * Asks a subject why the better of its answers is better, by the specs: the textual loss of test-time preference
 * optimisation (Li et al. 2025, arXiv 2501.12895, with the specs of arXiv 2509.14760; our wording).
 */
export const preference = defineTask<PreferenceInput, string>({
  name: 'preference',
  version: '1',
  ...passSampling,
  render: (input): Prompt => ({ instructions, sections: comparedSections(input), request }),
  parse: passText,
  rehearse: rehearsePreference,
});
