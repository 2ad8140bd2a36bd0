import { align3Steps } from '../../report/data.ts';
import type { ReportDeliberation } from '../../report/index.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';
import { methodOf, optionsOf } from './protocol.ts';

/** What the stage that asked the subject was told of its method. */
interface Told {
  readonly method?: string;
  readonly steps?: readonly string[];
  readonly tokens?: number;
}

/** What the label of an evaluation's method is made of. Of the form, only the label knows what kind of model it was. */
export function deliberationPart(
  facts: Pick<EvaluationFacts, 'stages' | 'models' | 'kind'>,
): ReportDeliberation {
  const { method = 'unknown', steps = align3Steps, tokens } = optionsOf(facts, 'respond') as Told;
  const isAlign3 = method === 'align3';
  const isInTurns = methodOf(facts).split('-').includes('turns');
  return {
    name: method,
    steps: isAlign3 ? align3Steps.filter((step) => steps.includes(step)) : null,
    form: isAlign3 ? (isInTurns ? 'turns' : 'trace') : null,
    budget: tokens ?? null,
  };
}
