import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { respond } from '../../src/run/evaluate.ts';
import { compareMethods } from '../../src/run/evaluate-methods.ts';
import { copyOf } from '../support/evaluated.ts';
import { startModelServer } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';
import { stopAt } from '../support/stop-at.ts';

const dataset = 'curated/small';
const small = { unsafe: { generated: 4 }, safe: { generated: 2 } };

/** A dataset of which nobody was asked anything. No test changes it. */
let fresh: Project;

beforeAll(async () => {
  fresh = makeProject(small);
  await fresh.run({ until: 'export' });
}, 60_000);
afterAll(() => fresh[Symbol.dispose]());

/** Its files; those of the store are written again when it is closed, whoever opened it. */
const filesOf = (project: Project) =>
  [...project.everyFile()].filter(([path]) => !path.startsWith('.specloom/answers.sqlite'));

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
  test('by one whose server cannot go on with a turn ends before any of them is asked', async () => {
    await using server = await startModelServer(0);
    using project = copyOf(fresh);
    const line = smallPipeline({ ...small, baseUrl: server.url, provider: ['continuation: none'] });
    const reasoner =
      '{ model: local/reasoning, kind: reasoning, reasoning: { open: "<think>", close: "</think>" } }';
    project.write('pipelines/served.yaml', line.replace('subject: local/default', `subject: ${reasoner}`));
    const { env, asked } = server.scene();
    const options = { pipeline: 'pipelines/served.yaml', cwd: project.root, env };
    const before = filesOf(project);
    await expect(compareMethods(dataset, { ...options, methods: ['vanilla', 'align3'] })).rejects.toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringMatching(/^local\/reasoning \(align3\): .*continuation: none/),
      }),
    );
    expect(asked).toEqual([]);
    expect(filesOf(project)).toEqual(before);
  });
});
