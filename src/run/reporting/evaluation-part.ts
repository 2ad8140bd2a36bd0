import type { Response } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Finish } from '../../core/question.ts';
import { modelFacts } from '../../files/index.ts';
import type { ReportEvaluation } from '../../report/index.ts';
import { unknownEffort } from '../effort.ts';
import { judgesIn, judgesInWords } from '../judges-of.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { votesOf } from '../votes.ts';
import { answersPart } from './answers-part.ts';
import { deliberationPart } from './deliberation-part.ts';
import type { NamedInputs } from './inputs.ts';
import { methodOf, protocolInWords } from './protocol.ts';
import { rowsOf } from './rows.ts';
import { askedIn } from './verdicts.ts';

/** One evaluation, as a report shows it. */
export function evaluationPart(dataset: LoadedDataset, inputs: NamedInputs): ReportEvaluation {
  const { facts, name, summary } = inputs;
  const asked = askedIn(inputs, dataset);
  const subject = facts.models.subject ?? 'unknown';
  const known = modelFacts(subject, facts.kind);
  return {
    subject,
    judge: judgesInWords(judgesIn(facts)),
    method: methodOf(facts),
    deliberation: deliberationPart(facts),
    name,
    kind: facts.kind ?? known?.kind ?? null,
    openness: known?.openness ?? null,
    effort: facts.effort ?? unknownEffort,
    answers: answersPart(asked, summary.options),
    votes: votesOf(inputs.responses, inputs.judgements, {
      sampled: facts.votesBy === 'sampling',
      seed: facts.seed,
    }),
    rehearsal: facts.rehearsal,
    protocol: protocolInWords(facts),
    summary,
    finishes: finishesOf(inputs.responses),
    withoutResponse: asked.filter(({ response }) => response === undefined).length,
    rows: rowsOf(dataset, facts, asked),
  };
}

const finishesOf = (responses: readonly Response[]): Readonly<Partial<Record<Finish, number>>> =>
  countBy(responses.map(({ finish }) => finish));

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = [...groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const);
  return Object.fromEntries(groups.sort(([a], [b]) => (a < b ? -1 : 1)));
}
