import type { Verdict } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import { type JudgeTrust, judgeTrust, type TrustInputs, type VerdictPair } from '../../stats/trust/index.ts';
import type { ProbeCall } from './call.ts';
import { specsOf } from './draw.ts';
import { hostileFamilies } from './hostile/index.ts';
import type { Verdicts } from './judging.ts';
import type { Planted } from './planted.ts';
import type { Round } from './rounds.ts';

/** A round with what the judge said. */
export interface Heard {
  readonly round: Round;
  readonly verdicts: Verdicts;
}

/** What is known of the judge and the probes besides the verdicts. */
export type TrustFacts = Pick<TrustInputs, 'judge' | 'rehearsal' | 'checked' | 'rejected' | 'unplanted'> & {
  /** What makes repeated votes differ, where they do. */
  readonly votesBy: 'sampling' | 'server';
};

/** How far a judge can be trusted by what it said in all rounds. */
export function trustOf(
  heard: readonly Heard[],
  {
    dataset,
    scenarios,
    settings,
    plain,
  }: Pick<ProbeCall, 'scenarios' | 'settings' | 'plain'> & {
    readonly dataset: Pick<ProbeCall['dataset'], 'name'>;
  },
  { votesBy, ...facts }: TrustFacts,
): JudgeTrust {
  const first = new Map(
    heard
      .filter(({ round }) => round.what.name === 'plain')
      .map((each) => [each.round.planted, each.verdicts]),
  );
  const named = (name: Round['what']['name']) => heard.filter(({ round }) => round.what.name === name);
  const plainly = ({ round }: Heard): Verdicts => first.get(round.planted)!;
  const onTarget = (each: Heard): VerdictPair => {
    const { id } = each.round.planted.draft.spec;
    return [plainly(each).get(id)!, each.verdicts.get(id)!];
  };
  const names =
    plain.mode === 'joint'
      ? (['order', 'label-hint', 'sequential'] as const)
      : (['label-hint', 'sequential'] as const);
  return judgeTrust({
    ...facts,
    dataset: dataset.name,
    specs: specsOf(scenarios).map(({ scenario, spec, group }) => ({
      scenario: scenario.id,
      spec: spec.id,
      kind: group,
    })),
    probes: [...first].map(([{ draft }, verdicts]) => ({
      scenario: draft.scenario.id,
      spec: draft.spec.id,
      plant: draft.kind,
      verdict: verdicts.get(draft.spec.id)!,
    })),
    votes:
      settings.votes === 1
        ? null
        : { count: settings.votes, by: votesBy, verdicts: votesOf(named('vote'), first) },
    ablations: names.map((name) => ({
      name,
      pairs: heard
        .filter(({ round: { what } }) => what.name === 'ablation' && what.ablation === name)
        .flatMap((each) => pairsOf(plainly(each), each.verdicts)),
    })),
    hostile: hostileFamilies.map((family) => ({
      family,
      pairs: heard
        .filter(({ round: { what } }) => what.name === 'hostile' && what.family === family)
        .map(onTarget),
    })),
  });
}

/** The specs that both have a verdict on. */
const pairsOf = (plain: Verdicts, other: Verdicts): readonly VerdictPair[] =>
  [...plain].flatMap(([spec, verdict]) => {
    const again = other.get(spec);
    return again === undefined ? [] : [[verdict, again] as const];
  });

/** The verdicts on one spec of one response over all votes, the plain one first. */
function votesOf(
  further: readonly Heard[],
  first: ReadonlyMap<Planted, Verdicts>,
): readonly (readonly Verdict[])[] {
  const byProbe = groupBy(further, ({ round }) => round.planted);
  return [...byProbe].flatMap(([planted, votes]) =>
    [...first.get(planted)!].map(([spec, verdict]) => [
      verdict,
      ...votes.flatMap(({ verdicts }) => verdicts.get(spec) ?? []),
    ]),
  );
}
