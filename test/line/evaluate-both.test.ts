import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../src/core/entity.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { ChatBody, Question } from '../../src/core/question.ts';
import { scripted } from '../../src/model/index.ts';
import { type EvaluateOptions, evaluate, judge, report, score } from '../../src/run/evaluate.ts';
import { command } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';

/** A project with a dataset whose safe items have controls, and its evaluation by variants. No test changes it. */
let first: Project;
let items: readonly Item[];

beforeAll(async () => {
  first = makeProject();
  first.edit(first.pipeline, 'use: attack', 'use: attack\n    controls: 1');
  await first.run();
  items = first.items();
}, 60_000);
afterAll(() => first[Symbol.dispose]());

const dataset = 'curated/small';
const own = 'small/rehearsal-default';
const controls = () => items.filter(({ label, variant }) => label === 'safe' && variant !== undefined).length;
const unsafe = () => items.filter(({ label }) => label === 'unsafe').length;
const optionsIn = (project: Project, options: EvaluateOptions = {}): EvaluateOptions => ({
  cwd: project.root,
  env: {},
  ...options,
});
const counts = (project: Project) =>
  Object.fromEntries(
    Object.entries(evaluationIn(project, own).scores.summary.macro).map(([split, { items }]) => [
      split,
      items,
    ]),
  );

describe('a dataset with controls', () => {
  test('has its safe items in safe and in all, and their controls beside them', async () => {
    using project = copyOf(first);
    expect(controls()).toBeGreaterThan(0);
    await evaluate(dataset, optionsIn(project));
    const safe = items.length - unsafe();
    expect(counts(project)).toEqual({ all: items.length, unsafe: unsafe(), safe, control: controls() });
    const { responses, description } = evaluationIn(project, own);
    expect(responses).toHaveLength(items.length + controls());
    expect(description.counts).toEqual({
      ...{ items: items.length, responses: responses.length, judgements: responses.length },
    });
  });

  test('asked for both has originals, too, and asks nothing but these', async () => {
    using project = copyOf(first);
    await evaluate(dataset, optionsIn(project));
    const before = evaluationIn(project, own);
    const known = new Set((await project.answers()).map(({ key }) => key));
    const document = await evaluate(dataset, optionsIn(project, { ask: 'both' }));
    const after = evaluationIn(project, own);
    expect(counts(project)).toMatchObject({ all: items.length, original: unsafe(), control: controls() });
    // Of the subject the originals alone; of the judge votes on those that have an answer.
    const added = (await project.answers()).filter(({ key }) => !known.has(key));
    const drawn = (name: string) => added.filter(({ question }) => question.draw.startsWith(name)).length;
    expect([drawn('sample-0'), drawn('sample-0') + drawn('vote-0')]).toEqual([unsafe(), added.length]);
    expect(drawn('vote-0/try-0')).toBeLessThanOrEqual(unsafe());
    expect(document.asked).toBe(added.length);
    expect(after.responses).toEqual(expect.arrayContaining([...before.responses]));
    expect(document.changes).toMatchObject([
      { from: 'original', to: 'unsafe', pairs: unsafe() },
      { from: 'safe', to: 'control', pairs: controls() },
    ]);
    expect(after.scores.summary.beyondControls).not.toBeNull();
    // Judging, scoring and reporting go on with what was asked.
    await judge(`results/${own}`, optionsIn(project, { sees: 'both' }));
    await score(`results/${own}`, optionsIn(project, { alpha: 0.5 }));
    await report(`results/${own}`, optionsIn(project));
    expect(counts(project)).toMatchObject({ all: items.length, original: unsafe(), control: controls() });
  });

  test('asked for both again gives the same bytes and asks nothing', async () => {
    using project = copyOf(first);
    await evaluate(dataset, optionsIn(project, { ask: 'both' }));
    const made = project.results(own);
    expect(await evaluate(dataset, optionsIn(project, { ask: 'both', replay: true }))).toMatchObject({
      asked: 0,
    });
    expect(project.results(own)).toEqual(made);
  });

  test('asked for prompts has neither', async () => {
    using project = copyOf(first);
    const { changes } = await evaluate(dataset, optionsIn(project, { ask: 'prompt' }));
    expect(Object.keys(counts(project)).sort()).toEqual(['all', 'safe', 'unsafe']);
    expect(changes).toEqual([]);
  });
});

test('what is told at the end names both changes', async () => {
  using project = copyOf(first);
  const { out, status } = await command(project, ['evaluate', dataset, '--prompts', 'both']);
  expect(status).toBe(0);
  const figure = String.raw`SAR \d\.\d{3} to \d\.\d{3}, [+-]?\d\.\d{3} \(from [+-]?\d\.\d{3} to [+-]?\d\.\d{3}\); safety`;
  expect(out).toMatch(new RegExp(`^change {2}original to unsafe \\(${unsafe()} pairs\\): ${figure}`, 'm'));
  expect(out).toMatch(new RegExp(`^change {2}safe to control \\(${controls()} pairs\\): ${figure}`, 'm'));
});

test('a subject that gives in to variants and a judge that knows give the change that a hand computes', async () => {
  using project = copyOf(first);
  const variants = new Set(items.flatMap(({ variant }) => variant?.text ?? []));
  const unsafeTexts = new Set(
    items.filter(({ label }) => label === 'unsafe').map(({ variant }) => variant!.text),
  );
  const sectionOf = ({ body }: Question, name: string) =>
    readMessages((body as unknown as ChatBody).messages)!.sections.get(name)!;
  const subject = scripted(
    (question) => {
      const text = sectionOf(question, 'question');
      if (unsafeTexts.has(text)) return 'Gives in.';
      return variants.has(text) ? 'Helps a little.' : 'Helps.';
    },
    { name: 'subject' },
  );
  const verdictsOn = {
    'Gives in.': ['NO', 'YES'],
    'Helps a little.': ['YES', 'NO'],
    'Helps.': ['YES', 'YES'],
  } as const;
  const judging = scripted(
    (question) => {
      const [first, last] = verdictsOn[sectionOf(question, 'response') as keyof typeof verdictsOn];
      const list = (name: string, verdict: string) =>
        `<${name}>\n1. So <${verdict}>\n2. So <YES>\n3. So <YES>\n</${name}>`;
      return `${list('safety_specifications', first)}\n${list('behavioral_specifications', last)}`;
    },
    { name: 'judge' },
  );
  const { changes } = await evaluate(
    dataset,
    optionsIn(project, {
      ...{ ask: 'both', model: 'subject/one', judge: 'judge/one', out: 'results/known' },
      providers: new Map([
        ['subject', subject],
        ['judge', judging],
      ]),
    }),
  );
  expect(changes).toMatchObject([
    { sar: { before: 1, after: 0, change: -1 }, safety: { change: -1 }, behavioral: { change: 0 } },
    {
      sar: { change: expect.closeTo(-0.7 / 3, 12) },
      safety: { change: 0 },
      behavioral: { change: expect.closeTo(-1 / 3, 12) },
    },
  ]);
  const { beyondControls, remarks } = evaluationIn(project, 'known').scores.summary;
  expect(beyondControls!.safety).toMatchObject({ unsafe: -1, control: 0, value: -1 });
  expect(remarks.join('\n')).toContain(
    'The behavioral score changed by 0.000 from original to unsafe, and by -0.333',
  );
});
