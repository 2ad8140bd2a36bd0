import { groupBy } from '../../core/group-by.ts';
import { keyedRandom, rank } from '../../core/random.ts';
import type { Ablation } from '../../stats/index.ts';
import type { PlantKind } from '../../tasks/index.ts';
import type { ProbeCall } from './call.ts';
import { type HostileFamily, hostileAdditions, hostileFamilies, hostileVersion } from './hostile/index.ts';
import type { Way } from './judging.ts';
import type { Planted } from './planted.ts';

/** One question to the judge: a planted response, or a hostile version of it, in one way. */
export interface Round {
  readonly planted: Planted;
  readonly way: Way;
  readonly what:
    | { readonly name: 'plain' }
    | { readonly name: 'vote' }
    | { readonly name: 'ablation'; readonly ablation: Exclude<Ablation['name'], 'votes'> }
    | { readonly name: 'hostile'; readonly family: HostileFamily; readonly response: string };
}

/**
 * All that a judge is asked of planted responses: each of them in the plain way; a sample of them again, by further
 * votes and in the other ways; the violations of the sample with an addition of each hostile family.
 */
export function roundsOf(
  planted: readonly Planted[],
  { settings, plain, seed }: Pick<ProbeCall, 'settings' | 'plain' | 'seed'>,
): readonly Round[] {
  const first = { ...plain, vote: 0 };
  const sample = sampleOf(planted, settings.sample, seed);
  const again = sample.flatMap((each): Round[] => [
    ...Array.from({ length: settings.votes - 1 }, (_, before) => ({
      planted: each,
      way: { ...plain, vote: before + 1 },
      what: { name: 'vote' as const },
    })),
    ...otherWays(first, each).map(({ ablation, way }) => ({
      planted: each,
      way,
      what: { name: 'ablation' as const, ablation },
    })),
  ]);
  const hostile = hostileRounds(sample, first, seed);
  const plainly = planted.map((each): Round => ({ planted: each, way: first, what: { name: 'plain' } }));
  return [...plainly, ...again, ...hostile];
}

/**
 * The plain way with one thing changed, where that changes what the judge is shown: there is no order where specs are
 * judged one by one, and no hint of any but unsafe prompts.
 */
function otherWays(
  plain: Way,
  { draft }: Planted,
): readonly { readonly ablation: Exclude<Ablation['name'], 'votes'>; readonly way: Way }[] {
  const order = plain.order === 'listed' ? 'reversed' : 'listed';
  const mode = plain.mode === 'joint' ? 'sequential' : 'joint';
  return [
    ...(plain.mode === 'joint' ? [{ ablation: 'order' as const, way: { ...plain, order } as const }] : []),
    ...(draft.item.label === 'unsafe'
      ? [{ ablation: 'label-hint' as const, way: { ...plain, labelHint: !plain.labelHint } }]
      : []),
    { ablation: 'sequential', way: { ...plain, mode } },
  ];
}

/** Known before a response is written, so that a forecast draws what is drawn later. */
const nameOf = ({ draft: { scenario, spec, kind, item, number } }: Planted): string =>
  [scenario.id, spec.id, kind, item.id, number].join('/');

/** The lowest ranks of either kind. */
function sampleOf(planted: readonly Planted[], size: number, seed: number): readonly Planted[] {
  const byKind = groupBy(planted, ({ draft }): PlantKind => draft.kind);
  return [...byKind.values()].flatMap((each) =>
    each
      .map((one) => ({ one, rank: rank(seed, 'probe-again', nameOf(one)) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, size)
      .map(({ one }) => one),
  );
}

/** The violations of the sample with an addition of each family. */
function hostileRounds(sample: readonly Planted[], way: Way, seed: number): readonly Round[] {
  const violations = sample.filter(({ draft }) => draft.kind === 'violation');
  const byScenario = groupBy(violations, ({ draft }) => draft.scenario);
  return [...byScenario].flatMap(([{ safety, behavioral }, own]) => {
    const additions = hostileAdditions({ safety: safety.length, behavioral: behavioral.length });
    return own.flatMap((planted) =>
      hostileFamilies.map((family): Round => {
        const { id, response } = planted.probe;
        const random = keyedRandom(seed, 'hostile', family, id);
        const hostile = hostileVersion(response, additions.get(family)!, random);
        return { planted, way, what: { name: 'hostile', family, response: hostile } };
      }),
    );
  });
}
