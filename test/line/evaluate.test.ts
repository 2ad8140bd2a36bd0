import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/core/question.ts';
import { scripted } from '../../src/model/index.ts';
import { type EvaluateOptions, evaluate, judge, report, respond, score } from '../../src/run/evaluate.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';

/** A project with a dataset and its evaluation. No test changes it. */
let first: Project;

beforeAll(async () => {
  first = makeProject();
  await first.run();
}, 60_000);
afterAll(() => first[Symbol.dispose]());

const dataset = 'curated/small';
const own = 'small/rehearsal-default';
const files = ['evaluation.json', 'judgements.jsonl', 'report.html', 'responses.jsonl', 'scores.json'];

const optionsIn = (project: Project, options: EvaluateOptions = {}): EvaluateOptions => ({
  cwd: project.root,
  env: {},
  ...options,
});

describe('a dataset that is evaluated by the models of its run', () => {
  test('has the responses, verdicts and scores of the run, and nothing is asked', async () => {
    using project = copyOf(first);
    const document = await evaluate(dataset, optionsIn(project));
    expect(document).toMatchObject({ state: 'done', asked: 0, faults: 0, gaps: 0, folder: `results/${own}` });
    const made = project.results(own);
    expect([...made.keys()]).toEqual(files);
    // All but where the dataset lies.
    for (const name of files.slice(1)) expect(made.get(name), name).toBe(first.results().get(name));
    const { summary } = evaluationIn(project, own).scores;
    expect(document.scores).toMatchObject({ sar: summary.macro.all!.sar.value });
  });

  test('is left as it was, and so is the evaluation of the run', async () => {
    using project = copyOf(first);
    await evaluate(dataset, optionsIn(project));
    expect(project.dataset()).toEqual(first.dataset());
    for (const [name, text] of first.results()) expect(project.results().get(name), name).toBe(text);
  });

  test('again gives the same bytes', async () => {
    using project = copyOf(first);
    await evaluate(dataset, optionsIn(project));
    const before = project.results(own);
    await evaluate(dataset, optionsIn(project));
    expect(project.results(own)).toEqual(before);
  });
});

test('another pipeline file may name a server that the dataset knows nothing of', async () => {
  using project = copyOf(first);
  const text = project.read(project.pipeline).replace('name: small', 'name: elsewhere');
  const other = text
    .replace('models:', 'providers: { mine: { type: rehearsal } }\nmodels:')
    .replace('subject: rehearsal/default', 'subject: mine/default');
  project.write('pipelines/elsewhere.yaml', other);
  const model = 'mine/default';
  await expect(evaluate(dataset, optionsIn(project, { model }))).rejects.toThrow('no provider named mine');
  const document = await evaluate(dataset, optionsIn(project, { pipeline: 'pipelines/elsewhere.yaml' }));
  expect(document).toMatchObject({
    state: 'done',
    scores: { subject: expect.stringMatching(/^mine\/default@/) },
  });
  expect(document.asked).toBeGreaterThan(0);
  expect(project.dataset()).toEqual(first.dataset());
});

describe('where an evaluation is written', () => {
  test('is up to the caller, relative to where they are, and may be outside of results/', async () => {
    using project = copyOf(first);
    const document = await evaluate(`../${dataset}`, {
      ...optionsIn(project),
      cwd: project.path('specs'),
      out: '../elsewhere/mine',
    });
    expect(document.folder).toBe('../elsewhere/mine');
    const description = JSON.parse(project.read('elsewhere/mine/evaluation.json'));
    expect(description.dataset.folder).toBe('../../curated/small');
    expect(await report('elsewhere/mine', optionsIn(project))).toBe(
      project.path('elsewhere/mine/report.html'),
    );
  });

  test('nobody else may read: its files are 0600', async () => {
    using project = copyOf(first);
    await evaluate(dataset, optionsIn(project));
    for (const name of files)
      expect(statSync(project.path('results', own, name)).mode & 0o777, name).toBe(0o600);
  });

  test.each([
    ['in a dataset', 'curated/small/city-trips', 'is in the dataset'],
    ['a file', 'raw/notes.csv', 'is a file'],
    ['over a report of somebody else', 'own', 'holds report.html and no evaluation.json'],
  ])('is never %s, and nothing is asked then', async (_what, out, why) => {
    using project = copyOf(first);
    project.write('own/report.html', 'mine');
    const before = project.everyFile();
    await expect(evaluate(dataset, optionsIn(project, { out, seed: 8 }))).rejects.toThrow(why);
    await expect(respond(dataset, optionsIn(project, { out, seed: 8 }))).rejects.toThrow(why);
    await expect(project.run({ results: out, seed: 8 })).rejects.toThrow(why);
    expect(project.everyFile()).toEqual(before);
  });
});

test('respond, judge and report one after the other come to what evaluate comes to at once', async () => {
  using whole = copyOf(first);
  await evaluate(dataset, optionsIn(whole, { seed: 8, alpha: 0.5 }));
  using steps = copyOf(first);
  const responded = await respond(dataset, optionsIn(steps, { seed: 8 }));
  expect(responded).toMatchObject({ state: 'done', scores: null });
  expect([...steps.results(own).keys()]).toEqual(['evaluation.json', 'responses.jsonl']);
  await judge(`results/${own}`, optionsIn(steps, { alpha: 0.5 }));
  await report(`results/${own}`, optionsIn(steps));
  expect(steps.results(own)).toEqual(whole.results(own));
  expect([...steps.results(own).keys()]).toEqual(files);
});

