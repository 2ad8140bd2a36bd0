import { judgeRoles } from '../stages/index.ts';
import type { EvaluationFacts } from './evaluation-folder.ts';

/** Full addressees of the judges of an evaluation, in the order of the panel. */
export const judgesIn = ({ models }: Pick<EvaluationFacts, 'models'>): readonly string[] =>
  judgeRoles.flatMap((role) => models[role] ?? []);

/** All judges of a panel in one text. */
export const judgesInWords = (judges: readonly string[]): string =>
  judges.length === 0 ? 'unknown' : judges.join(', ');

/** The judges that such a text names. */
export const panelIn = (words: string): readonly string[] => words.split(', ');

/** Models by role without those of judges: what is left where others judge anew. */
export const withoutJudges = (models: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(models).filter(([role]) => !judgeRoles.includes(role)));
