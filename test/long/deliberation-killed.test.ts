import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StoredEntry } from '../../src/answers/index.ts';
import type { EvaluationDocument } from '../../src/run/evaluation-document.ts';
import { type Running, start } from '../support/command.ts';
import { copyOf } from '../support/evaluated.ts';
import { type Kill, storedNow } from '../support/kill.ts';
import { type ModelServer, startModelServer, tally, wireBody } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';
import { timeless } from '../support/timeless.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const concurrency = 8;
const preload = 'test/support/kill-at-rename.js';

/** One trace, rounds of turns, and samples. */
const methods = ['align3', 'more-think', 'tpo:rounds=2,samples=2', 'best-of-n:answers=3'] as const;

const argvFor = (method: string): readonly string[] => [
  ...['evaluate', 'curated/small', '--json', '--pipeline', 'pipelines/reasoning.yaml', '--method', method],
  ...(/^(tpo|best-of-n)/.test(method) ? ['--reward', 'local/default'] : []),
];

/** The rehearsal model over HTTP. A body has the same reply each time, now and then one that cannot be read. */
let server: ModelServer;
/** A dataset of which nobody was asked anything. */
let fresh: Project;

beforeAll(async () => {
  server = await startModelServer(0.02);
  const provider = [`concurrency: ${concurrency}`, 'continuation: chat'];
  const line = { baseUrl: server.url, provider, unsafe: { generated: 8 }, safe: { generated: 6 } };
  fresh = makeProject(line);
  await fresh.run({ ...server.scene(), until: 'export' });
  const reasoner =
    '{ model: local/reasoning, kind: reasoning, reasoning: { open: "<think>\\n", close: "</think>" } }';
  const text = smallPipeline(line).replace('subject: local/default', `subject: ${reasoner}`);
  fresh.write('pipelines/reasoning.yaml', text);
});
afterAll(async () => {
  fresh[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

/** What a run sent to the server, and what the store held once it was over. */
interface Attempt {
  readonly asked: readonly string[];
  readonly stored: readonly StoredEntry[];
}

/** Evaluates until SIGKILL ends it. Requests and renames are numbered anew in each run. */
async function runKilled(project: Project, method: string, { at, number, moment }: Kill): Promise<Attempt> {
  const end = (incoming: { readonly number: number }): undefined => {
    if (at === 'request' && incoming.number === number) running.child.kill('SIGKILL');
    return undefined;
  };
  const { env, asked } = server.scene({ [moment]: end });
  const running: Running =
    at === 'request'
      ? start(project, argvFor(method), { env })
      : start(project, argvFor(method), {
          env: { ...env, KILL_AT_RENAME: `${number}:${moment}` },
          preload,
        });
  const finished = await running.finished;
  expect(finished, finished.err).toMatchObject({ status: null, signal: 'SIGKILL' });
  return { asked, stored: await storedNow(project) };
}

async function runToEnd(project: Project, method: string, more: Readonly<Record<string, string>> = {}) {
  const { env, asked } = server.scene();
  const finished = await start(project, argvFor(method), { env: { ...env, ...more }, preload }).finished;
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  const document = JSON.parse(finished.out) as EvaluationDocument;
  return { asked, stored: await storedNow(project), document };
}

/** How many responses rest on answers of which some are stored and some are not. */
function openIn(stored: readonly StoredEntry[], responses: readonly (readonly string[])[]): number {
  const keys = new Set(stored.map(({ key }) => key));
  return responses.filter(
    (passes) => passes.some((key) => keys.has(key)) && !passes.every((key) => keys.has(key)),
  ).length;
}

/** The keys of the answers that each item's response rests on. */
function passesOf(project: Project, own: string): readonly (readonly string[])[] {
  const [file] = [...project.everyFile().keys()].filter(
    (path) => path.includes(`evaluate-${own.replace('/', '-')}/`) && path.endsWith('respond/outcomes.jsonl'),
  );
  const lines = project.read(file!).trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { readonly answers: readonly string[] }).answers);
}

/** Checks, body by body, that each run asks for nothing that was stored before it. */
function expectNothingTwice(attempts: readonly Attempt[]): void {
  const last = attempts.at(-1)!.stored;
  const bodiesOf = (entries: readonly StoredEntry[]) =>
    tally(entries.map(({ question }) => wireBody(question)));
  for (const [at, { asked, stored }] of attempts.entries()) {
    const before = new Set((attempts[at - 1]?.stored ?? []).map(({ key }) => key));
    const missing = bodiesOf(last.filter(({ key }) => !before.has(key)));
    for (const [body, count] of tally(asked))
      expect(count, 'no stored answer is asked for again').toBeLessThanOrEqual(missing.get(body) ?? 0);
    const inFlight = asked.length - (stored.length - before.size);
    expect(inFlight, 'what a kill costs').toBeLessThanOrEqual(2 * concurrency);
  }
}

describe.each(methods)('an evaluation by %s', (method) => {
  test('that is killed in the middle of its passes ends as if undisturbed, and asks nothing twice', async () => {
    using calm = copyOf(fresh);
    using project = copyOf(fresh);
    const undisturbed = await runToEnd(calm, method, { LIST_RENAMES: calm.path('.renames') });
    const own = undisturbed.document.folder.replace('results/', '');
    const passes = passesOf(calm, own);
    expect(passes.every(({ length }) => length > 1)).toBe(true);
    const responding = new Set(passes.flat()).size;
    const renames = calm.read('.renames').trimEnd().split('\n');
    const placing = 1 + renames.findIndex((path) => path.endsWith(`${own}/responses.jsonl`));

    const early = await runKilled(project, method, { at: 'request', number: 16, moment: 'after' });
    const amid = await runKilled(project, method, {
      at: 'request',
      number: Math.round(responding / 4),
      moment: 'before',
    });
    const further = await runKilled(project, method, {
      at: 'request',
      number: Math.round(responding / 4),
      moment: 'after',
    });
    const writing = await runKilled(project, method, { at: 'rename', number: placing, moment: 'before' });
    const last = await runToEnd(project, method);

    // The kills fell where they were meant to: some response had been begun, and was not there yet.
    for (const { stored } of [early, amid, further]) expect(openIn(stored, passes)).toBeGreaterThan(0);
    expect(last.asked).toEqual([]);
    expectNothingTwice([early, amid, further, writing, last]);
    const keys = last.stored.map(({ key }) => key);
    expect(keys).toEqual(undisturbed.stored.map(({ key }) => key));
    expect(last.document).toMatchObject({ state: 'done', asked: 0, gaps: 0 });
    expect(timeless(project.results(own))).toEqual(timeless(calm.results(own)));
  });
});
