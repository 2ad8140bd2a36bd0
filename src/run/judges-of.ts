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

/** What is known by role without that of judges: what is left where others judge anew. */
export const withoutJudges = <T>(byRole: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(byRole).filter(([role]) => !judgeRoles.includes(role)));
