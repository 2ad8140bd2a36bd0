import { shortDigest } from '../../core/hash.ts';
import type { Scenario } from '../../core/scenario.ts';
import { judge, judgeSpec } from '../../tasks/index.ts';

/**
 * 16 hex digits over what probes of a judge rest on besides the judge: the specs that it judges by, and how it is asked.
 * What was found by other ones says nothing of verdicts that are given now.
 */
export const basisOf = (scenarios: readonly Scenario[]): string =>
  shortDigest([
    [judge.version, judgeSpec.version],
    scenarios.map(({ id, name, description, safety, behavioral }) => [
      [id, name, description],
      [safety, behavioral].map((specs) => specs.map((spec) => [spec.id, spec.text])),
    ]),
  ]);
