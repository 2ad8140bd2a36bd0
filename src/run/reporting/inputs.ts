import type { Item, Judgement, Response } from '../../core/entity.ts';
import type { ScoreSummary } from '../../stats/index.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';

/** What a report shows of an evaluation. */
export interface ReportInputs {
  readonly facts: EvaluationFacts;
  readonly items: readonly Item[];
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[];
  readonly summary: ScoreSummary;
}

/** The same under a name that no other evaluation in the report has. */
export interface NamedInputs extends ReportInputs {
  readonly name: string;
}
