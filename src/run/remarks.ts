import type { FunnelRow } from '../core/funnel.ts';
import type { ResolvedModel } from './open-models.ts';

/** Stages that are there to remove something. */
const sieves = ['relevance', 'dedup', 'balance'];

/** What a reader of the funnel should be told in words. `result`: what rehearsed answers went into. */
export function remarksOf(
  funnel: readonly FunnelRow[],
  models: readonly ResolvedModel[],
  addressees: ReadonlySet<string>,
  result: 'dataset' | 'scores' = 'dataset',
): readonly string[] {
  const remarks = funnel
    .filter((row) => sieves.includes(row.stage) && row.in > 0 && row.keep === row.in)
    .map((row) => `${row.stage} removed nothing: its pool leaves no choice`);
  for (const row of funnel)
    if (row.in > 0 && row.fail === row.in)
      remarks.push(`every record failed in ${row.stage}: specloom status says with which code`);
  const rehearsed = models.filter(({ to }) => addressees.has(to)).map(({ role }) => role);
  if (rehearsed.length > 0)
    remarks.push(
      `rehearsed roles: ${rehearsed.join(', ')}. Good for trying the line out; the ${result === 'scores' ? 'scores measure' : 'dataset measures'} nothing`,
    );
  return remarks;
}
