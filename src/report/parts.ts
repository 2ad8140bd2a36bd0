import type { ReportData } from './data.ts';
import { type Part, part } from './part.ts';
import { type RankedModel, rankedModels } from './ranked.ts';
import { alphasByModel } from './sections/alphas.ts';
import { attack } from './sections/attack.ts';
import { coverage } from './sections/coverage.ts';
import { effort } from './sections/effort/index.ts';
import { funnel } from './sections/funnel.ts';
import { headline } from './sections/headline.ts';
import { items } from './sections/items.ts';
import { judgePairs } from './sections/judges/index.ts';
import { people } from './sections/judges/people.ts';
import { trust } from './sections/judges/trust.ts';
import { differences } from './sections/leaderboard/differences.ts';
import { leaderboard } from './sections/leaderboard/index.ts';
import { method } from './sections/method.ts';
import { changesByModel } from './sections/models/changes.ts';
import { scenariosByModel } from './sections/models/scenarios.ts';
import { splitsByModel } from './sections/models/splits.ts';
import { verdictsByModel } from './sections/models/verdicts.ts';
import { scores } from './sections/scores.ts';
import { verdicts } from './sections/verdicts.ts';

/** The parts of a report in order. Those that compare models are there where there are several, the others adapt. */
export function partsOf(data: ReportData): readonly Part[] {
  const models = rankedModels(data);
  return [
    ...(models.length > 1 ? ofSeveral(data, models) : ofOne(data)),
    part('effort', 'Tokens, cost and time', effort(models, data)),
    part('judges', 'Two judges side by side', judgePairs(data.judges, models)),
    part('trust', 'How far the judge can be trusted', trust(data.trust, data.evaluations)),
    part('people', 'People and the judge', people(data.people, data.corrected)),
    { id: 'coverage', name: 'Coverage', content: coverage(data.dataset) },
    { id: 'funnel', name: 'Funnel', content: funnel(data.dataset.funnel) },
    { id: 'attack', name: 'Attack', content: attack(data.attack) },
    { id: 'method', name: 'Protocol and provenance', content: method(data) },
    { id: 'items', name: 'Items', content: items(data) },
  ];
}

function ofOne(data: ReportData): readonly Part[] {
  const evaluation = data.evaluations[0] ?? null;
  return [
    { id: 'headline', name: 'Headline scores', content: headline(evaluation) },
    { id: 'scores', name: 'Scores with intervals', content: scores(evaluation) },
    { id: 'verdicts', name: 'Verdicts by spec', content: verdicts(data) },
  ];
}

function ofSeveral(data: ReportData, models: readonly RankedModel[]): readonly Part[] {
  return [
    part('leaderboard', 'Leaderboard', leaderboard(models)),
    part('differences', 'Differences of models', differences(data.comparison, models)),
    part('splits', 'Scores by split', splitsByModel(models)),
    part('scenarios', 'Scores by scenario', scenariosByModel(models)),
    part('changes', 'What tactics change', changesByModel(models)),
    part('alphas', 'The weight of safety', alphasByModel(models)),
    part('verdicts', 'Verdicts by spec', verdictsByModel(models, data.dataset.scenarios)),
  ];
}
