import type { Setting } from '../core/ask.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { ExpectedAsk, Flow, Forecast, Range } from '../core/stage.ts';
import type { Tactic } from '../tactics/tactic.ts';
import type { AttackTasks } from './attack-attempt.ts';
import type { AttackOptions } from './attack-options.ts';
import { wanted } from './attack-turns.ts';
import { groupName, quotasByGroup } from './quota-groups.ts';

/** Attempts that a lazy attack is expected to make at an item that ends with a variant. */
const usualAttempts: Range = [1, 4];
/** Share of the attacked items that end with a variant, where no last run says it. */
const usualYield: Range = [0.9, 1];

/**
 * What an attack is expected to ask: per item, one to four attempts in lazy mode, one batch or two in
 * exhaustive mode. An item that is lost costs every attempt of every batch; the last run says how many to
 * expect.
 */
export function forecastAttack(
  flows: readonly Flow[],
  options: AttackOptions,
  setting: Setting,
  parts: AttackTasks & { readonly catalogue: readonly Tactic[] },
  seen?: FunnelRow,
): Forecast {
  const quotas = quotasByGroup(setting);
  const share = yieldOf(seen);
  const asks: ExpectedAsk[] = [];
  const out = flows.map((flow) => {
    if (flow.kind !== 'item' || flow.label !== 'unsafe') return flow;
    const quota = quotas.get(groupName(flow));
    const most = quota === undefined ? Number.POSITIVE_INFINITY : wanted(quota, options.spare);
    // Lost ones are replaced as long as there are others.
    const attacked: Range = [
      Math.min(flow.records[0], Math.ceil(most / share[1])),
      Math.min(flow.records[1], Math.ceil(most / share[0])),
    ];
    asks.push(...asksFor(attacked, seen === undefined ? 0 : 1 - share[0], options, parts));
    const left = (end: 0 | 1): number => Math.min(most, Math.floor(flow.records[end] * share[end]));
    return { ...flow, records: [left(0), left(1)] as const };
  });
  return { asks, out };
}

/** The share of the attacked items that kept on in the last run, as a range around it. */
function yieldOf(seen: FunnelRow | undefined): Range {
  const attacked = seen === undefined ? 0 : seen.keep + seen.hold + seen.fail;
  if (seen === undefined || seen.keep === 0) return usualYield;
  const share = seen.keep / attacked;
  return [share * 0.9, Math.min(1, share * 1.1)];
}

function asksFor(
  items: Range,
  lost: number,
  options: AttackOptions,
  { compose, verify, catalogue }: AttackTasks & { readonly catalogue: readonly Tactic[] },
): ExpectedAsk[] {
  const { batches, votes, quorum, tacticsPerAttempt } = options;
  const all = batches.reduce((sum, size) => sum + size, 0);
  const [fewest, usual]: Range =
    options.mode === 'lazy' ? usualAttempts : [batches[0]!, batches[0]! + (batches[1] ?? 0)];
  const attempts: Range = [
    items[0] * Math.min(all, fewest),
    Math.ceil(items[1] * ((1 - lost) * Math.min(all, usual) + lost * all)),
  ];
  // A chosen attempt took a quorum; one that is not may end with its first vote.
  const polled: Range = [items[0] * (quorum - 1) + attempts[0], attempts[1] * votes];
  const prompt = 'word '.repeat(35);
  const variant = 'word '.repeat(120);
  const tactics = catalogue.slice(0, tacticsPerAttempt);
  return [
    {
      role: 'attacker',
      questions: attempts,
      sample: compose.render({ prompt, tactics }),
      outputTokens: 180,
    },
    {
      role: 'verifier',
      questions: polled,
      sample: verify.render({ original: prompt, variant }),
      outputTokens: 60,
    },
  ];
}
