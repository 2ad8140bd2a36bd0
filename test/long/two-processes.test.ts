import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { RunDocument } from '../../src/run/run-pipeline.ts';
import { builtSources } from '../support/built-sources.ts';
import { start } from '../support/command.ts';
import { type Hooks, type ModelServer, startModelServer, wireBody } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';
import { timeless } from '../support/timeless.ts';

let server: ModelServer;

beforeAll(async () => {
  server = await startModelServer();
  builtSources();
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

/** A project with two pipelines that differ in nothing but their names. */
function projectOfTwo(): Project {
  const project = makeProject();
  for (const name of ['one', 'two'])
    project.write(`pipelines/${name}.yaml`, smallPipeline({ name, baseUrl: server.url }));
  return project;
}

/** Holds the first request of each process until both have asked, so that they run side by side. */
function together(): () => Hooks {
  let waiting = 2;
  let open = (): void => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => ({
    async before({ number }) {
      if (number === 1) {
        waiting -= 1;
        if (waiting === 0) open();
      }
      await both;
      return undefined;
    },
  });
}

async function runBoth(project: Project, hooks: () => Hooks) {
  const names = ['one', 'two'];
  const scenes = names.map(() => server.scene(hooks()));
  const finished = await Promise.all(
    names.map(
      (name, at) =>
        start(project, ['run', `pipelines/${name}.yaml`, '--json'], { env: scenes[at]!.env }).finished,
    ),
  );
  for (const each of finished) expect(each, each.err).toMatchObject({ status: 0, err: '' });
  return { scenes, documents: finished.map(({ out }) => JSON.parse(out) as RunDocument) };
}

test('two processes on one store each end with the bytes of a run alone', async () => {
  using project = projectOfTwo();
  const { documents } = await runBoth(project, together());
  for (const [at, name] of ['one', 'two'].entries()) {
    using alone = projectOfTwo();
    const document = await alone.run({ pipeline: `pipelines/${name}.yaml`, env: server.scene().env });
    expect(documents[at]!.digest).toBe(document.digest);
    expect(project.dataset(name)).toEqual(alone.dataset(name));
    expect((await alone.answers()).map(({ key }) => key)).toEqual(
      (await project.answers()).map(({ key }) => key),
    );
  }
});

test('a model that says something else each time is heard once: both adopt the answer that was stored first', async () => {
  using project = projectOfTwo();
  let saying = 0;
  const fickle = (hooks: Hooks): Hooks => ({
    ...hooks,
    seen: ({ body }): JsonObject => {
      saying += 1;
      return { ...body, nonce: saying };
    },
  });
  const side = together();
  const { scenes, documents } = await runBoth(project, () => fickle(side()));

  // No question was lost or stored twice, and at least one was asked by both.
  const answers = await project.answers();
  const questions = new Set(answers.map(({ question }) => `${wireBody(question)} ${question.draw}`));
  expect(questions.size).toBe(answers.length);
  const asked = scenes.map((scene) => new Set(scene.asked));
  const bodies = new Set(answers.map(({ question }) => wireBody(question)));
  expect(new Set([...asked[0]!, ...asked[1]!])).toEqual(bodies);
  expect([...asked[0]!].filter((body) => asked[1]!.has(body)).length).toBeGreaterThan(0);

  // Both rest on the same answers, whoever asked, and so have the same items.
  const itemsOf = (name: string) => project.dataset(name).get('city-trips/items.jsonl');
  expect(itemsOf('one')).toBe(itemsOf('two'));
  expect(project.items('one').length).toBe(26);
  for (const [at, name] of ['one', 'two'].entries()) {
    const before = project.dataset(name);
    const replayed = await project.run({ pipeline: `pipelines/${name}.yaml`, replay: true });
    expect(replayed).toMatchObject({ state: 'done', asked: 0, digest: documents[at]!.digest });
    expect(project.dataset(name)).toEqual(before);
  }
});

test('the same pipeline twice at once: the second is told who holds the lock, and harms nothing', async () => {
  using project = makeProject({ baseUrl: server.url });
  let release = (): void => undefined;
  let arrived = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const first = server.scene({
    async before() {
      arrived();
      await held;
      return undefined;
    },
  });
  const argv = ['run', project.pipeline, '--json'];
  const running = start(project, argv, { env: first.env });
  await begun;

  const second = server.scene();
  const refused = await start(project, argv, { env: second.env }).finished;
  expect(refused).toMatchObject({ status: 2, out: '' });
  expect(refused.err).toContain(`process ${running.child.pid}, which is running`);
  expect(second.asked).toEqual([]);

  release();
  const finished = await running.finished;
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  using alone = makeProject({ baseUrl: server.url });
  await alone.run({ env: server.scene().env });
  expect(timeless(project.made())).toEqual(timeless(alone.made()));
});
