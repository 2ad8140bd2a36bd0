import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { evaluate, judge } from '../../src/run/evaluate.ts';
import type { EvaluationDocument } from '../../src/run/evaluation-document.ts';
import { builtSources } from '../support/built-sources.ts';
import { command, type Finished, type Running, start } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import {
  failure,
  type Hooks,
  type ModelServer,
  startModelServer,
  tally,
  wireBody,
} from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { timeless } from '../support/timeless.ts';

const argv = ['evaluate', 'curated/small', '--json'];
const own = 'small/local-default';
const preload = 'test/support/kill-at-rename.js';
const retry = { attempts: 2, initialDelayMs: 1, maxDelayMs: 2 };

let server: ModelServer;
/** A project with a dataset and no evaluation, and one whose evaluation nothing disturbed. No test changes them. */
let fresh: Project;
let calm: Project;
/** How many questions and renames that took. */
let questions: number;
let renames: number;

beforeAll(async () => {
  server = await startModelServer();
  builtSources();
  fresh = makeProject({ baseUrl: server.url, provider: ['prices: { default: { input: 1, output: 1 } }'] });
  await fresh.run({ ...server.scene(), until: 'export' });
  calm = copyOf(fresh);
  const { env, asked } = server.scene();
  const counting = { ...env, LIST_RENAMES: calm.path('.renames') };
  expect(await start(calm, argv, { env: counting, preload }).finished).toMatchObject({ status: 0, err: '' });
  questions = asked.length;
  renames = calm.read('.renames').trimEnd().split('\n').length;
}, 60_000);
afterAll(async () => {
  for (const project of [fresh, calm]) project[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const documentOf = ({ out }: Finished): EvaluationDocument => JSON.parse(out) as EvaluationDocument;

/** Goes on with an evaluation, and checks that it asks what is not stored, and ends as an undisturbed one. */
async function resume(project: Project, more: readonly string[] = []): Promise<void> {
  const kept = new Set((await project.answers()).map(({ key }) => key));
  const scene = server.scene();
  const finished = await command(project, [...argv, ...more], scene.env);
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  expect(timeless(project.results(own))).toEqual(timeless(calm.results(own)));
  const added = (await project.answers()).filter(({ key }) => !kept.has(key));
  expect(tally(scene.asked)).toEqual(tally(added.map(({ question }) => wireBody(question))));
}

describe.concurrent('an evaluation that is killed', () => {
  test.each([
    ['after an answer of the subject', 'after', 0.2],
    ['before an answer of the judge', 'before', 0.8],
  ] as const)('%s goes on where it stood, and asks nothing twice', async (_when, moment, share) => {
    using project = copyOf(fresh);
    const number = Math.round(share * questions);
    const hooks: Hooks = {
      [moment]: (incoming: { readonly number: number }): undefined => {
        if (incoming.number === number) running.child.kill('SIGKILL');
        return undefined;
      },
    };
    const running: Running = start(project, argv, server.scene(hooks));
    expect(await running.finished).toMatchObject({ signal: 'SIGKILL' });
    expectWhole(project);
    const { out } = await command(project, ['status']);
    expect(out).toContain('its process was killed');
    expect(out).toContain('go on with: specloom evaluate curated/small');
    await resume(project);
  });

  test.each([
    ['before the responses are in place', -5],
    ['before the description is in place', -1],
  ])('while it writes over an earlier one, %s, goes on, too', async (_when, fromLast) => {
    using project = copyOf(calm);
    const env = { ...server.scene().env, KILL_AT_RENAME: `${renames + fromLast}:before` };
    expect(await start(project, argv, { env, preload }).finished).toMatchObject({ signal: 'SIGKILL' });
    expectWhole(project);
    await resume(project);
  });
});

/** A reader meets an evaluation as it was written, or none that says it is whole. */
function expectWhole(project: Project): void {
  const files = project.results(own);
  const description = files.get('evaluation.json');
  if (description === undefined) return;
  const listed = (JSON.parse(description) as { files: Record<string, string> }).files;
  for (const [name, hash] of Object.entries(listed)) expect(sha256(files.get(name)!), name).toBe(hash);
}

describe.each([
  ['while the subject responds', 7, 'respond'],
  ['while responses are judged', 40, 'judge'],
] as const)('a server that goes away for good %s', (_when, number, stage) => {
  const gone = () =>
    server.scene({ before: (incoming) => (incoming.number < number ? undefined : failure(503, 'Closed.')) });

  test('stops the evaluation as resumable, and nothing is written', async () => {
    using project = copyOf(fresh);
    const stopped = await evaluate('curated/small', { cwd: project.root, retry, ...gone() });
    expect(stopped).toMatchObject({ state: 'stopped', scores: null, pending: { stage } });
    expect(Object.keys(stopped.pending!.reasons)).toEqual(['server']);
    expect(project.results(own).size).toBe(0);
    await resume(project);
  });

  test('leaves an earlier evaluation as it was', async () => {
    using project = copyOf(calm);
    const before = project.results(own);
    const stopped = await evaluate('curated/small', { cwd: project.root, seed: 9, retry, ...gone() });
    expect(stopped).toMatchObject({ state: 'stopped' });
    expect(project.results(own)).toEqual(before);
  });
});

test('a judge that goes away leaves the verdicts of the one before as they were', async () => {
  using project = copyOf(calm);
  const before = project.results(own);
  const { env } = server.scene({ before: () => failure(503, 'Closed.') });
  const other = { judge: 'local/other', cwd: project.root, env, retry };
  expect(await judge(`results/${own}`, other)).toMatchObject({
    state: 'stopped',
    pending: { stage: 'judge' },
  });
  expect(project.results(own)).toEqual(before);
});

describe('without all the answers', () => {
  test('a replay stops with status 4, says why, and writes and asks nothing', async () => {
    using project = copyOf(fresh);
    const stored = await project.answers();
    const finished = await command(project, [...argv, '--replay']);
    expect(finished).toMatchObject({ status: 4, err: '' });
    expect(documentOf(finished)).toMatchObject({
      state: 'stopped',
      asked: 0,
      scores: null,
      pending: { stage: 'respond', records: fresh.items().length, reasons: { replay: fresh.items().length } },
    });
    expect(project.results(own).size).toBe(0);
    expect(await project.answers()).toEqual(stored);
  });

  test('a budget stops it with status 4; a larger one goes on', async () => {
    using project = copyOf(fresh);
    const finished = await command(project, [...argv, '--budget', '0.02'], server.scene().env);
    expect(finished).toMatchObject({ status: 4, err: '' });
    const stopped = documentOf(finished);
    expect(stopped.pending!.reasons).toHaveProperty('budget');
    expect(stopped.answered).toBeGreaterThan(0);
    expect(stopped.costUsd).toBeLessThanOrEqual(0.02);
    expect(project.results(own).size).toBe(0);
    await resume(project, ['--budget', '5']);
  });

  test('gaps can be accepted: items without a response are unscored and counted, and the status is 3', async () => {
    using project = copyOf(fresh);
    // A fifth of the items is never answered, whatever is asked again.
    const lost = (body: JsonObject) => /^[0-2]/.test(sha256(JSON.stringify(body.messages)));
    const { env } = server.scene({ before: ({ body }) => (lost(body) ? failure(500, 'Oops.') : undefined) });
    const options = { cwd: project.root, env, retry, acceptGaps: true };
    const document = await evaluate('curated/small', options);
    const items = fresh.items().length;
    const { responses, judgements, scores, description } = evaluationIn(project, own);
    expect(responses.length).toBeLessThan(items);
    expect(judgements.length).toBeLessThan(responses.length);
    expect(document).toMatchObject({ state: 'done', gaps: items - judgements.length });
    expect(description.counts).toEqual({
      items,
      responses: responses.length,
      judgements: judgements.length,
    });
    const { sar, safety } = scores.summary.macro.all!;
    expect(sar.scored + sar.unscored).toBe(items);
    expect(safety.unscored).toBeGreaterThanOrEqual(items - judgements.length);
    expect(sar.unscored).toBeGreaterThanOrEqual(items - judgements.length);
    const [low, high] = sar.bounds;
    expect(high - low).toBeGreaterThan(0);

    const again = await command(project, [...argv, '--replay', '--accept-gaps']);
    expect(again).toMatchObject({ status: 3, err: '' });
    expect(documentOf(again)).toMatchObject({ gaps: document.gaps, asked: 0 });
  });

  test('they can be collected as a batch, stage after stage, and brought in', async () => {
    using project = copyOf(fresh);
    for (const stage of ['respond', 'judge']) {
      for (;;) {
        const finished = await command(project, [...argv, '--collect', 'batch.jsonl']);
        if (finished.status === 0) break;
        expect(finished).toMatchObject({ status: 4, err: '' });
        const { asked, collected, pending } = documentOf(finished);
        expect(asked).toBe(0);
        expect(collected).toMatchObject({ file: expect.stringContaining('batch.jsonl') });
        const lines = project.read('batch.jsonl').trim().split('\n');
        expect(lines).toHaveLength(collected!.questions);
        if (pending!.stage !== stage) break;
        project.write('output.jsonl', (await Promise.all(lines.map(answered))).join('\n'));
        expect(await command(project, ['answers', 'import', 'output.jsonl'])).toMatchObject({ status: 0 });
      }
    }
    await resume(project, ['--replay']);
  });

  /** A line of a batch file, answered by the server as a batch of it would be. */
  async function answered(line: string): Promise<string> {
    const { custom_id, url, body } = JSON.parse(line) as { custom_id: string; url: string; body: object };
    const key = Object.values(server.scene().env)[0];
    const reply = await fetch(new URL(url, server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
    return JSON.stringify({ custom_id, response: { status_code: reply.status, body: await reply.json() } });
  }
});
