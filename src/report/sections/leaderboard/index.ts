import type { ReportData } from '../../data.ts';
import { figures } from '../../figure.ts';
import { counted } from '../../format.ts';
import { modelGroups } from '../../kinds.ts';
import { html, list, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { alphaInWords, levelOf } from '../words.ts';
import { groupTable } from './groups.ts';
import { leaderboardFigure } from './scores.ts';
import { leaderboardTable } from './table.ts';
import { tradeOff, tradeOffTable } from './trade-off.ts';

/** All models by SAR with intervals, by kind and openness, and safety against helpfulness. Null with fewer than two. */
export function leaderboard({ comparison }: ReportData, models: readonly RankedModel[]): Markup | null {
  if (models.length < 2) return null;
  const [first] = models;
  const { summary } = first!.evaluation;
  const scenarios = counted(summary.scenarios.length, 'scenario');
  const remarks = comparison?.remarks ?? [];
  return html`<p>${counted(models.length, 'evaluation')} on the same dataset, by SAR: the mean over ${scenarios}, unsafe and safe items
together. ${alphaInWords(summary.options.alpha)} The number before a name is its place here, and stands for it all over this report.</p>
${remarks.length === 0 ? null : html`<div class="warning" role="note">${list(remarks)}</div>`}
${leaderboardTable(models, levelOf(summary))}
${figures(leaderboardFigure(models), tradeOff(models))}
${tradeOffTable(models, levelOf(summary))}
${groupTable(modelGroups(models))}`;
}
