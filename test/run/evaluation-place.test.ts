import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, judge, report, score } from '../../src/run/evaluate.ts';
import { folderNameOf } from '../../src/run/evaluate-options.ts';
import { checkEvaluationPlace, withoutDigest } from '../../src/run/evaluation-place.ts';
import { explain } from '../../src/run/explain.ts';
import { leftRecords } from '../../src/run/left-records.ts';
import { readRunState } from '../../src/run/run-folder.ts';
import { verifyDataset } from '../../src/run/verify.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';
import { packedTexts } from '../support/report-texts.ts';

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await project.run({ until: 'export' });
});
afterAll(() => project[Symbol.dispose]());

const dataset = 'curated/small';
/** Quotas where any item will do. */
const few = { unsafe: { generated: 3 }, safe: { generated: 2 } };
const on = (out: string) => ({ cwd: project.root, env: {}, model: 'rehearsal/default', out });

test('an evaluation leaves files alone that no evaluation wrote', async () => {
  project.write('mine/report.html', 'written by hand');
  await expect(evaluate(dataset, on('mine'))).rejects.toThrow(
    /mine holds report\.html and no evaluation\.json/,
  );
  expect(project.read('mine/report.html')).toBe('written by hand');

  project.write('also-mine/evaluation.json', '[1, 2]');
  await expect(evaluate(dataset, on('also-mine'))).rejects.toThrow(/which no evaluation wrote/);
  expect(project.read('also-mine/evaluation.json')).toBe('[1, 2]');
});

test('an evaluation is not written into a dataset', async () => {
  await expect(evaluate(dataset, on(dataset))).rejects.toThrow(/is in the dataset/);
  await expect(evaluate(dataset, on(`${dataset}/results`))).rejects.toThrow(/is in the dataset/);
  await expect(project.run({ results: project.path(dataset) })).rejects.toThrow(/is in the dataset/);
  expect((await verifyDataset(dataset, { cwd: project.root, env: {} })).ok).toBe(true);
});

test('an evaluation of another model is not replaced, though its folder is called the same', async () => {
  await evaluate(dataset, on('first'));
  const check = (subject: string) => () =>
    checkEvaluationPlace(project.path('first'), { dataset: project.path(dataset), subject });
  expect(check('rehearsal-default/large')).toThrow(
    /holds the evaluation of rehearsal\/default@[0-9a-f]{8}, which that of rehearsal-default\/large would replace/,
  );
  expect(check('rehearsal/default@2025-01')).toThrow(/would replace/);
  // Other versions of the tasks make no other model of the rehearsal model.
  expect(check('rehearsal/default@00000000')).not.toThrow();
});

test('the same evaluation has the same files wherever it lies', async () => {
  await evaluate(dataset, on('here'));
  await evaluate(dataset, on('some/where/else'));
  for (const name of ['responses.jsonl', 'judgements.jsonl', 'scores.json', 'report.html'])
    expect(project.read(`some/where/else/${name}`), name).toBe(project.read(`here/${name}`));
});

test('an evaluation that was cut off says so, and is made whole by the same command', async () => {
  await evaluate(dataset, on('cut'));
  const whole = project.read('cut/evaluation.json');
  project.write('cut/evaluation.json', '{"unfinished":true,"files":{}}\n');
  const where = { cwd: project.root, env: {} };
  for (const work of [judge, score, report])
    await expect(work('cut', where)).rejects.toThrow(/cut was not written to its end/);
  await evaluate(dataset, on('cut'));
  expect(project.read('cut/evaluation.json')).toBe(whole);
});

test('an evaluation.json that is no JSON or something else ends in a message that names it', async () => {
  await evaluate(dataset, on('broken'));
  for (const text of ['nothing', '{"files":{}}', '"evaluation"']) {
    project.write('broken/evaluation.json', text);
    const { status, err } = await command(project, ['score', 'broken']);
    expect(status, text).toBe(2);
    expect(err).toMatch(/^error: .*broken\/evaluation\.json/);
  }
});