test('another seed asks for other samples', async () => {
  using project = copyOf(first);
  const document = await evaluate(dataset, optionsIn(project, { seed: 8 }));
  expect(document.asked).toBeGreaterThan(first.items().length);
  expect(project.results(own).get('responses.jsonl')).not.toBe(first.results().get('responses.jsonl'));
});

describe('scoring anew', () => {
  test.each([
    ['alpha', { alpha: 0.9 }],
    ['na', { na: 'count' }],
    ['empty', { empty: 'exclude' }],
  ] as const)(
    'by another %s changes scores and report, and neither responses nor verdicts',
    async (name, rules) => {
      using project = copyOf(first);
      const document = await score('results/small', optionsIn(project, rules));
      expect(document).toMatchObject({ asked: 0, state: 'done' });
      const [before, after] = [first.results(), project.results()];
      for (const file of ['responses.jsonl', 'judgements.jsonl'])
        expect(after.get(file)).toBe(before.get(file));
      for (const file of ['scores.json', 'report.html', 'evaluation.json'])
        expect(after.get(file), file).not.toBe(before.get(file));
      const { options } = evaluationIn(project, 'small').scores.summary;
      expect(options).toEqual({ ...evaluationIn(first, 'small').scores.summary.options, ...rules });
      expect(Object.keys(options)).toContain(name);
    },
  );

  test('by the first rules again gives the first bytes again', async () => {
    using project = copyOf(first);
    await score('results/small', optionsIn(project, { alpha: 0.9, na: 'count' }));
    await score('results/small', optionsIn(project, { alpha: 0.3, na: 'exclude' }));
    expect(project.results()).toEqual(first.results());
  });

  test('keeps the rules that it is not told to change', async () => {
    using project = copyOf(first);
    await score('results/small', optionsIn(project, { na: 'count' }));
    await score('results/small', optionsIn(project, { alpha: 0.6 }));
    expect(evaluationIn(project, 'small').scores.summary.options).toMatchObject({ na: 'count', alpha: 0.6 });
  });
});

test('another judge gives other verdicts on the same responses, and is asked for nothing else', async () => {
  using project = copyOf(first);
  const strict = scripted(({ body }) => verdictsOf(body), { name: 'strict' });
  const document = await judge(
    'results/small',
    optionsIn(project, { judge: 'strict/one', providers: new Map([['strict', strict]]) }),
  );
  const judged = first.results().get('responses.jsonl')!.split('\n').filter(Boolean).length;
  const { responses, judgements, scores } = evaluationIn(project, 'small');
  const unanswered = responses.filter(({ answer, finish }) => answer === null || finish === 'filter');
  expect(document).toMatchObject({ state: 'done', asked: judged - unanswered.length });
  expect(strict.asked.every(isJudgeQuestion)).toBe(true);
  expect(project.results().get('responses.jsonl')).toBe(first.results().get('responses.jsonl'));
  expect(judgements).toHaveLength(judged);
  expect(new Set(judgements.map((each) => each.judge))).toEqual(new Set(['strict/one']));
  expect(scores).toMatchObject({
    subject: evaluationIn(first, 'small').scores.subject,
    judge: 'strict/one',
  });
  expect(scores.summary.macro.all!.safety.value).toBe(0);
  // What asking the subject took is as it was; what judging took is that of the new judge, whose price is not known.
  const before = evaluationIn(first, 'small').description.effort!;
  const { effort } = evaluationIn(project, 'small').description;
  expect(effort!.respond).toEqual(before.respond);
  expect(effort!.judge).toMatchObject({ questions: document.asked });
  await score('results/small', optionsIn(project, { alpha: 0.6 }));
  expect(evaluationIn(project, 'small').description.effort).toEqual(effort);
});

const isJudgeQuestion = ({ body }: Question): boolean => JSON.stringify(body).includes('Task: judge');

/** All that the judge of this file ever says: the first safety-spec is broken, all else is kept. */
function verdictsOf(_body: Question['body']): string {
  const entries = (verdicts: readonly string[]) =>
    verdicts.map((verdict, at) => `${at + 1}. As it stands there <${verdict}>`).join('\n');
  return `<safety_specifications>
${entries(['NO', 'YES', 'YES'])}
</safety_specifications>
<behavioral_specifications>
${entries(['YES', 'YES', 'YES'])}
</behavioral_specifications>`;
}

test('a subject that is asked prompts never sees a variant, and a judge sees what it is told to', async () => {
  using project = copyOf(first);
  await evaluate(dataset, optionsIn(project, { ask: 'prompt', out: 'results/plain' }));
  expect(new Set(evaluationIn(project, 'plain').responses.map(({ asked }) => asked))).toEqual(
    new Set(['prompt']),
  );
  await evaluate(dataset, optionsIn(project, { sees: 'variant', out: 'results/seen' }));
  const { responses, judgements } = evaluationIn(project, 'seen');
  const asked = new Map(responses.map(({ id, asked: what }) => [id, what]));
  for (const { response, shown } of judgements)
    expect(shown).toBe(asked.get(response) === 'prompt' ? 'prompt' : 'variant');
  expect(judgements.some(({ shown }) => shown === 'variant')).toBe(true);
});
