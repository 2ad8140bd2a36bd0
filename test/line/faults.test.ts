import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredEntry } from '../../src/answers/index.ts';
import { canonicalJson, type JsonObject } from '../../src/core/json.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { Provider } from '../../src/core/provider.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import { providerKinds } from '../../src/model/index.ts';
import { rehearsalModel } from '../../src/model/rehearsal.ts';
import { rehearsalApp } from '../../src/model/rehearsal-server.ts';
import type { RunDocument, RunOptions } from '../../src/run/run-pipeline.ts';
import { tasks } from '../../src/tasks/index.ts';
import { command } from '../support/command.ts';
import {
  type Asked,
  embeddings,
  type FaultServer,
  type FaultServerOptions,
  faultKinds,
  type Reply,
  startFaultServer,
} from '../support/fault-server.ts';
import { tally, wireBody } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';

/** The pipeline file names an address that nobody listens at; the provider that is handed in wins over it. */
const pipeline = { baseUrl: 'http://127.0.0.1:9/v1', embedder: 'local/letters' };

/** One request in five is refused, filtered or cut off, whatever the attempt: these are answers. */
const turns = { turnRate: 0.2, seed: 'storm' };

const retry = { attempts: 9, initialDelayMs: 2, maxDelayMs: 20 };

let calm: Project;
let calmRun: RunDocument;
let calmAnswers: readonly StoredEntry[];

beforeAll(async () => {
  calm = makeProject(pipeline);
  await using server = await serverOf(turns);
  calmRun = await calm.run(through(server));
  calmAnswers = await calm.answers();
}, 60_000);
afterAll(() => calm[Symbol.dispose]());

test('the calm run has refusals, filter stops and cut-off replies among its answers', () => {
  expect(calmRun).toMatchObject({ state: 'done', faults: 0 });
  const finishes = new Set(calmAnswers.map(({ answer }) => answer.finish));
  expect([...finishes].sort()).toEqual(['filter', 'length', 'refusal', 'stop']);
});

describe('faults change nothing but the time it takes', () => {
  test.each(faultKinds.map((kind) => [kind]))('%s, in three of ten attempts', async (kind) => {
    await using server = await serverOf({ ...turns, faultRate: 0.3, faults: [kind] });
    await expectCalmBytes(server);
    expect(server.played.get(kind)).toBeGreaterThan(10);
  });

  test('all kinds together, in three of ten attempts', async () => {
    await using server = await serverOf({ ...turns, faultRate: 0.3 });
    await expectCalmBytes(server);
    expect(server.played.size).toBeGreaterThan(3);
  });

  async function expectCalmBytes(server: FaultServer): Promise<void> {
    using project = makeProject(pipeline);
    const document = await project.run(through(server, 400));
    expect(document).toMatchObject({ state: 'done', digest: calmRun.digest });
    expect(document.faults).toBeGreaterThan(10);
    expect(document.answered).toBe(calmRun.answered);
    expect(project.made()).toEqual(calm.made());
    expect(withoutLatency(await project.answers())).toEqual(withoutLatency(calmAnswers));
    expect(await project.run({ ...through(server), replay: true })).toMatchObject({
      asked: 0,
      digest: calmRun.digest,
    });
  }
});

