import type { Scenario } from '../core/scenario.ts';

/** What a subject is asked, and the rules that it is told. */
export interface RespondInput {
  readonly scenario: Pick<Scenario, 'safety' | 'behavioral'>;
  /** What the subject is to answer: a prompt, or a variant of one. */
  readonly question: string;
}
