import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, type JsonObject } from '../../src/core/json.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import { command } from '../support/command.ts';
import { tally, wireBody } from '../support/model-server.ts';
import { makeProject } from '../support/project.ts';
import {
  type Calm,
  calmRun,
  expectCalmBytes,
  pipeline,
  retry,
  serverOf,
  through,
  turns,
} from '../support/storm.ts';
import { timeless } from '../support/timeless.ts';

let calm: Calm;

beforeAll(async () => {
  calm = await calmRun();
}, 60_000);
afterAll(() => calm.project[Symbol.dispose]());

test('the calm run has refusals, filter stops and cut-off replies among its answers', () => {
  expect(calm.run).toMatchObject({ state: 'done', faults: 0 });
  const finishes = new Set(calm.answers.map(({ answer }) => answer.finish));
  expect([...finishes].sort()).toEqual(['filter', 'length', 'refusal', 'stop']);
});

test('faults of all kinds together, in three of ten attempts, change nothing but the time it takes', async () => {
  await using server = await serverOf({ ...turns, faultRate: 0.3 });
  await expectCalmBytes(calm, server);
  expect(server.played.size).toBeGreaterThan(3);
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
    // Behind the export there is the page of the curation, and nothing of an evaluation yet.
    expect([...project.results().keys()]).toEqual(
      exported ? ['attack.html', 'attack.json', 'curation.html', 'curation.json'] : [],
    );

    const kept = new Set((await project.answers()).map(({ key }) => key));
    await using back = await serverOf(turns);
    expect(await project.run(through(back))).toMatchObject({ state: 'done', digest: calm.run.digest });
    expect(timeless(project.made())).toEqual(timeless(calm.project.made()));
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
  // Synthesis asks for vectors, too: these go well.
  let judged = false;
  await using deaf = await serverOf(turns, ({ path, body }) => {
    if (!path.endsWith('/embeddings')) judged ||= taskOf(body) === 'relevance';
    else if (judged) return { status: 503, body: { error: { message: 'no embeddings today' } } };
    return undefined;
  });
  const stopped = await project.run(through(deaf));
  expect(stopped.pending).toMatchObject({ stage: 'dedup', records: stopped.funnel.at(-1)!.out });
  expect(stopped.funnel.map((row) => row.stage)).toEqual(['ingest', 'synthesize', 'rewrite', 'relevance']);

  await using back = await serverOf(turns);
  expect(await project.run({ ...through(back), until: 'dedup' })).toMatchObject({ state: 'done' });
  expect(back.asked.every(({ path }) => path.endsWith('/embeddings'))).toBe(true);
  expect(await project.run(through(back))).toMatchObject({ state: 'done', digest: calm.run.digest });
});

/** The task that a request is of; undefined for one to a subject, which names none. */
const taskOf = (body: JsonObject): string | undefined =>
  readMessages(body.messages as unknown as readonly ChatMessage[])?.task;
