import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Scenario } from '../../../src/core/scenario.ts';
import type { LoadedDataset } from '../../../src/run/load-dataset.ts';
import { basisOf } from '../../../src/run/probe/basis.ts';
import { readTrust } from '../../../src/run/probe/index.ts';
import { findingsOn } from '../../../src/run/reporting/findings.ts';
import type { NamedInputs } from '../../../src/run/reporting/inputs.ts';
import { judgeTrust } from '../../../src/stats/trust/index.ts';
import { scenario } from '../../stages/support.ts';

let results = '';
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'specloom-findings-'));
});
afterEach(() => rmSync(results, { recursive: true, force: true }));

const trustIn = (basis?: string): object => ({
  ...judgeTrust({
    ...{ judge: 'local/a', dataset: 'small', rehearsal: false, checked: 0, rejected: 0, unplanted: {} },
    ...{ probes: [], votes: null, ablations: [], hostile: [] },
    specs: [{ scenario: scenario.id, spec: 's1', kind: 'safety' }],
  }),
  ...(basis === undefined ? {} : { basis }),
});

function write(trust: unknown): void {
  const file = join(results, 'judges/local-a/trust.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(trust));
}

/** What is known of the judge of one evaluation of a dataset with these scenarios. */
const findings = (...scenarios: readonly Scenario[]) => {
  const dataset = { scenarios: scenarios.map((each) => ({ scenario: each })) } as unknown as LoadedDataset;
  const facts = { models: { judge: 'local/a', subject: 'local/m' }, stages: [] };
  return findingsOn(dataset, [{ name: 'm', facts } as unknown as NamedInputs], results);
};

describe('what probes found of a judge', () => {
  const reworded = { ...scenario, safety: scenario.safety.map((spec) => ({ ...spec, text: 'Another.' })) };

  test('is known as long as the specs are those that it was probed on', () => {
    write(trustIn(basisOf([scenario])));
    expect(findings(scenario)).toMatchObject({ trust: [{ judge: 'local/a' }], remarks: [] });
    const more = { ...scenario, id: 'another' };
    expect(findings(scenario, more).trust).toHaveLength(1);
  });

  test('is left out with a remark where they are others by now, and where nobody knows', () => {
    for (const basis of [basisOf([reworded]), undefined]) {
      write(trustIn(basis));
      expect(findings(scenario)).toMatchObject({
        trust: [],
        remarks: [
          expect.stringMatching(/^what probes found of local\/a is left out: .*judge --probe again$/),
        ],
      });
    }
  });

  test('is refused, naming the file, where it is not as it was written', () => {
    for (const given of [{}, [], { ...trustIn(), judge: 7 }]) {
      write(given);
      expect(() => readTrust(results)).toThrow(
        /local-a\/trust\.json is not as specloom judge --probe wrote it/,
      );
    }
  });
});
