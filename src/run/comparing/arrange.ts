import { relative } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { nameOf } from '../reporting/names.ts';
import { differencesOf, judgedBy, manner } from './alike.ts';
import type { Contender, Skipped } from './contender.ts';

/** Evaluations as they are compared. */
export interface Arranged {
  /** Those of one judge, or of one panel: what is ranked. */
  readonly contenders: readonly Contender[];
  /** Those of the same subjects by other judges: what judges are compared by. */
  readonly others: readonly Contender[];
  readonly skipped: readonly Skipped[];
}

/** How evaluations are arranged that differ in more than their subjects. */
export interface ArrangeOptions {
  /** Whether what does not fit is an error, or left out and named. */
  readonly otherwise: 'refuse' | 'skip';
  /** The evaluation that the others have to fit; by default one of those that most are like. */
  readonly lead?: Contender;
  readonly cwd: string;
}

/**
 * Sets evaluations beside each other that differ in nothing but subject, method and judge. They are ranked by the
 * judge of the lead; those of other judges only say how judges compare, so each needs a counterpart.
 *
 * @throws UsageError saying what differs.
 */
export function arranged(all: readonly Contender[], options: ArrangeOptions): Arranged {
  const { otherwise, cwd } = options;
  const lead = options.lead ?? leadOf(all, otherwise === 'refuse' ? judgedBy : manner);
  const skipped: Skipped[] = [];
  const place = ({ folder }: Contender): string => relative(cwd, folder) || '.';
  const fits = all.filter((each) => {
    const [first, ...more] = differencesOf(lead.facts, each.facts);
    if (first === undefined) return true;
    const why = `cannot be compared with ${place(lead)}; they differ in ${[first, ...more].join('; ')}`;
    if (otherwise === 'refuse')
      throw new UsageError(
        `${place(each)} ${why}; judge or score one as the other was, or name the evaluations to compare`,
      );
    skipped.push({ folder: place(each), why });
    return false;
  });
  const judge = judgedBy(lead.facts);
  const contenders = fits.filter(({ facts }) => judgedBy(facts) === judge);
  const ranked = new Set(contenders.map(({ facts }) => nameOf(facts)));
  const others = fits.filter((each) => {
    const by = judgedBy(each.facts);
    if (by === judge) return false;
    if (ranked.has(nameOf(each.facts))) return true;
    const why = `was judged by ${by}, and ${place(lead)} by ${judge}; scores of two judges make no ranking`;
    if (otherwise === 'refuse')
      throw new UsageError(
        `${place(each)} ${why}; have one judge judge both, or name the evaluations to compare`,
      );
    skipped.push({ folder: place(each), why });
    return false;
  });
  return { contenders, others, skipped };
}

/** The first evaluation of the largest group: by who judged them, or by all that has to be the same. */
function leadOf(all: readonly Contender[], groupOf: (facts: Contender['facts']) => string): Contender {
  const groups = [...groupBy(all, ({ facts }) => groupOf(facts)).values()];
  const most = Math.max(...groups.map(({ length }) => length));
  return groups.find(({ length }) => length === most)![0]!;
}
