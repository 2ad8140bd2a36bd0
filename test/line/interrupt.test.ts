import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtSources } from '../support/built-sources.ts';
import { type Running, runAlone, start } from '../support/command.ts';
import { type ModelServer, startModelServer, tally, wireBody } from '../support/model-server.ts';
import { makeProject } from '../support/project.ts';
import { timeless } from '../support/timeless.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
  builtSources();
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

const provider = ['concurrency: 2'];

/** A promise that is resolved from outside. */
function latch() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A gate that holds requests back from the n-th on, until it is opened. */
function gateFrom(number: number) {
  const opened = latch();
  const reached = latch();
  return {
    open: () => opened.resolve(),
    reached: reached.promise,
    before: async (incoming: { readonly number: number }) => {
      if (incoming.number < number) return undefined;
      if (incoming.number === number + 1) reached.resolve();
      await opened.promise;
      return undefined;
    },
  };
}

/** Resolves when the process has heard the signal. */
function stopping({ child }: Running): Promise<void> {
  return new Promise((resolve) => {
    child.stderr!.on('data', (chunk) => {
      if (String(chunk).includes('stopping:')) resolve();
    });
  });
}

test.each([
  ['a first Ctrl-C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
] as const)(
  '%s keeps what is in flight and says how to go on; a later run does, and asks nothing twice',
  async (_what, signal, status) => {
    using calm = makeProject({ baseUrl: server.url, provider });
    await calm.run(server.scene());

    using project = makeProject({ baseUrl: server.url, provider });
    const gate = gateFrom(5);
    const first = server.scene(gate);
    const running = start(project, ['run', project.pipeline], first);
    await gate.reached;
    running.child.kill(signal);
    await stopping(running);
    gate.open();
    const stopped = await running.finished;
    expect(stopped).toMatchObject({ status, signal: null });
    expect(stopped.err).toContain('Run the same command again');
    expect(first.asked).toHaveLength(6);
    const kept = await project.answers();
    expect(kept).toHaveLength(6);

    const second = server.scene();
    expect((await runAlone(project, second)).status).toBe(0);
    const again = tally(second.asked);
    expect(kept.filter(({ question }) => again.has(wireBody(question)))).toEqual([]);
    expect(timeless(project.made())).toEqual(timeless(calm.made()));
  },
);

test('a second Ctrl-C ends the run at once', async () => {
  using project = makeProject({ baseUrl: server.url, provider });
  const gate = gateFrom(3);
  const running = start(project, ['run', project.pipeline], server.scene(gate));
  await gate.reached;
  running.child.kill('SIGINT');
  await stopping(running);
  running.child.kill('SIGINT');
  expect(await running.finished).toMatchObject({ status: 130 });
  gate.open();
});
