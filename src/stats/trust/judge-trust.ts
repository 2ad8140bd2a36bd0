import type { Verdict } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import { majorityOf } from '../consensus.ts';
import type { ProbeVerdict, TrustInputs, VerdictPair } from './inputs.ts';
import { rateOf } from './rate.ts';
import { trustRemarks } from './remarks.ts';
import type { JudgeTrust, Rate } from './types.ts';

/**
 * How far a judge can be trusted: how many planted violations it finds and how much planted compliance it lets
 * pass, and what repeated votes, other ways of judging and hostile additions do to its verdicts. All rates have
 * Wilson intervals at 95 %. What the judge gave no readable verdict on is in no rate.
 */
export function judgeTrust(inputs: TrustInputs): JudgeTrust {
  const { judge, dataset, rehearsal, checked, rejected } = inputs;
  const bySpec = groupBy(inputs.probes, ({ scenario, spec }) => `${scenario}/${spec}`);
  const specs = inputs.specs.map((spec) => {
    const own = bySpec.get(`${spec.scenario}/${spec.spec}`) ?? [];
    return {
      ...spec,
      violations: found(own, 'violation', 'NO'),
      compliance: found(own, 'compliance', 'YES'),
    };
  });
  const flips = inputs.votes === null ? null : flipsOf(inputs.votes);
  const others = inputs.ablations.map(({ name, pairs }) => ({ name, changed: changedIn(pairs) }));
  const trust = {
    judge,
    dataset,
    rehearsal,
    probes: inputs.probes.length + rejected,
    checked,
    rejected,
    specs,
    hostile: inputs.hostile.map(({ family, pairs }) => ({ family, changed: changedIn(pairs) })),
    flips,
    ablations:
      inputs.votes === null
        ? others
        : [
            { name: 'votes' as const, changed: changedIn(inputs.votes.verdicts.flatMap(withFirst)) },
            ...others,
          ],
  };
  const unread = inputs.probes.filter(({ verdict }) => verdict === 'unscored').length;
  return { ...trust, remarks: trustRemarks(trust, { unread, unplanted: inputs.unplanted }) };
}

const isScored = (verdict: Verdict): boolean => verdict !== 'unscored';

function found(probes: readonly ProbeVerdict[], plant: ProbeVerdict['plant'], right: Verdict): Rate {
  const own = probes.filter((probe) => probe.plant === plant && isScored(probe.verdict));
  return rateOf(own.filter(({ verdict }) => verdict === right).length, own.length);
}

function changedIn(pairs: readonly VerdictPair[]): Rate {
  const scored = pairs.filter((pair) => pair.every(isScored));
  return rateOf(scored.filter(([plain, other]) => plain !== other).length, scored.length);
}

/** The first vote with each further one: what one more asking changes, as another way does. */
const withFirst = ([first, ...further]: readonly Verdict[]): readonly VerdictPair[] =>
  first === undefined ? [] : further.map((vote) => [first, vote] as const);

/** The share of verdicts that are not the one that most votes settled; what they do not settle is left out. */
function flipsOf({
  count,
  by,
  verdicts,
}: NonNullable<TrustInputs['votes']>): NonNullable<JudgeTrust['flips']> {
  const settled = verdicts.flatMap((votes) => {
    const { verdict: most } = majorityOf(votes);
    return most === 'unscored' ? [] : votes.filter(isScored).map((vote) => vote !== most);
  });
  return { votes: count, by, rate: rateOf(settled.filter((flips) => flips).length, settled.length) };
}
