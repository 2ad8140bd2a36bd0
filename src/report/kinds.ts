import type { ReportEvaluation } from './data.ts';
import type { LegendEntry } from './figure.ts';
import type { RankedModel } from './ranked.ts';
import type { Fill } from './shapes.ts';

/** Kinds of models in the order in which they are shown. What is not known is a kind of its own. */
const kinds = [
  { kind: 'instruct', name: 'instruct', color: 'var(--series-1)', shape: 'circle' },
  { kind: 'reasoning', name: 'reasoning', color: 'var(--series-3)', shape: 'triangle' },
  { kind: null, name: 'kind unknown', color: 'var(--muted)', shape: 'square' },
] as const;

const opennesses = [
  { openness: 'open', name: 'open', fill: 'full' },
  { openness: 'closed', name: 'closed', fill: 'hollow' },
  { openness: null, name: 'openness unknown', fill: 'pale' },
] as const satisfies readonly { openness: ReportEvaluation['openness']; name: string; fill: Fill }[];

/** How a model's mark looks: shape and colour by kind, filled where its weights are open. */
export function lookOf({ kind, openness }: ReportEvaluation): Required<LegendEntry> {
  const { name, color, shape } = kinds.find((each) => each.kind === kind)!;
  const open = opennesses.find((each) => each.openness === openness)!;
  return { name: `${name}, ${open.name}`, color, shape, fill: open.fill };
}

/** Models of one kind and openness, such as `reasoning, open`. */
export interface ModelGroup {
  readonly name: string;
  readonly models: readonly RankedModel[];
}

/**
 * The groups that have models: by kind, then by openness, then by both. A grouping is left out that has one group, or one
 * model in each.
 */
export function modelGroups(models: readonly RankedModel[]): readonly ModelGroup[] {
  const of = (named: readonly { name: string; has: (evaluation: ReportEvaluation) => boolean }[]) => {
    const groups = named
      .map(({ name, has }) => ({ name, models: models.filter(({ evaluation }) => has(evaluation)) }))
      .filter((group) => group.models.length > 0);
    return groups.length > 1 && groups.some((group) => group.models.length > 1) ? groups : [];
  };
  const byKind = of(kinds.map(({ kind, name }) => ({ name, has: (each) => each.kind === kind })));
  const byOpenness = of(
    opennesses.map(({ openness, name }) => ({ name, has: (each) => each.openness === openness })),
  );
  if (byKind.length === 0 || byOpenness.length === 0) return [...byKind, ...byOpenness];
  const byBoth = of(
    kinds.flatMap(({ kind, name }) =>
      opennesses.map((open) => ({
        name: `${name}, ${open.name}`,
        has: (each: ReportEvaluation) => each.kind === kind && each.openness === open.openness,
      })),
    ),
  );
  return [...byKind, ...byOpenness, ...byBoth];
}

/** The legend of the marks that there are. */
export function kindLegend(models: readonly RankedModel[]): readonly LegendEntry[] {
  const looks = models.map(({ evaluation }) => lookOf(evaluation));
  return looks.filter(({ name }, at) => looks.findIndex((look) => look.name === name) === at);
}
