import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine } from '../../src/run/doctor.ts';
import { planPipeline } from '../../src/run/plan.ts';
import { makeProject, type Project } from '../support/project.ts';
import { startVllm, type VllmServer } from '../support/vllm-server.ts';

let server: VllmServer;
let project: Project;
beforeAll(async () => {
  server = await startVllm({ models: ['scorer'] });
  project = makeProject();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  project[Symbol.dispose]();
});

/** The small pipeline with a reward model behind the server, and `respond` as it is said. */
function write(reward: string, respond = '- respond'): string {
  const text = project
    .read('pipelines/small.yaml')
    .replace(
      /^models:$/m,
      `providers:\n  rewards: { type: openai, baseUrl: ${server.url}, reward: classify }\nmodels:\n  reward: ${reward}`,
    )
    .replace(/^( *)- respond$/m, `$1${respond}`);
  project.write('pipelines/rewarded.yaml', text.replace(/^name: .*/m, 'name: rewarded'));
  return 'pipelines/rewarded.yaml';
}

test('doctor looks for a reward model that only a method of the command line will ask', async () => {
  const findings = async (reward: string) =>
    (await examine({ cwd: project.root, pipeline: write(reward) })).filter(({ check }) =>
      check.startsWith('provider rewards'),
    );
  expect(await findings('rewards/scorer')).toMatchObject([{ ok: true }]);
  expect(await findings('rewards/other')).toMatchObject([
    { ok: false, detail: expect.stringContaining('has no model other') },
  ]);
});

test('a plan has a reward model read, and a judge in its place write, too', async () => {
  const tokens = async (reward: string) => {
    const file = write(reward, '- { use: respond, method: best-of-n, answers: 2 }');
    const { asks } = await planPipeline(file, { cwd: project.root });
    return asks.find(({ role }) => role === 'reward')!;
  };
  const scored = await tokens('rewards/scorer');
  const graded = await tokens('rehearsal/default');
  expect(scored.questions).toEqual(graded.questions);
  expect(scored.outputTokens).toEqual([0, 0]);
  expect(graded.outputTokens[0]).toBeGreaterThan(0);
  expect(scored.inputTokens[0]).toBeLessThan(graded.inputTokens[0]);
  expect(scored.inputTokens[0]).toBeGreaterThan(0);
});