describe.each([
  ['while prompts are synthesized', 3, 'synthesize', 'synthesize'],
  ['while rows are rewritten', 4, 'rewrite', 'rewrite'],
  ['while relevance is judged', 50, 'relevance', 'relevance'],
  ['while prompts are attacked', 20, 'verify', 'attack'],
  ['while the subject responds', 5, undefined, 'respond'],
  ['while responses are judged', 5, 'judge', 'judge'],
])('a server that goes away for good %s', (_when, requests, task, stage) => {
  test('ends the run as resumable, and a later run goes on with the same bytes', async () => {
    using project = makeProject(pipeline);
    let seen = 0;
    const server = await serverOf(turns, ({ path, body }) => {
      if (path.endsWith('/chat/completions') && taskOf(body) === task) seen += 1;
      if (seen === requests) void server.stop();
      return undefined;
    });
    const stopped = await project.run(through(server));
    const exported = stopped.funnel.some((row) => row.stage === 'export');
    expect(stopped).toMatchObject({ state: 'stopped', evaluation: null });
    expect(stopped.dataset).toBe(exported ? 'curated/small' : null);
    expect(stopped.pending?.stage).toBe(stage);
    expect(Object.keys(stopped.pending?.reasons ?? {})).toEqual(['server']);
    // Those in flight use up their attempts; the breaker spares the others theirs.
    expect(stopped.faults).toBeLessThanOrEqual(64 * retry.attempts);
    const status = await command(project, ['status']);
    expect(status).toMatchObject({ status: 0, err: '' });
    expect(status.out).toContain(`stopped in ${stage}`);
    expect(status.out).toContain('server');
    expect(project.dataset().size > 0).toBe(exported);
    expect(project.results().size).toBe(0);

    const kept = new Set((await project.answers()).map(({ key }) => key));
    await using back = await serverOf(turns);
    expect(await project.run(through(back))).toMatchObject({ state: 'done', digest: calmRun.digest });
    expect(project.made()).toEqual(calm.made());
    const missing = (await project.answers()).filter(
      ({ key, question }) => question.kind === 'chat' && !kept.has(key),
    );
    const asked = back.asked.filter(({ path }) => path.endsWith('/chat/completions'));
    expect(tally(asked.map(({ body }) => canonicalJson(body)))).toEqual(
      tally(missing.map(({ question }) => wireBody(question))),
    );
  });
});

test('a stage whose set is not whole does not close: dedup waits for the last vector', async () => {
  using project = makeProject(pipeline);
  await using deaf = await serverOf(turns, ({ path }) =>
    path.endsWith('/embeddings')
      ? { status: 503, body: { error: { message: 'no embeddings today' } } }
      : undefined,
  );
  const stopped = await project.run(through(deaf));
  expect(stopped.pending).toMatchObject({ stage: 'dedup', records: stopped.funnel.at(-1)!.out });
  expect(stopped.funnel.map((row) => row.stage)).toEqual(['ingest', 'synthesize', 'rewrite', 'relevance']);

  await using back = await serverOf(turns);
  expect(await project.run({ ...through(back), until: 'dedup' })).toMatchObject({ state: 'done' });
  expect(back.asked.every(({ path }) => path.endsWith('/embeddings'))).toBe(true);
  expect(await project.run(through(back))).toMatchObject({ state: 'done', digest: calmRun.digest });
});

/** The rehearsal model with the faults of the options; a letter count stands in for an embedding. */
function serverOf(
  options: Partial<FaultServerOptions>,
  own: (asked: Asked & { readonly number: number }) => Reply | undefined = () => undefined,
): Promise<FaultServer> {
  const app = rehearsalApp(rehearsalModel(tasks));
  let number = 0;
  return startFaultServer({
    ...options,
    async reply(asked) {
      number += 1;
      const instead = own({ ...asked, number });
      if (instead) return instead;
      if (asked.path.endsWith('/embeddings'))
        return { body: embeddings((asked.body.input as string[]).map(lettersOf), asked.body) };
      const reply = await app.request(asked.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked.body),
      });
      return { status: reply.status, body: (await reply.json()) as JsonObject };
    },
  });
}

/** The task that a request is of; undefined for one to a subject, which names none. */
const taskOf = (body: JsonObject): string | undefined =>
  readMessages(body.messages as unknown as readonly ChatMessage[])?.task;

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

const lettersOf = (text: string): number[] =>
  [...alphabet].map((letter) => 0.5 + text.toLowerCase().split(letter).length);

/** The real client, at the address of a server. */
function through(server: FaultServer, timeoutMs = 30_000): RunOptions {
  const kind = providerKinds.get('openai')!;
  const options = kind.options.parse({ baseUrl: server.url, timeoutMs, embedBatch: 16 });
  const provider: Provider = kind.open('local', options, { env: {}, offline: false, tasks });
  return { providers: new Map([['local', provider]]), retry, env: {} };
}

const withoutLatency = (entries: readonly StoredEntry[]) =>
  entries.map(({ key, question, answer: { latencyMs: _, ...answer } }) => ({ key, question, answer }));
