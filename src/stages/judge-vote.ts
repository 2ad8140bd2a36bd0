import type { Ask } from '../core/ask.ts';
import type { Judgement, Verdict } from '../core/entity.ts';
import { PendingError, ReplyError } from '../core/errors.ts';
import type { Scenario, Spec } from '../core/scenario.ts';
import type { JudgedMaterial } from '../tasks/index.ts';
import { judge, judgeSpec, type SpecKind } from '../tasks/index.ts';
import type { JudgeOptions } from './judge-options.ts';

/** Why verdicts of a vote are unscored. Holds no text of a reply. */
export type VoteProblem = {
  readonly judge: string;
  readonly vote: number;
  /** The spec that it is about, where specs are judged one by one. */
  readonly spec?: string;
  readonly problem: string;
  readonly detail: string;
};

/** What one judge found in one go. */
export interface Vote {
  readonly verdicts: Judgement['verdicts'];
  readonly problems: readonly VoteProblem[];
  /** Answers that are missing: their verdicts are unscored if they are given up. */
  readonly missing: readonly PendingError[];
}

/** Who judges what, and how. */
export interface VoteAsked {
  readonly role: string;
  readonly judge: string;
  readonly vote: number;
  readonly scenario: Scenario;
  readonly material: JudgedMaterial;
  readonly options: Pick<JudgeOptions, 'mode' | 'order'>;
}

/**
 * Has a response judged once by one judge. A reply that no try could be read of is a problem, and its verdicts are
 * unscored: all of them in joint mode, those on one spec in sequential mode.
 *
 * @throws what asking throws, but for missing answers and replies that cannot be read.
 */
export const takeVote = (asked: VoteAsked, ask: Ask): Promise<Vote> =>
  asked.options.mode === 'joint' ? voteOnAll(asked, ask) : voteOneByOne(asked, ask);

const kinds: readonly SpecKind[] = ['safety', 'behavioral'];

/** The specs of a scenario with what they are, in the order in which they are listed. */
export const specsOf = (
  scenario: Pick<Scenario, SpecKind>,
): readonly { readonly kind: SpecKind; readonly spec: Spec; readonly place: number }[] =>
  kinds.flatMap((kind) => scenario[kind].map((spec, place) => ({ kind, spec, place })));

/** Verdicts by the id of their spec. */
export const verdictsById = (
  scenario: Pick<Scenario, SpecKind>,
  verdictOn: (kind: SpecKind, place: number) => Verdict,
): Judgement['verdicts'] =>
  Object.fromEntries(specsOf(scenario).map(({ kind, spec, place }) => [spec.id, verdictOn(kind, place)]));

async function voteOnAll(asked: VoteAsked, ask: Ask): Promise<Vote> {
  const { scenario, material, options, role, vote } = asked;
  const input = { ...material, scenario, order: options.order };
  const found = await settled(() => ask(judge, input, { role, draw: `vote-${vote}` }));
  if ('value' in found)
    return {
      verdicts: verdictsById(scenario, (kind, place) => found.value[kind][place]!),
      problems: [],
      missing: [],
    };
  return { verdicts: verdictsById(scenario, () => 'unscored'), ...faults(asked, [found]) };
}

/**
 * The reference answer goes with the last spec alone, the one on helpfulness. The first question is asked before
 * the others, so that a server has what they have in common in its cache.
 */
async function voteOneByOne(asked: VoteAsked, ask: Ask): Promise<Vote> {
  const { scenario, material, options, role, vote } = asked;
  const specs = specsOf(scenario);
  const last = specs.at(-1);
  const one = async (each: (typeof specs)[number]) => {
    const reference = each === last ? material.reference : null;
    const input = { ...material, reference, scenario, kind: each.kind, spec: each.spec };
    const found = await settled(() => ask(judgeSpec, input, { role, draw: `vote-${vote}` }));
    return { ...found, spec: each.spec.id };
  };
  const [first, ...others] = options.order === 'reversed' ? specs.toReversed() : specs;
  const found = first === undefined ? [] : [await one(first), ...(await allOf(others.map(one)))];
  const bySpec = new Map(
    found.map((each) => [each.spec, 'value' in each ? each.value : 'unscored'] as const),
  );
  return {
    verdicts: verdictsById(scenario, (kind, place) => bySpec.get(scenario[kind][place]!.id)!),
    ...faults(
      asked,
      specs.flatMap(({ spec }) => found.filter((each) => each.spec === spec.id)),
    ),
  };
}

/** Waits for all of them, so that no question is left in the air when one throws. @throws what the first one threw. */
export async function allOf<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(works);
  const thrown = settled.find((each) => each.status === 'rejected');
  if (thrown !== undefined) throw thrown.reason;
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

type Settled<T> =
  | { readonly value: T }
  | { readonly problem: ReplyError }
  | { readonly missing: PendingError };

async function settled<T>(asking: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await asking() };
  } catch (error) {
    if (error instanceof ReplyError) return { problem: error };
    if (error instanceof PendingError) return { missing: error };
    throw error;
  }
}

function faults(
  { judge, vote }: VoteAsked,
  found: readonly (Settled<unknown> & { readonly spec?: string })[],
): Pick<Vote, 'problems' | 'missing'> {
  return {
    problems: found.flatMap((each) => {
      if (!('problem' in each)) return [];
      const { problem, detail } = each.problem;
      return [{ judge, vote, ...(each.spec === undefined ? {} : { spec: each.spec }), problem, detail }];
    }),
    missing: found.flatMap((each) => ('missing' in each ? [each.missing] : [])),
  };
}
