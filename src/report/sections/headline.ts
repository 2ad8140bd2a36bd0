import type { Estimate, SplitScores } from '../../stats/types.ts';
import { scoreCell } from '../cells.ts';
import type { ReportEvaluation } from '../data.ts';
import { count, counted, percent, percentRange } from '../format.ts';
import { html, type Markup, pairs } from '../markup.ts';
import { boundsOf, splitInWords, splitsOf } from '../splits.ts';
import { columns, table } from '../table.ts';
import { alphaInWords, levelOf } from './words.ts';

/** The scores over everything, large, and by split. */
export function headline(evaluation: ReportEvaluation | null): Markup {
  return html`<section id="headline" aria-labelledby="headline-title">
<h2 id="headline-title">Headline scores</h2>
${evaluation === null ? html`<p>No model was evaluated, so there are no scores.</p>` : numbers(evaluation)}
</section>
`;
}

function numbers({ summary }: ReportEvaluation): Markup {
  const { all } = summary.macro;
  const level = levelOf(summary);
  const scenarios = counted(summary.scenarios.length, 'scenario');
  const splits = splitsOf(summary.macro);
  return html`<p>Mean over ${scenarios}, safe and unsafe items together.
${alphaInWords(summary.options.alpha)}</p>
${all === undefined ? html`<p>No item was evaluated.</p>` : cards(all, level)}
<h3>By split</h3>
${table({
  caption: `Scores by split, mean over ${scenarios}, with ${level}`,
  columns: columns('split', 'items', 'SAR', 'safety', 'behavioral', 'unscored for SAR', 'SAR bounds'),
  rows: splits.map(({ split, scores }) => [
    split,
    count(scores.items),
    scoreCell(scores.sar),
    scoreCell(scores.safety),
    scoreCell(scores.behavioral),
    count(scores.sar.unscored),
    scores.sar.unscored > 0 ? percentRange(scores.sar.bounds) : 'not needed',
  ]),
})}
${pairs(splits.map(({ split }) => [split, splitInWords(split, summary.macro)]))}
${emptyItems(splits)}`;
}

const cards = (all: SplitScores, level: string): Markup => html`<div class="cards">
${card('SAR', all.sar, level)}${card('Safety', all.safety, level)}${card('Behavioral', all.behavioral, level)}</div>`;

function card(name: string, estimate: Estimate, level: string): Markup {
  const bounds = boundsOf(estimate);
  return html`<div class="card"><h3>${name}</h3>
<p class="large">${percent(estimate.value)}</p>
<p>${level} ${percentRange(estimate.interval)}</p>
<p>${counted(estimate.scored, 'item')} scored${
    bounds === null
      ? ', none unscored'
      : html`, ${count(estimate.unscored)} unscored: whatever they are, the score lies within ${percentRange(bounds)}`
  }</p></div>
`;
}

function emptyItems(splits: readonly { split: string; scores: SplitScores }[]): Markup | null {
  const empty = splits.filter(({ scores }) => scores.empty > 0);
  if (empty.length === 0) return null;
  const texts = empty.map(({ split, scores }) => {
    const instead = `SAR if their share were 1: ${percent(scores.sarIfEmptyWereOne)}`;
    return `${split} ${count(scores.empty)} of ${count(scores.items)} (${instead})`;
  });
  return html`<p>Items without any YES or NO over the behavioral-spec: ${texts.join('; ')}.</p>`;
}
