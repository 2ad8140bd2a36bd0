import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { type VerifyCheck, verifyDataset } from '../../src/run/verify.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';
import { Copy } from './verify-support.ts';

const replayOf = async (project: Project, folder = 'curated/small'): Promise<VerifyCheck> =>
  (await verifyDataset(folder, { cwd: project.root, env: {} })).checks.find(({ name }) => name === 'replay')!;

/** Decides on the open questions of the last run, the first one otherwise than the others, and takes the decisions in. */
async function decide(project: Project, first: Json): Promise<void> {
  await command(project, ['review', 'export', project.pipeline, '--out', 'open.jsonl']);
  const lines = project.read('open.jsonl').trim().split('\n');
  const decided = lines.map((line, at) => {
    const decision = at === 0 ? first : { verdict: 'accept' };
    return `${JSON.stringify({ ...JSON.parse(line), decision })}\n`;
  });
  project.write('open.jsonl', decided.join(''));
  expect((await command(project, ['review', 'import', 'open.jsonl'])).status).toBe(0);
}

const reject = { verdict: 'reject', reason: 'is about no city' };

test('decisions that come in after a dataset was built do not put it in the wrong', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  const before = project.dataset();
  await decide(project, reject);
  expect(await replayOf(project)).toMatchObject({ state: 'ok' });
  expect(project.dataset()).toEqual(before);

  await project.run({ until: 'export' });
  expect(project.read('curated/small/decisions.jsonl')).toContain('"reject"');
  expect(await replayOf(project)).toMatchObject({ state: 'ok' });
});

test('a dataset is built once more from the decisions that it keeps, where the store has none', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  await decide(project, reject);
  await project.run({ until: 'export' });
  expect((await command(project, ['answers', 'forget', '--kind', 'person'])).status).toBe(0);
  expect(await replayOf(project)).toMatchObject({ state: 'ok' });
});

test('a decision that was changed in the dataset does not stand against the stored one', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  await decide(project, reject);
  await project.run({ until: 'export' });
  using copy = new Copy(project.path('curated', 'small'));
  copy.replace('decisions.jsonl', 'is about no city', 'is about no tram');
  expect(await replayOf(project, copy.folder)).toMatchObject({
    state: 'failed',
    problems: ['decisions.jsonl: is built otherwise from the stored answers'],
  });
});

test('a dataset with gaps is told to be without replay, not wrong, once other answers are stored', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  const [attack] = (await project.answers()).filter(({ question }) => question.draw.startsWith('vote-'));
  await command(project, ['answers', 'forget', '--key', attack!.key]);
  const { gaps } = await project.run({ until: 'export', replay: true, acceptGaps: true });
  expect(gaps).toBeGreaterThan(0);
  expect(await replayOf(project)).toMatchObject({ state: 'ok' });

  await project.run({ until: 'export', out: 'curated/whole' });
  expect(await replayOf(project)).toMatchObject({
    state: 'skipped',
    problems: [expect.stringContaining(`numbered ${gaps} when it was built, and would number 0`)],
  });
});
