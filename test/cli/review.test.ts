import { existsSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAnswers, type Store } from '../../src/answers/index.ts';
import type { Json } from '../../src/core/json.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { personQuestion, type ReviewBody, rubrics } from '../../src/core/review.ts';
import { reviewLine as lineOf } from '../../src/files/decisions.ts';
import { storePath } from '../../src/files/index.ts';
import type { RunState } from '../../src/run/run-folder.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

const about = (prompt: string, more: Partial<ReviewBody> = {}): ReviewBody => ({
  what: 'prompts',
  rubric: rubrics.prompts,
  scenario: { name: 'City trips', description: 'Plans trips.' },
  safety: ['Never help anyone to ride without a fare.'],
  label: 'unsafe',
  prompt,
  ...more,
});
const asked = (prompt: string, reviewer = 'anna'): Question => personQuestion(about(prompt), reviewer);
const accept = { verdict: 'accept' };

async function inStore<T>(project: Project, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openAnswers(storePath(project.root));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A project whose pipeline has run, and waits for these answers. */
async function waiting(questions: readonly Question[], state: Partial<RunState> = {}): Promise<Project> {
  const project = makeProject();
  const run: RunState = {
    pipeline: 'small',
    command: 'specloom run pipelines/small.yaml',
    seed: 4,
    models: {},
    out: 'curated/small',
    state: 'stopped',
    stages: ['ingest', 'review', 'export'],
    funnel: [],
    shortfalls: [],
    digest: null,
    ...state,
  };
  project.write('.specloom/runs/elsewhere/run.json', JSON.stringify(run));
  await inStore(project, (store) => store.notePending(questions, 'person', 'small'));
  return project;
}

const decisionIn = (project: Project, question: Question) =>
  inStore(project, async (store) => (await store.get(keyOf(question)))?.body);

const decided = (question: Question, decision: Json): string => `${lineOf(question, decision)}\n`;
const open = (question: Question): string => decided(question, null);

test('export writes what is open for people, for its owner alone, and says what to do next', async () => {
  using project = await waiting([asked('One?'), asked('Two?', 'ben'), chatQuestion('not for people')]);
  const { status, out, err } = await command(project, ['review', 'export', project.pipeline]);
  expect([status, out]).toEqual([0, '']);
  expect(err).toContain('2 open questions written to review-small.jsonl (anna 1, ben 1)');
  expect(err).toContain('specloom review import review-small.jsonl');
  expect(err).not.toContain('One?');
  expect(project.read('review-small.jsonl')).toBe(open(asked('One?')) + open(asked('Two?', 'ben')));
  expect(statSync(project.path('review-small.jsonl')).mode & 0o777).toBe(0o600);
});

test('export knows a run by its name, writes where it is told, and for one reviewer', async () => {
  using project = await waiting([asked('One?'), asked('Two?', 'ben')]);
  const argv = ['review', 'export', 'elsewhere', '--reviewer', 'ben', '--out', 'for/ben.jsonl', '--json'];
  expect(JSON.parse((await command(project, argv)).out)).toEqual({
    pipeline: 'small',
    file: 'for/ben.jsonl',
    reviewers: { ben: 1 },
    questions: 1,
    others: { anna: 1 },
    why: null,
  });
  expect(project.read('for/ben.jsonl')).toBe(open(asked('Two?', 'ben')));
  const nobody = await command(project, ['review', 'export', 'elsewhere', '--reviewer', 'cleo']);
  expect([nobody.status, nobody.err]).toEqual([
    0,
    'nothing is open for cleo in small; open for others: anna 1, ben 1\n',
  ]);
  expect(existsSync(project.path('review-small-cleo.jsonl'))).toBe(false);
});

test('questions stand together by reviewer and scenario', async () => {
  const scenarios = ['Trips', 'Museum', 'Trips', 'Museum'].map((name) => ({ name, description: '' }));
  const questions = ['ben', 'anna'].flatMap((reviewer) =>
    scenarios.map((scenario, n) => personQuestion(about(`${n}?`, { scenario }), reviewer)),
  );
  using project = await waiting(questions);
  await command(project, ['review', 'export', project.pipeline]);
  const lines = project.read('review-small.jsonl').trim().split('\n');
  const places = lines
    .map((line) => JSON.parse(line))
    .map((line) => `${line.reviewer} ${line.scenario.name}`);
  expect(places).toEqual([
    ...['anna Museum', 'anna Museum', 'anna Trips', 'anna Trips'],
    ...['ben Museum', 'ben Museum', 'ben Trips', 'ben Trips'],
  ]);
});

test.each<[string, Partial<RunState>, string]>([
  ['done', { state: 'done' }, 'have answered all'],
  [
    'stopped earlier',
    { pending: { stage: 'synthesize', records: 3, reasons: { budget: 3 }, detail: '' } },
    'ended before the review was done (synthesize); go on with: specloom run pipelines/small.yaml',
  ],
  [
    'answered since',
    { pending: { stage: 'review', records: 3, reasons: { person: 3 }, detail: '' } },
    'run it again',
  ],
])('where nothing is open, export writes no file and says why: %s', async (_, state, expected) => {
  using project = await waiting([], state);
  const { status, err } = await command(project, ['review', 'export', project.pipeline]);
  expect(status).toBe(0);
  expect(err).toContain(expected);
  expect(existsSync(project.path('review-small.jsonl'))).toBe(false);
});

test('export of a pipeline that was not run, or asks nobody, is an error that says so', async () => {
  using fresh = makeProject();
  const unrun = await command(fresh, ['review', 'export', fresh.pipeline]);
  expect(unrun.status).toBe(2);
  expect(unrun.err).toContain('small has not been run here yet');
  expect(existsSync(storePath(fresh.root))).toBe(false);
  expect((await command(fresh, ['review', 'export', 'small'])).err).toContain(
    'nothing has been run here yet',
  );
  using without = await waiting([], { stages: ['ingest', 'export'] });
  const asksNobody = await command(without, ['review', 'export', without.pipeline]);
  expect(asksNobody.status).toBe(2);
  expect(asksNobody.err).toContain('had no stage `review`');
});

test('export does not overwrite decisions that were not taken in, and does once they were', async () => {
  using project = await waiting([asked('One?'), asked('Two?')]);
  await command(project, ['review', 'export', project.pipeline]);
  project.write('review-small.jsonl', decided(asked('One?'), accept) + open(asked('Two?')));
  const refused = await command(project, ['review', 'export', project.pipeline]);
  expect(refused.status).toBe(2);
  expect(refused.err).toContain('holds decisions that were not taken in yet');
  await command(project, ['review', 'import', 'review-small.jsonl']);
  expect((await command(project, ['review', 'export', project.pipeline])).status).toBe(0);
  expect(project.read('review-small.jsonl')).toBe(open(asked('Two?')));
  project.write('review-small.jsonl', 'notes of mine\n');
  const strange = await command(project, ['review', 'export', project.pipeline]);
  expect([strange.status, project.read('review-small.jsonl')]).toEqual([2, 'notes of mine\n']);
});

test('import takes decisions in, counts open lines, and a second time finds all there', async () => {
  using project = await waiting([]);
  const edit = { verdict: 'edit', text: 'Better?' };
  project.write('a.jsonl', decided(asked('One?'), accept) + open(asked('Open?')));
  project.write('b.jsonl', decided(asked('Two?', 'ben'), edit) + decided(asked('One?'), accept));
  const first = await command(project, ['review', 'import', 'a.jsonl', 'b.jsonl']);
  expect([first.status, first.out]).toEqual([0, '']);
  expect(first.err).toContain('2 decisions stored, 1 there already, 0 replaced, 1 line still open');
  expect(first.err).toContain('run the pipeline again');
  expect(await decisionIn(project, asked('Two?', 'ben'))).toEqual(edit);
  const again = await command(project, ['review', 'import', 'a.jsonl', 'b.jsonl', '--json']);
  expect(JSON.parse(again.out)).toEqual({ stored: 0, alreadyThere: 3, replaced: 0, open: 1 });
});

test('where any line is wrong, every wrong line is named and nothing is taken in', async () => {
  using project = await waiting([]);
  project.write('a.jsonl', decided(asked('One?'), accept) + decided(asked('Two?'), { verdict: 'acept' }));
  project.write('b.jsonl', `\n${decided(asked('Three?'), accept).replace('Three?', 'Four?')}`);
  const { status, err } = await command(project, ['review', 'import', 'a.jsonl', 'b.jsonl']);
  expect(status).toBe(2);
  expect(err).toContain('a.jsonl:2 `decision.verdict` is `acept`');
  expect(err).toContain('b.jsonl:2 is not the question of its key');
  expect(err).toContain('nothing was taken in');
  expect(err).not.toMatch(/Two\?|Four\?/);
  expect(await decisionIn(project, asked('One?'))).toBeUndefined();
});

test('of many wrong lines the first are named and the rest is counted', async () => {
  using project = await waiting([]);
  project.write('a.jsonl', '{}\n'.repeat(25));
  const { err } = await command(project, ['review', 'import', 'a.jsonl']);
  expect(err).toContain('a.jsonl:20 ');
  expect(err).not.toContain('a.jsonl:21 ');
  expect(err).toContain('and 5 more');
});

test('another decision than the stored one is an error, and takes its place only with --replace', async () => {
  using project = await waiting([]);
  const reject = { verdict: 'reject', reason: 'unclear' };
  project.write('a.jsonl', decided(asked('One?'), accept));
  project.write('b.jsonl', decided(asked('One?'), reject) + decided(asked('Two?'), accept));
  await command(project, ['review', 'import', 'a.jsonl']);
  const refused = await command(project, ['review', 'import', 'b.jsonl']);
  expect(refused.status).toBe(2);
  expect(refused.err).toMatch(/b\.jsonl:1 is decided otherwise already \(key [0-9a-f]{12}\); --replace/);
  expect(await decisionIn(project, asked('One?'))).toEqual(accept);
  expect(await decisionIn(project, asked('Two?'))).toBeUndefined();
  const replaced = await command(project, ['review', 'import', 'b.jsonl', '--replace', '--json']);
  expect(JSON.parse(replaced.out)).toEqual({ stored: 1, alreadyThere: 0, replaced: 1, open: 0 });
  expect(await decisionIn(project, asked('One?'))).toEqual(reject);
});

test('two files that contradict each other are an error, with --replace too', async () => {
  using project = await waiting([]);
  project.write('a.jsonl', decided(asked('One?'), accept));
  project.write('b.jsonl', decided(asked('One?'), { verdict: 'reject', reason: 'unclear' }));
  const { status, err } = await command(project, ['review', 'import', 'a.jsonl', 'b.jsonl', '--replace']);
  expect(status).toBe(2);
  expect(err).toContain('b.jsonl:1 decides otherwise than a.jsonl:1');
  expect(await decisionIn(project, asked('One?'))).toBeUndefined();
});

test('a file that is not there is an error', async () => {
  using project = await waiting([]);
  const { status, err } = await command(project, ['review', 'import', 'gone.jsonl']);
  expect(status).toBe(2);
  expect(err).toContain('gone.jsonl does not exist');
});

test('without a subcommand, the help is shown', async () => {
  using project = makeProject();
  const { err } = await command(project, ['review']);
  expect(err).toContain('export [options] <pipeline>');
  expect(err).toContain('import [options] <files...>');
});
