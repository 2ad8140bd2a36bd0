import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Provider } from '../../src/core/provider.ts';
import { providerKinds } from '../../src/model/index.ts';
import { respond } from '../../src/run/evaluate.ts';
import { compareMethods } from '../../src/run/evaluate-methods.ts';
import { tasks } from '../../src/tasks/index.ts';
import { copyOf } from '../support/evaluated.ts';
import { startModelServer } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';

const dataset = 'curated/small';
const small = { unsafe: { generated: 4 }, safe: { generated: 2 } };

/** A dataset of which nobody was asked anything. No test changes it. */
let fresh: Project;

beforeAll(async () => {
  fresh = makeProject(small);
  await fresh.run({ until: 'export' });
}, 60_000);
afterAll(() => fresh[Symbol.dispose]());

/** The rehearsal provider, two questions at a time, and a signal to stop that comes with the question of a number. */
function stopAt(number: number) {
  const controller = new AbortController();
  const kind = providerKinds.get('rehearsal')!;
  const provider = kind.open('rehearsal', kind.options.parse({}), { env: {}, offline: false, tasks });
  const [server] = provider.servers;
  let asked = 0;
  const stopping: Provider = {
    ...provider,
    limits: { ...provider.limits, concurrency: 2 },
    servers: [
      {
        ...server!,
        chat(question, signal) {
          asked += 1;
          if (asked === number) controller.abort();
          return server!.chat!(question, signal);
        },
      },
    ],
  };
  return { signal: controller.signal, providers: new Map([['rehearsal', stopping]]) };
}

describe('asking by a method of several passes', () => {
  test.each([
    ['align3', {}],
    ['tpo:rounds=2,samples=2', { reward: 'self' }],
  ])(
    'that is stopped in the middle, by %s, goes on from there, and replays to the same bytes',
    async (method, more) => {
      using calm = copyOf(fresh);
      using project = copyOf(fresh);
      const options = { model: 'rehearsal/reasoning', method, ...more };
      const undisturbed = await respond(dataset, { ...options, cwd: calm.root });

      const stopped = await respond(dataset, { ...options, cwd: project.root, ...stopAt(5) });
      expect(stopped).toMatchObject({ state: 'stopped', scores: null });
      expect(stopped.asked).toBeGreaterThan(0);
      expect(stopped.asked).toBeLessThan(undisturbed.effort.respond!.questions);
      const missing = await respond(dataset, { ...options, cwd: project.root, replay: true });
      expect(missing).toMatchObject({ state: 'stopped', asked: 0 });

      const resumed = await respond(dataset, { ...options, cwd: project.root });
      expect(resumed).toMatchObject({ state: 'done', asked: undisturbed.asked - stopped.asked });
      expect(project.results()).toEqual(calm.results());
      expect(await respond(dataset, { ...options, cwd: project.root, replay: true })).toMatchObject({
        asked: 0,
      });
      expect(project.results()).toEqual(calm.results());
    },
  );
});

describe('comparing methods', () => {
  test('that is stopped in the first of them leaves the others for the next call, which compares all', async () => {
    using project = copyOf(fresh);
    const options = { models: ['rehearsal/reasoning'], methods: ['vanilla', 'align3'], cwd: project.root };
    const stopped = await compareMethods(dataset, { ...options, ...stopAt(3) });
    expect(stopped).toMatchObject({ state: 'stopped', comparison: null });
    expect(stopped.evaluations.map(({ evaluation }) => evaluation?.state)).toEqual(['stopped', 'stopped']);
    const done = await compareMethods(dataset, options);
    expect(done.state).toBe('done');
    expect(done.comparison!.methods.map(({ name }) => name)).toEqual(['rehearsal/reasoning (align3)']);
  });

  test('a method whose server cannot go on with a turn does not stop the others', async () => {
    await using server = await startModelServer(0);
    using project = copyOf(fresh);
    const line = smallPipeline({ ...small, baseUrl: server.url, provider: ['continuation: none'] });
    const reasoner =
      '{ model: local/reasoning, kind: reasoning, reasoning: { open: "<think>", close: "</think>" } }';
    project.write('pipelines/served.yaml', line.replace('subject: local/default', `subject: ${reasoner}`));
    const { env } = server.scene();
    const options = { pipeline: 'pipelines/served.yaml', cwd: project.root, env };
    const document = await compareMethods(dataset, {
      ...options,
      methods: ['vanilla', 'align3', 'self-refine:refinements=1'],
    });
    expect(document.evaluations.map(({ method, failure }) => [method, failure?.code])).toEqual([
      ['vanilla', undefined],
      ['align3', 'config'],
      ['self-refine-1', undefined],
    ]);
    expect(document.evaluations[1]!.failure!.message).toContain('continuation: none');
    expect(document.state).toBe('stopped');
    expect(document.comparison!.evaluations).toHaveLength(2);
    expect(document.comparison!.methods).toMatchObject([{ vanilla: 'local/reasoning' }]);
  });
});
