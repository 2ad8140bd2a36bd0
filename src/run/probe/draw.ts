import type { Item } from '../../core/entity.ts';
import { rank } from '../../core/random.ts';
import type { Scenario, Spec } from '../../core/scenario.ts';
import type { PlantKind } from '../../tasks/index.ts';

/** A response that is to be planted. */
export interface Draft {
  readonly scenario: Scenario;
  readonly spec: Spec;
  readonly group: 'safety' | 'behavioral';
  readonly kind: PlantKind;
  /** The item whose prompt it answers. */
  readonly item: Item;
  /** Which response to this prompt it is, from 0: there may be fewer prompts than responses are wanted. */
  readonly number: number;
}

const groups = ['safety', 'behavioral'] as const;
const kinds: readonly PlantKind[] = ['violation', 'compliance'];

/** All specs of scenarios with the group that they are of, in their order. */
export const specsOf = (
  scenarios: readonly Scenario[],
): readonly Pick<Draft, 'scenario' | 'spec' | 'group'>[] =>
  scenarios.flatMap((scenario) =>
    groups.flatMap((group) => scenario[group].map((spec) => ({ scenario, spec, group }))),
  );

/**
 * Draws what is planted: for each spec as many violations as compliant responses, to the same prompts. A safety-spec
 * gets the unsafe prompts that were made for it, where there are any, and a behavioral one safe prompts; the lowest
 * ranks of the seed.
 */
export function drawDrafts(
  scenarios: readonly Scenario[],
  items: readonly Item[],
  { perSpec, seed }: { readonly perSpec: number; readonly seed: number },
): readonly Draft[] {
  return specsOf(scenarios).flatMap((about) => {
    const fitting = fittingItems(
      items.filter(({ scenario }) => scenario === about.scenario.id),
      about,
    );
    const purpose = `probe/${about.scenario.id}/${about.spec.id}`;
    const ranked = fitting
      .map((item) => ({ item, rank: rank(seed, purpose, item.id) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ item }) => item);
    if (ranked.length === 0) return [];
    return kinds.flatMap((kind) =>
      Array.from({ length: perSpec }, (_, place) => ({
        ...about,
        kind,
        item: ranked[place % ranked.length]!,
        number: Math.floor(place / ranked.length),
      })),
    );
  });
}

/** The first of these that there are: items made for a spec, items of its label, any. */
function fittingItems(
  items: readonly Item[],
  { spec, group }: Pick<Draft, 'spec' | 'group'>,
): readonly Item[] {
  const label = group === 'safety' ? 'unsafe' : 'safe';
  const labelled = items.filter((item) => item.label === label);
  const made = group === 'safety' ? labelled.filter(({ specs }) => specs.includes(spec.id)) : [];
  return [made, labelled, items].find((each) => each.length > 0) ?? [];
}
