import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { StoredEntry } from '../../src/answers/index.ts';
import type { EvaluationDocument } from '../../src/run/evaluation-document.ts';
import { type Running, start } from '../support/command.ts';
import { evaluationIn } from '../support/evaluated.ts';
import { type Kill, storedNow } from '../support/kill.ts';
import { keyVariable, type ModelServer, startModelServer, tally, wireBody } from '../support/model-server.ts';
import type { Project } from '../support/project.ts';
import { timeless } from '../support/timeless.ts';
import { copyOf, fullRun, leftovers } from './rehearsal-full-support.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const concurrency = 64;
const own = 'rehearsal-full/local-careful';
const subject = 'local/careful';
const judges = ['local/default', 'local/helpful'];
const argv = [
  ...['evaluate', 'curated/rehearsal-full', '--json', '--pipeline', 'pipelines/served.yaml'],
  ...['--model', subject, '--prompts', 'both', '--votes', '2'],
  ...judges.flatMap((judge) => ['--judge', judge]),
];
const preload = 'test/support/kill-at-rename.js';

/** The rehearsal model over HTTP. A body has the same reply each time, now and then one that cannot be read. */
let server: ModelServer;
/** 1,500 items in five scenarios that nobody was asked about, and the same evaluated without a kill. */
let fresh: Project;
let calm: Project;
let undisturbed: EvaluationDocument;
/** The rename that puts the judgements in place, from 1. */
let placing: number;

beforeAll(async () => {
  server = await startModelServer(0.02);
  ({ project: fresh } = await fullRun());
  for (const folder of ['.specloom', 'results']) rmSync(fresh.path(folder), { recursive: true, force: true });
  const provider = `{ type: openai, baseUrl: "${server.url}", keyFrom: ${keyVariable}, concurrency: ${concurrency} }`;
  const served = `${fresh.read(fresh.pipeline)}\nproviders:\n  local: ${provider}\n`;
  fresh.write('pipelines/served.yaml', served);
  calm = copyOf(fresh.root);
  const env = { ...server.scene().env, LIST_RENAMES: calm.path('.renames') };
  const finished = await start(calm, argv, { env, preload }).finished;
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  undisturbed = JSON.parse(finished.out) as EvaluationDocument;
  const renames = calm.read('.renames').trimEnd().split('\n');
  placing = 1 + renames.findIndex((path) => path.endsWith(`${own}/judgements.jsonl`));
});
afterAll(async () => {
  for (const project of [fresh, calm]) project[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

/** What a run sent to the server, filled as it comes in, and what the store held once it was over. */
interface Attempt {
  readonly asked: readonly string[];
  readonly stored: readonly StoredEntry[];
}

/** Evaluates until SIGKILL ends it. Requests are numbered anew in each run. */
async function runKilled(project: Project, { at, number, moment }: Kill): Promise<Attempt> {
  const end = (incoming: { readonly number: number }): undefined => {
    if (at === 'request' && incoming.number === number) running.child.kill('SIGKILL');
    return undefined;
  };
  const { env, asked } = server.scene({ [moment]: end });
  const running: Running =
    at === 'request'
      ? start(project, argv, { env })
      : start(project, argv, { env: { ...env, KILL_AT_RENAME: `${number}:${moment}` }, preload });
  const finished = await running.finished;
  expect(finished, finished.err).toMatchObject({ status: null, signal: 'SIGKILL' });
  return { asked, stored: await storedNow(project) };
}

async function runToEnd(project: Project): Promise<Attempt & { readonly document: EvaluationDocument }> {
  const { env, asked } = server.scene();
  const finished = await start(project, argv, { env }).finished;
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  return {
    asked,
    stored: await storedNow(project),
    document: JSON.parse(finished.out) as EvaluationDocument,
  };
}

/** How often each body is asked by the answers that one list has beyond another. */
function addedTo(earlier: readonly StoredEntry[], later: readonly StoredEntry[]) {
  const known = new Set(earlier.map(({ key }) => key));
  return tally(later.filter(({ key }) => !known.has(key)).map(({ question }) => wireBody(question)));
}

const judged = (entries: readonly StoredEntry[]): number =>
  entries.filter(({ question }) => judges.includes(question.to)).length;

/** Checks, body by body, that each run asks for nothing that was stored before it, and what each kill cost. */
function expectNothingTwice(attempts: readonly Attempt[]): void {
  const last = attempts.at(-1)!.stored;
  let lost = 0;
  for (const [at, { asked, stored }] of attempts.entries()) {
    const before = attempts[at - 1]?.stored ?? [];
    const missing = addedTo(before, last);
    const sent = tally(asked);
    for (const [body, count] of sent)
      expect(count, 'no stored answer is asked for again').toBeLessThanOrEqual(missing.get(body) ?? 0);
    for (const [body, count] of addedTo(before, stored))
      expect(sent.get(body), 'what was stored had been asked').toBeGreaterThanOrEqual(count);
    const inFlight = asked.length - (stored.length - before.length);
    // Calls on their way, and those that came home in the same turn of the event loop and were not yet written.
    expect(inFlight, 'what a kill costs').toBeLessThanOrEqual(2 * concurrency);
    lost += inFlight;
  }
  // A kill before a reply costs that reply at least, and nothing but what was in flight is asked a second time.
  expect(lost).toBeGreaterThan(0);
  const requests = attempts.reduce((sum, { asked }) => sum + asked.length, 0);
  expect(requests).toBe(undisturbed.asked + lost);
}

test('over 10,000 judgements, killed four times, end as if undisturbed, and no stored answer is asked for again', async () => {
  using project = copyOf(fresh.root);
  const responding = await runKilled(project, { at: 'request', number: 1_200, moment: 'after' });
  const judging = await runKilled(project, { at: 'request', number: 5_000, moment: 'before' });
  const further = await runKilled(project, { at: 'request', number: 4_500, moment: 'after' });
  const writing = await runKilled(project, { at: 'rename', number: placing, moment: 'before' });
  const last = await runToEnd(project);

  // The kills fell where they were meant to.
  expect(judged(responding.stored)).toBe(0);
  expect(responding.stored.length).toBeGreaterThan(1_000);
  expect(judged(judging.stored)).toBeGreaterThan(0);
  expect(judged(further.stored)).toBeGreaterThan(judged(judging.stored));
  expect(further.stored.length).toBeLessThan(writing.stored.length);
  expect(writing.asked).toHaveLength(writing.stored.length - further.stored.length);
  expect(last.asked).toEqual([]);

  expectNothingTwice([responding, judging, further, writing, last]);
  // The store has what an undisturbed run asks, each question once.
  const keys = last.stored.map(({ key }) => key);
  expect(keys).toHaveLength(undisturbed.asked);
  expect(keys).toEqual((await storedNow(calm)).map(({ key }) => key));

  expect(last.document).toMatchObject({ state: 'done', asked: 0, gaps: 0 });
  const { judgements, responses } = evaluationIn(project, own);
  expect(judgements).toHaveLength(2 * judges.length * responses.length);
  expect(judgements.length).toBeGreaterThanOrEqual(10_000);
  expect(timeless(project.results(own))).toEqual(timeless(calm.results(own)));
  expect(leftovers(project)).toEqual([]);
});
