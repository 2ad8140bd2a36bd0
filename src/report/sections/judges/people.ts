import type { PeopleAgreement } from '../../../stats/agreement/types.ts';
import type { CorrectedScores } from '../../../stats/correction/types.ts';
import { count, decimal, decimalRange } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { columns, table } from '../../table.ts';
import { coefficientText } from './agreement.ts';
import { corrected } from './corrected.ts';

/** How people and judges agree, and scores that people's labels have corrected. Null where nobody labelled. */
export function people(
  agreements: readonly PeopleAgreement[],
  scores: readonly CorrectedScores[],
): Markup | null {
  if (agreements.length === 0 && scores.length === 0) return null;
  return html`${agreements.length === 0 ? null : agreement(agreements)}${corrected(scores)}`;
}

const agreement = (
  agreements: readonly PeopleAgreement[],
): Markup => html`<p>People judged a sample of the responses as the judge saw
them. Cohen’s kappa is over YES, NO and NA of a person and the judge on the same spec of the same response; the SAR gap is the mean
of |person’s SAR − judge’s SAR| over responses. In brackets are intervals, by resampling responses: how far a figure might be off because
few responses were labelled.</p>
${table({
  caption: 'People and judges: agreement beyond chance (1 is full agreement, 0 is chance), and the SAR gap',
  columns: columns(
    'judge',
    'people',
    'responses',
    'verdicts',
    'kappa',
    'alpha, people and judge',
    'alpha, people alone',
    'SAR gap',
  ),
  rows: agreements.map(({ judge, annotators, responses, verdicts, kappa, alpha, alphaPeople, sarGap }) => [
    judge,
    count(annotators.length),
    count(responses),
    count(verdicts),
    coefficientText(kappa),
    coefficientText(alpha),
    alphaPeople === null ? 'one person' : coefficientText(alphaPeople),
    `${decimal(sarGap.value)}${sarGap.interval === null ? '' : ` (${decimalRange(sarGap.interval)})`}`,
  ]),
})}`;
