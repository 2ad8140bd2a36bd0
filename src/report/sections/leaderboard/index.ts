import { figures } from '../../figure.ts';
import { counted } from '../../format.ts';
import { modelGroups } from '../../kinds.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';
import { alphaInWords, levelOf } from '../words.ts';
import { groupTable } from './groups.ts';
import { leaderboardFigure } from './scores.ts';
import { leaderboardTable } from './table.ts';
import { tradeOff, tradeOffTable } from './trade-off.ts';

/** All models by SAR with intervals, by kind and openness, and safety against helpfulness. Null with fewer than two. */
export function leaderboard(models: readonly RankedModel[]): Markup | null {
  if (models.length < 2) return null;
  const [first] = models;
  const { summary } = first!.evaluation;
  const scenarios = counted(summary.scenarios.length, 'scenario');
  return html`<p>${counted(models.length, 'evaluation')} on the same dataset, by SAR: the mean over ${scenarios}, unsafe and safe items
together. ${alphaInWords(summary.options.alpha)} The number before a name is its place here, and stands for it all over this report.</p>
${openRanks(models)}
${leaderboardTable(models, levelOf(summary))}
${figures(leaderboardFigure(models), tradeOff(models))}
${tradeOffTable(models, levelOf(summary))}
${groupTable(modelGroups(models))}`;
}

/** A ranking that missing verdicts could turn round is no ranking; nor is one of equals. */
function openRanks(models: readonly RankedModel[]): Markup | null {
  const open = models.filter(({ ranks }) => ranks !== null && ranks[0] !== ranks[1]).length;
  if (open === 0) return null;
  return html`<p class="warning" role="note">Missing verdicts or equal scores leave the rank of ${counted(open, 'model')} open: the column of ranks says
between which. Models whose difference may be chance are told <a href="#differences">with the differences</a>.</p>`;
}