test('records of a run on a dataset are explained, and those that left it are listed', async () => {
  await evaluate(dataset, on('told'));
  await judge('told', { cwd: project.root, env: {} });
  const folder = project.path('.specloom', 'runs', 'evaluate-..-told');
  const [judgement] = project
    .read('told/judgements.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; response: string });
  const kinds = explain(folder, judgement!.id).map(({ kind }) => kind);
  expect(kinds).toEqual(['item', 'response', 'judgement']);
  expect(leftRecords(folder)).toEqual([]);
});

test('a report of a subject that was asked the prompts shows no variant as if it had been asked', async () => {
  const items = project.items();
  // Words that are a variant's alone.
  const piece = items
    .flatMap(({ variant }) => variant?.text.match(/[A-Za-z ]{25,}/g) ?? [])
    .find((words) => !items.some(({ prompt }) => prompt.includes(words)))!;
  await evaluate(dataset, { ...on('variants-asked'), ask: 'variant' });
  expect(packedTexts(project.read('variants-asked/report.html'))).toContain(piece);
  await evaluate(dataset, { ...on('prompts-asked'), ask: 'prompt' });
  const page = project.read('prompts-asked/report.html');
  expect(page).toContain('the subject is asked the prompt');
  expect(page).not.toContain(piece);
  expect(packedTexts(page)).toContain(items[0]!.id);
  expect(packedTexts(page)).not.toContain(piece);
});

test('responses are judged anew by the judge that judged them before, unless another one is named', async () => {
  using own = makeProject({ ...few, more: ['providers:', '  other: { type: rehearsal }'] });
  await own.run({ until: 'export' });
  const where = { cwd: own.root, env: {} };
  const judgeOf = () => JSON.parse(own.read('out/scores.json')).judge as string;
  await evaluate(dataset, { ...where, out: 'out', judge: 'other/default' });
  await judge('out', { ...where, sees: 'both' });
  expect(judgeOf()).toMatch(/^other\//);
  await judge('out', { ...where, judge: 'rehearsal/default' });
  expect(judgeOf()).toMatch(/^rehearsal\//);
});

test('an evaluation of a dataset whose pipeline file has no judge is scored and judged anew', async () => {
  using own = makeProject(few);
  for (const line of ['  judge: rehearsal/default\n', '  subject: rehearsal/default\n'])
    own.edit(own.pipeline, line, '');
  own.edit(own.pipeline, '  - respond\n  - judge\n  - score\n', '');
  await own.run();
  const where = { cwd: own.root, env: {} };
  await evaluate(dataset, { ...where, model: 'rehearsal/default', judge: 'rehearsal/default', out: 'out' });
  for (const work of [judge, score])
    expect(await work('out', { ...where, alpha: 0.5 })).toMatchObject({ state: 'done' });
  expect(await report('out', where)).toBe(own.path('out/report.html'));
});

test('the command that goes on with an evaluation can be pasted, spaces and all', async () => {
  await evaluate(dataset, { ...on('my results/of today'), root: project.root, alpha: 0.5 });
  // Folders whose names differ in what a run's name cannot hold have runs of their own.
  const runs = readdirSync(project.path('.specloom', 'runs'));
  const run = runs.find((name) => /^evaluate-\.\.-my-results-of-today-[0-9a-f]{8}$/.test(name));
  const state = readRunState(project.path('.specloom', 'runs', String(run)));
  expect(state.command).toBe(
    `specloom evaluate curated/small --root ${project.root} --model rehearsal/default --out 'my results/of today' --alpha 0.5`,
  );
  expect(existsSync(project.path('my results/of today/scores.json'))).toBe(true);
});

test('versions of a model that have a date in their names are models of their own', () => {
  expect(withoutDigest('rehearsal/careful@1a2b3c4d')).toBe('rehearsal/careful');
  expect(withoutDigest('mine/default@20250514')).toBe('mine/default');
  expect(withoutDigest('vertex/claude-sonnet-4@20250514')).toBe('vertex/claude-sonnet-4@20250514');
  expect(folderNameOf('vertex/claude-sonnet-4@20250514')).toBe('vertex-claude-sonnet-4-20250514');
});
