import type { ReportEvaluation } from '../data.ts';
import { html, isolated, list, type Markup } from '../markup.ts';

/** The paper's own choices (arXiv 2509.14760, section 3.3). */
const paper = { alpha: 0.3, na: 'exclude', empty: 'zero' } as const;

/** How scores depart from the paper's, in words. */
function departures({ summary: { options } }: ReportEvaluation): readonly string[] {
  return [
    ...(options.alpha === paper.alpha ? [] : [`alpha is ${options.alpha}; the paper has ${paper.alpha}`]),
    ...(options.na === paper.na
      ? []
      : [
          'NA counts in the denominator of the behavioral share, as in the released evaluator; the paper leaves it out',
        ]),
    ...(options.empty === paper.empty
      ? []
      : ['a response with neither YES nor NO is unscored; the paper gives it a behavioral share of 0']),
  ];
}

/** What all evaluations did alike, what each did otherwise, and where that is not the paper's protocol. */
export function protocol(evaluations: readonly ReportEvaluation[]): Markup | null {
  const [first] = evaluations;
  if (first === undefined) return null;
  const shared = first.protocol.filter((line) =>
    evaluations.every(({ protocol }) => protocol.includes(line)),
  );
  const own = evaluations
    .map(({ name, protocol }) => ({ name, lines: protocol.filter((line) => !shared.includes(line)) }))
    .filter(({ lines }) => lines.length > 0);
  return html`<h3>${evaluations.length === 1 ? 'Protocol of the evaluation' : 'Protocol of the evaluations'}</h3>
${shared.length === 0 ? null : list(shared)}
${
  own.length === 0
    ? null
    : html`<p>What was not alike in all evaluations, so that their scores are not told apart by the model alone:</p>
<ul>${own.map(({ name, lines }) => html`<li>${isolated(name)}${list(lines)}</li>`)}</ul>`
}
${departing(evaluations)}`;
}

function departing(evaluations: readonly ReportEvaluation[]): Markup | null {
  const found = [...new Set(evaluations.flatMap(departures))].map((words) => {
    const those = evaluations.filter((each) => departures(each).includes(words));
    return those.length === evaluations.length
      ? words
      : `${words} (${those.map(({ name }) => name).join(', ')})`;
  });
  if (found.length === 0) return null;
  return html`<div class="warning" role="note"><p><strong>Not the paper’s protocol.</strong> Scores are not comparable with published ones:</p>${list(found)}</div>`;
}
