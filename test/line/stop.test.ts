import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from '../support/command.ts';
import { type ModelServer, startModelServer, tally, wireBody } from '../support/model-server.ts';
import { makeProject } from '../support/project.ts';

let server: ModelServer;

beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A scene whose answers are held from the n-th request on. */
function heldFrom(number: number) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const scene = server.scene({
    async before(incoming) {
      if (incoming.number < number) return undefined;
      arrive();
      await released;
      return undefined;
    },
  });
  return { scene, arrived, release };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s lets what is in flight come home, and running again goes on', async (signal, status) => {
  using project = makeProject({ baseUrl: server.url });
  const { scene, arrived, release } = heldFrom(40);
  const running = start(project, ['run', project.pipeline], { env: scene.env });
  const noted = new Promise<void>((resolve) => {
    running.child.stderr!.on('data', (chunk) => {
      if (String(chunk).includes('stopping')) resolve();
    });
  });
  await arrived;
  running.child.kill(signal);
  await noted;
  release();
  const stopped = await running.finished;
  expect(stopped).toMatchObject({ status, signal: null });
  expect(stopped.err).toContain('Run the same command again to go on from here.');
  expect(stopped.out).toContain('(stopped ');

  // Everything that was asked has been answered and is kept.
  const kept = await project.answers();
  expect(tally(kept.map(({ question }) => wireBody(question)))).toEqual(tally(scene.asked));
  const again = server.scene();
  const finished = await start(project, ['run', project.pipeline, '--json'], { env: again.env }).finished;
  expect(finished, finished.err).toMatchObject({ status: 0 });
  const known = new Set(kept.map(({ key }) => key));
  const missing = (await project.answers()).filter(({ key }) => !known.has(key));
  expect(tally(again.asked)).toEqual(tally(missing.map(({ question }) => wireBody(question))));

  using alone = makeProject({ baseUrl: server.url });
  await alone.run({ env: server.scene().env });
  expect(project.dataset()).toEqual(alone.dataset());
});

test('a second Ctrl-C stops at once, with answers still out', async () => {
  using project = makeProject({ baseUrl: server.url });
  const { scene, arrived, release } = heldFrom(40);
  const running = start(project, ['run', project.pipeline], { env: scene.env });
  running.child.stderr!.on('data', (chunk) => {
    if (String(chunk).includes('stopping')) running.child.kill('SIGINT');
  });
  await arrived;
  running.child.kill('SIGINT');
  expect(await running.finished).toMatchObject({ status: 130, signal: null });
  release();

  const again = server.scene();
  const finished = await start(project, ['run', project.pipeline, '--json'], { env: again.env }).finished;
  expect(finished, finished.err).toMatchObject({ status: 0 });
  using alone = makeProject({ baseUrl: server.url });
  await alone.run({ env: server.scene().env });
  expect(project.dataset()).toEqual(alone.dataset());
});
