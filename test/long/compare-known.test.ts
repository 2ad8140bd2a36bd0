import { expect, test } from 'vitest';
import { compare } from '../../src/run/comparing/index.ts';
import { evaluate } from '../../src/run/evaluate.ts';
import { judgeTrust } from '../../src/stats/trust/index.ts';
import { makeProject } from '../support/project.ts';

test('evaluations that were written elsewhere are compared with all that is known of their judge', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  const own = { cwd: project.root, env: {} };
  // Found with other specs than there are now, so that a remark says whether it was read.
  const trust = judgeTrust({
    ...{ judge: 'rehearsal/default', dataset: 'small', rehearsal: true, checked: 0, rejected: 0 },
    ...{ specs: [], probes: [], votes: null, ablations: [], hostile: [], unplanted: {} },
  });
  project.write('results/small/judges/rehearsal-default/trust.json', JSON.stringify(trust));
  const left = [expect.stringMatching(/^what probes found of rehearsal\/default is left out/)];
  const models = ['rehearsal/careful', 'rehearsal/reckless'];
  const { comparison } = await evaluate('curated/small', { ...own, models, out: 'elsewhere' });
  expect(comparison!.remarks).toEqual(left);
  expect((await compare('elsewhere', own)).remarks).toEqual(left);

  project.write('elsewhere/judges/another/trust.json', JSON.stringify({ ...trust, judge: 'local/other' }));
  expect((await compare('elsewhere', own)).remarks).toEqual([]);
});
