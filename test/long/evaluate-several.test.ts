import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluate, judge } from '../../src/run/evaluate.ts';
import type { EvaluationsDocument } from '../../src/run/evaluations-document.ts';
import { command } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { failure, type ModelServer, startModelServer, tally, wireBody } from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';

const dataset = 'curated/small';
const cheap = '{ input: 1, output: 1 }';
const prices = `prices: { default: ${cheap}, careful: ${cheap}, erratic: ${cheap}, helpful: { input: 9000, output: 9000 } }`;
const models = ['local/careful', 'local/helpful', 'local/erratic'];
const argv = ['evaluate', dataset, '--json', ...models.flatMap((model) => ['--model', model])];
const retry = { attempts: 2, initialDelayMs: 1, maxDelayMs: 2 };

let server: ModelServer;
/** A project with a dataset and no evaluation. No test changes it. */
let fresh: Project;

beforeAll(async () => {
  server = await startModelServer(0);
  fresh = makeProject({
    baseUrl: server.url,
    provider: [prices],
    unsafe: { generated: 6 },
    safe: { generated: 4 },
  });
  await fresh.run({ ...server.scene(), until: 'export' });
}, 60_000);
afterAll(async () => {
  fresh[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const documentIn = (out: string): EvaluationsDocument => JSON.parse(out) as EvaluationsDocument;
const statesOf = ({ evaluations }: EvaluationsDocument) =>
  evaluations.map(({ model, evaluation, failure: why }) => [model, evaluation?.state ?? why?.code]);

describe('one of several models that ends pending', () => {
  test('under the budget stops none of the others; the same call goes on with it, and asks nothing twice', async () => {
    using project = copyOf(fresh);
    const first = await command(project, [...argv, '--budget', '1'], server.scene().env);
    expect(first).toMatchObject({ status: 4, err: '' });
    const stopped = documentIn(first.out);
    expect(stopped.state).toBe('stopped');
    expect(statesOf(stopped)).toEqual([
      ['local/careful', 'done'],
      ['local/helpful', 'stopped'],
      ['local/erratic', 'done'],
    ]);
    expect(stopped.evaluations[1]!.evaluation).toMatchObject({ scores: null, pending: { stage: 'respond' } });
    expect(stopped.evaluations[1]!.evaluation!.pending!.reasons).toHaveProperty('budget');
    expect(stopped.comparison!.evaluations.map(({ name }) => name).sort()).toEqual([
      'local/careful',
      'local/erratic',
    ]);
    expect(project.results('small/local-helpful').size).toBe(0);

    const kept = new Set((await project.answers()).map(({ key }) => key));
    const scene = server.scene();
    const again = await command(project, [...argv, '--budget', '5000'], scene.env);
    expect(again).toMatchObject({ status: 0, err: '' });
    expect(statesOf(documentIn(again.out)).map(([, state]) => state)).toEqual(['done', 'done', 'done']);
    expect(documentIn(again.out).comparison!.evaluations).toHaveLength(3);
    const added = (await project.answers()).filter(({ key }) => !kept.has(key));
    expect(added.length).toBeGreaterThan(0);
    expect(tally(scene.asked)).toEqual(tally(added.map(({ question }) => wireBody(question))));
    expect(added.every(({ question }) => /helpful|default/.test(question.to))).toBe(true);
  });

  test('for its server stops none of the others', async () => {
    using project = copyOf(fresh);
    const scene = server.scene({
      before: ({ body }) => (body.model === 'helpful' ? failure(503, 'Closed.') : undefined),
    });
    const document = await evaluate(dataset, { models, cwd: project.root, retry, ...scene });
    expect(statesOf(document).map(([, state]) => state)).toEqual(['done', 'stopped', 'done']);
    expect(document.asked).toBe(
      document.evaluations.reduce((sum, { evaluation }) => sum + evaluation!.asked, 0),
    );
  });
});

test('one of several models that fails is told with its reason, and the others are evaluated', async () => {
  using project = copyOf(fresh);
  const scene = server.scene({
    before: ({ body }) => (body.model === 'helpful' ? failure(401, 'No such key.') : undefined),
  });
  const { status, out } = await command(project, argv, scene.env);
  const document = documentIn(out);
  expect(statesOf(document)).toEqual([
    ['local/careful', 'done'],
    ['local/helpful', 'config'],
    ['local/erratic', 'done'],
  ]);
  expect(document.evaluations[1]!.failure!.message).toMatch(/401|key/);
  expect(status).toBe(2);
});

test('the budget is that of all models together: what the first was charged is not there for the second', async () => {
  using project = copyOf(fresh);
  const two = { models: ['local/careful', 'local/erratic'], cwd: project.root };
  const { costUsd } = await evaluate(dataset, { ...two, models: ['local/careful'], ...server.scene() });
  expect(costUsd).toBeGreaterThan(0);
  const document = await evaluate(dataset, { ...two, budgetUsd: costUsd! * 1.05, ...server.scene() });
  expect(statesOf(document).map(([, state]) => state)).toEqual(['done', 'stopped']);
  const spent = costUsd! + document.costUsd!;
  expect(spent).toBeLessThanOrEqual(costUsd! * 1.05);
});

test('each model has a batch file of its own', async () => {
  using project = copyOf(fresh);
  const { status, out } = await command(project, [...argv, '--collect', 'made/pending.jsonl']);
  expect(status).toBe(4);
  const files = documentIn(out).evaluations.map(({ evaluation }) => evaluation!.collected!);
  expect(files.map(({ questions }) => questions)).toEqual([10, 10, 10]);
  for (const name of ['careful', 'helpful', 'erratic']) {
    const lines = project.read(`made/pending-local-${name}.jsonl`).trim().split('\n');
    expect(
      new Set(lines.map((line) => (JSON.parse(line) as { body: { model: string } }).body.model)),
    ).toEqual(new Set([name]));
  }
});

test('effort is that of the stored answers: of subject and judge, with what they cost and how long they took', async () => {
  using project = copyOf(fresh);
  const options = { model: 'local/careful', cwd: project.root };
  const { effort, folder, costUsd } = await evaluate(dataset, { ...options, ...server.scene() });
  const { respond, judge: judged } = effort;
  expect(respond).toMatchObject({ questions: 10, tokens: { unstated: 0 } });
  expect(respond!.tokens.output).toBeGreaterThan(10);
  expect(respond!.latencyMs).toMatchObject({ answers: 10, max: expect.any(Number) });
  expect(judged!.questions).toBeGreaterThanOrEqual(10);
  expect(respond!.costUsd! + judged!.costUsd!).toBeCloseTo(costUsd!, 9);
  // A replay asks nothing, costs nothing, and knows the same.
  const again = await evaluate(dataset, { ...options, replay: true });
  expect(again).toMatchObject({ asked: 0, costUsd: 0, effort });
  const { description, scores } = evaluationIn(project, 'small/local-careful');
  expect(folder).toBe('results/small/local-careful');
  expect(description.effort).toEqual(effort);
  expect(scores).toMatchObject({ effort });
});

test('a panel judges anew as a panel, and one judge in its place leaves no trace of it', async () => {
  using project = copyOf(fresh);
  const panel = ['local/default', 'rehearsal/default'];
  const where = { cwd: project.root, ...server.scene() };
  const { folder } = await evaluate(dataset, { ...where, model: 'local/careful', judge: panel });
  const judgesIn = () => {
    const { models } = evaluationIn(project, 'small/local-careful').description;
    return [models.judge, models['judge-2']];
  };
  const both = [expect.stringMatching(/^local\/default/), expect.stringMatching(/^rehearsal\/default/)];
  expect(judgesIn()).toEqual(both);
  expect((await judge(folder, { ...where, sees: 'both' })).state).toBe('done');
  expect(judgesIn()).toEqual(both);
  const { judgements, responses } = evaluationIn(project, 'small/local-careful');
  expect(judgements).toHaveLength(2 * responses.length);
  await judge(folder, { ...where, judge: 'local/default' });
  expect(judgesIn()).toEqual([both[0], undefined]);
  expect(evaluationIn(project, 'small/local-careful').judgements).toHaveLength(responses.length);
});
