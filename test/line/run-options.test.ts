import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAnswers } from '../../src/answers/index.ts';
import { command } from '../support/command.ts';
import { failure, type ModelServer, startModelServer } from '../support/model-server.ts';
import { makeProject } from '../support/project.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer(0);
});
afterAll(() => server[Symbol.asyncDispose]());

const quick = { initialDelayMs: 1, maxDelayMs: 2 };

test('a role that no stage has is refused, with the nearest one', async () => {
  using project = makeProject();
  const { status, err } = await command(project, [
    'run',
    project.pipeline,
    '--model',
    'generatr=openai/gpt-4.1',
  ]);
  expect(status).toBe(2);
  expect(err).toContain('did you mean `generator`');
});

test.each([
  ['--replay', '--replay asks for nothing more'],
  ['--accept-gaps', '--accept-gaps gives them up'],
])('--collect does not go with %s', async (flag, message) => {
  using project = makeProject();
  const { status, err } = await command(project, ['run', project.pipeline, '--collect', 'batch.jsonl', flag]);
  expect(status).toBe(2);
  expect(err).toContain(message);
});

test('a replay needs no price and no key, whatever the budget', async () => {
  using project = makeProject({ baseUrl: server.url });
  const { status, out } = await command(project, [
    'run',
    project.pipeline,
    '--replay',
    '--budget',
    '1',
    '--json',
  ]);
  expect(status).toBe(4);
  expect(JSON.parse(out).pending.reasons).toHaveProperty('replay');
});

test('the cost of a run holds what its faults may have cost', async () => {
  using project = makeProject({
    baseUrl: server.url,
    provider: ['prices: { default: { input: 1, output: 1 } }', 'timeoutMs: 1500'],
  });
  let number = 0;
  const { env } = server.scene({
    before: async () => {
      number += 1;
      // Longer than the timeout: the server may go on and bill what nobody waits for.
      if (number <= 2) await new Promise((resolve) => setTimeout(resolve, 3000));
      return undefined;
    },
  });
  const document = await project.run({ env, retry: quick, until: 'synthesize' });
  const store = await openAnswers(project.path('.specloom', 'answers.sqlite'));
  const { usd } = await store.ledger.spent('small');
  await store.close();
  expect(document.faults).toBeGreaterThanOrEqual(2);
  expect(document.costUsd).toBeCloseTo(usd, 9);
  const answered =
    (await project.answers()).reduce(
      (sum, { answer }) => sum + answer.usage!.inputTokens + answer.usage!.outputTokens,
      0,
    ) / 1e6;
  expect(document.costUsd!).toBeGreaterThan(answered);
});

test('a run that an error ends says so in status, with the command that goes on', async () => {
  using project = makeProject({ baseUrl: server.url });
  const { env } = server.scene({ before: () => failure(401, 'Incorrect API key provided.') });
  const failed = await command(project, ['run', project.pipeline, '--seed', '9'], env);
  expect(failed.status).toBe(2);
  const { out } = await command(project, ['status']);
  expect(out).toContain('small: failed');
  expect(out).toContain('go on with: specloom run pipelines/small.yaml --seed 9');
});

test('a line that ends without items leaves the dataset of an earlier run alone', async () => {
  using project = makeProject({ unsafe: { notes: 4 }, safe: {} });
  expect((await command(project, ['run', project.pipeline])).status).toBe(0);
  const before = project.dataset();
  const header = project.read('raw/notes.csv').split('\n', 1)[0]!;
  project.write('raw/notes.csv', `${header}\n1,unsafe,\n`);
  const { status, out } = await command(project, ['run', project.pipeline]);
  expect(status).toBe(3);
  expect(out).toContain('no dataset was written');
  expect(project.dataset()).toEqual(before);
});
