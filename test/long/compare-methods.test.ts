import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Comparison } from '../../src/run/comparing/index.ts';
import { compareMethods } from '../../src/run/evaluate-methods.ts';
import type { EvaluationsDocument } from '../../src/run/evaluations-document.ts';
import type { RunEvent } from '../../src/run/progress.ts';
import { command } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';
import { stopAt } from '../support/stop-at.ts';

const argv = [
  ...['compare', 'curated/small', '--model', 'rehearsal/reasoning'],
  ...['--methods', 'vanilla,align3,best-of-n:answers=2', '--reward', 'self'],
];
const own = ['rehearsal-reasoning', 'rehearsal-reasoning-align3', 'rehearsal-reasoning-best-of-n-2'];

/** A project with a dataset, and one in which three methods were compared in one call. No test changes them. */
let fresh: Project;
let first: Project;

beforeAll(async () => {
  fresh = makeProject({ unsafe: { generated: 6 }, safe: { generated: 4 } });
  await fresh.run({ until: 'export' });
  first = copyOf(fresh);
  expect(await command(first, argv)).toMatchObject({ status: 0 });
}, 600_000);
afterAll(() => {
  for (const project of [fresh, first]) project[Symbol.dispose]();
});

const comparisonIn = (project: Project): Comparison =>
  JSON.parse(project.read('results/small/comparison.json')) as Comparison;

test('comparing methods again asks nothing that is stored, and has the same bytes again, replayed too', async () => {
  using project = copyOf(first);
  for (const name of [...own, 'comparison.json', 'comparison.html'])
    rmSync(project.path('results/small', name), { recursive: true });
  const { status, out } = await command(project, [...argv, '--replay', '--json']);
  expect(status).toBe(0);
  const document = JSON.parse(out) as EvaluationsDocument;
  expect(document).toMatchObject({ dataset: 'small', state: 'done', asked: 0 });
  expect(document.evaluations.map(({ method }) => method)).toEqual(['vanilla', 'align3', 'best-of-n-2']);
  expect(project.results()).toEqual(first.results());
});

test('methods that are named are compared alone, and the table says that one limit of tokens holds for all', async () => {
  using project = copyOf(first);
  const { status, out, err } = await command(project, [
    ...argv.slice(0, 4),
    ...['--methods', 'vanilla,align3', '--tokens', '400'],
  ]);
  expect(status, err).toBe(0);
  expect(out).not.toContain('best-of-n');
  expect(out).toMatch(/^budget {2}at most 400 tokens for each answer, whatever the method$/m);
  expect(out).toMatch(/^align3-within-400 /m);
  const { evaluations, methods } = comparisonIn(project);
  expect(evaluations.map(({ budget }) => budget)).toEqual([400, 400]);
  expect(methods.map(({ vanilla }) => vanilla)).toEqual(['rehearsal/reasoning (vanilla-within-400)']);
  for (const label of ['vanilla-within-400', 'align3-within-400']) {
    const { responses } = evaluationIn(project, `small/rehearsal-reasoning-${label}`);
    for (const { usage } of responses) expect(usage!.outputTokens).toBeLessThanOrEqual(400);
  }
  // Among evaluations of several budgets, each is held against the vanilla of its own.
  const labels = ['', '-align3', '-vanilla-within-400', '-align3-within-400'];
  await command(project, ['compare', ...labels.map((label) => `results/small/${own[0]}${label}`)]);
  const vanillas = comparisonIn(project).methods.map(({ name, vanilla }) => [name, vanilla]);
  expect(Object.fromEntries(vanillas)).toEqual({
    'rehearsal/reasoning (align3)': 'rehearsal/reasoning',
    'rehearsal/reasoning (align3-within-400)': 'rehearsal/reasoning (vanilla-within-400)',
  });
});

test('comparing methods that is stopped in the first of them leaves the others for the next call, in which none stops another', async () => {
  using project = copyOf(fresh);
  const methods = ['vanilla', 'zero-think', 'self-refine:refinements=1'];
  const options = { methods, models: ['rehearsal/reasoning'], cwd: project.root };
  const stopped = await compareMethods('curated/small', { ...options, ...stopAt(3) });
  expect(stopped).toMatchObject({ state: 'stopped', comparison: null });
  expect(stopped.evaluations.map(({ evaluation }) => evaluation?.state)).toEqual(
    methods.map(() => 'stopped'),
  );
  // A folder is taken while the first one is asked.
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'model' && event.index === 2)
      project.write('results/small/rehearsal-reasoning-zero-think/scores.json', 'written by hand');
  };
  const document = await compareMethods('curated/small', { ...options, onEvent });
  expect(document.evaluations.map(({ method, failure }) => [method, failure?.code])).toEqual([
    ['vanilla', undefined],
    ['zero-think', 'usage'],
    ['self-refine-1', undefined],
  ]);
  expect(document.state).toBe('stopped');
  expect(document.comparison!.evaluations).toHaveLength(2);
  expect(document.comparison!.methods).toMatchObject([
    { name: 'rehearsal/reasoning (self-refine-1)', vanilla: 'rehearsal/reasoning' },
  ]);
});
