import type { Id } from '../../src/core/entity.ts';
import { keyedRandom } from '../../src/core/random.ts';
import type { SheetRow } from '../../src/run/agree/sheet.ts';
import { evaluationIn } from './evaluated.ts';
import type { Project } from './project.ts';

type PersonVerdicts = SheetRow['verdicts'];

/** The lines of a file of labels. */
export const linesIn = (project: Project, file: string): readonly SheetRow[] =>
  project
    .read(file)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SheetRow);

/**
 * A scripted person, who says what the judge says. At the error rate they say instead what the judge says of some other
 * spec of some other response, so that Cohen's kappa is 1 less the error rate but for chance.
 */
export function annotator(
  project: Project,
  evaluations: readonly string[],
  errorRate: number,
): (row: SheetRow) => PersonVerdicts {
  const judged = new Map<Id, PersonVerdicts>();
  for (const name of evaluations)
    for (const { response, verdicts } of evaluationIn(project, name).judgements)
      judged.set(response, verdicts as PersonVerdicts);
  const all = [...judged.values()].flatMap((verdicts) => Object.values(verdicts));
  const known = all.filter((verdict) => (verdict as string) !== 'unscored');
  return ({ id }) => {
    const random = keyedRandom('scripted person', id);
    const said = Object.entries(judged.get(id)!).map(([spec, verdict]) => [
      spec,
      (verdict as string) === 'unscored' || random.float() < errorRate ? random.pick(known) : verdict,
    ]);
    return Object.fromEntries(said);
  };
}

/** All files but those of the answer store, whose bytes change with each opening. */
export const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map([...project.everyFile()].filter(([name]) => !name.startsWith('.specloom')));

/** Fills in the first lines of a file, all of them where no number is given. */
export function fill(
  project: Project,
  file: string,
  verdictsOf: (row: SheetRow) => PersonVerdicts,
  lines = Number.POSITIVE_INFINITY,
): void {
  const rows = linesIn(project, file).map((row, at) =>
    at < lines ? { ...row, verdicts: verdictsOf(row) } : row,
  );
  project.write(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
