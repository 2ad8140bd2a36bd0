import type { Trace } from '../core/ask.ts';
import type { Contents } from './verify-contents.ts';

/** Whether what dataset.json says of the attack is what items, attempts and funnel are. */
export function attackCountProblems({ description, scenarios, funnel }: Contents): string[] {
  const { attack, stages, parent } = description;
  const isAttacked = stages.some(({ name }) => name === 'attack');
  if (attack === null) return isAttacked ? ['dataset.json: `attack` is null, and there was one'] : [];
  if (!isAttacked) return ['dataset.json: has `attack`, and there was none'];
  // A later version adds its attack to the funnel of the one before, and counts what that held by itself.
  const own = parent === null ? funnel : funnel.slice(-1);
  const found: typeof attack = {
    attacked: scenarios.flatMap(({ items }) => items).filter(({ row }) => row.variant !== undefined).length,
    held: own.filter(({ stage }) => stage === 'attack').reduce((sum, row) => sum + row.hold, 0),
    fromReserve: funnel.findLast(({ stage }) => stage === 'export')?.by['keep:from-reserve'] ?? 0,
    attempts: scenarios.flatMap(({ attempts }) => attempts).length,
  };
  return differences('attack', attack, found);
}

/** Whether as much was reviewed as dataset.json says: review stages note it in the lineage. */
export function reviewCountProblems({ description: { review, reviewed }, scenarios }: Contents): string[] {
  const items = scenarios.flatMap((scenario) => scenario.items);
  const trails = new Map(
    scenarios.flatMap(({ lineage }) =>
      lineage.map(({ row }) => [row.id, row.chain.flatMap((record) => record.trail)] as const),
    ),
  );
  const shareOf = (of: typeof items, what: keyof typeof review) => ({
    of: of.length,
    reviewed: of.filter(({ row }) => (trails.get(row.id) ?? []).some((trace) => isReview(trace, what)))
      .length,
  });
  const withVariant = items.filter(({ row }) => row.variant !== undefined);
  const problems = [
    ...differences('review.prompts', review.prompts, shareOf(items, 'prompts')),
    ...differences('review.variants', review.variants, shareOf(withVariant, 'variants')),
  ];
  const all = Object.values(review).every((share) => share.reviewed === share.of);
  if (reviewed !== all)
    problems.push(`dataset.json: \`reviewed\` is ${reviewed}, and \`review\` says otherwise`);
  return problems;
}

function isReview({ stage, note }: Trace, what: string): boolean {
  const about = (note ?? {}) as { readonly what?: unknown; readonly reviewed?: unknown };
  return stage === 'review' && about.what === what && about.reviewed === true;
}

function differences<T extends Readonly<Record<string, number>>>(
  what: string,
  stated: T,
  found: T,
): string[] {
  return Object.entries(found)
    .filter(([name, count]) => stated[name] !== count)
    .map(([name, count]) => `dataset.json: \`${what}.${name}\` says ${stated[name]}, and there are ${count}`);
}
