import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompareDocument, Comparison } from '../../src/run/comparing/index.ts';
import type { EvaluationsDocument } from '../../src/run/evaluations-document.ts';
import { command, type Finished } from '../support/command.ts';
import { copyOf } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';

const dataset = 'curated/small';
const names = ['careful', 'reckless', 'refusing'];
const models = names.flatMap((name) => ['--model', `rehearsal/${name}`]);

/** A project with a dataset, and three models that were evaluated in one call. No test changes it. */
let first: Project;
let call: Finished;

beforeAll(async () => {
  first = makeProject({ unsafe: { generated: 6 }, safe: { generated: 4 } });
  await first.run({ until: 'export' });
  call = await command(first, ['evaluate', dataset, ...models]);
}, 60_000);
afterAll(() => first[Symbol.dispose]());

const comparisonIn = (project: Project): Comparison =>
  JSON.parse(project.read('results/small/comparison.json')) as Comparison;

describe('evaluating several models', () => {
  test('gives each its own folder, names it and its number while it works, and ends with their comparison', () => {
    expect(call).toMatchObject({ status: 0 });
    for (const [at, name] of names.entries()) {
      expect(first.results(`small/rehearsal-${name}`).size).toBe(5);
      expect(call.err).toContain(`rehearsal/${name} (${at + 1} of 3)`);
      expect(call.out).toMatch(new RegExp(`^rehearsal/${name}: done$`, 'm'));
      expect(call.out).toContain(`results results/small/rehearsal-${name}/scores.json, report.html`);
    }
    expect(call.out).toMatch(/^effort {2}respond: 10 questions, [\d,]+ tokens in, [\d,]+ out, \$0\.0000$/m);
    expect(call.out).toMatch(/^rank +model +SAR/m);
    expect(call.out).toContain('rehearsal/careful less rehearsal/r');
    expect(call.out).toContain('report  results/small/comparison.html');
  });

  test('is one document with --json, with each of them in the order in which they were named, and all that are there compared', async () => {
    using project = copyOf(first);
    const two = ['rehearsal/refusing', 'rehearsal/careful'];
    const argv = ['evaluate', dataset, '--json', ...two.flatMap((model) => ['--model', model])];
    const { status, out, err } = await command(project, argv);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const document = JSON.parse(out) as EvaluationsDocument;
    expect(document).toMatchObject({ dataset: 'small', state: 'done', asked: 0, costUsd: 0, gaps: 0 });
    expect(document.evaluations.map(({ model }) => model)).toEqual(two);
    expect(document.evaluations.map(({ evaluation }) => evaluation?.folder)).toEqual(
      two.map((model) => `results/small/${model.replace('/', '-')}`),
    );
    expect(document.comparison!.evaluations.map(({ name }) => name).toSorted()).toEqual(
      names.map((name) => `rehearsal/${name}`),
    );
    // All was stored, so all is as it was.
    expect(project.results()).toEqual(first.results());
  });

  test('may go to a folder of their own, and end with the responses', async () => {
    using project = copyOf(first);
    const { status, out } = await command(project, ['respond', dataset, ...models, '--out', 'mine']);
    expect(status).toBe(0);
    for (const name of names) {
      expect(project.read(`mine/rehearsal-${name}/responses.jsonl`)).not.toBe('');
      expect(out).toContain(`go on with: specloom judge mine/rehearsal-${name}`);
    }
    expect(out).not.toContain('rank');
  });

  test.each([
    ['a model that is named twice', ['rehearsal/careful', 'rehearsal/careful'], 'is named twice'],
    ['one without a provider', ['rehearsal/careful', 'other'], 'expected provider/model'],
    ['one whose provider is unknown', ['rehearsal/careful', 'nobody/one'], 'no provider named nobody'],
  ])('refuses %s before anything is asked', async (_what, given, says) => {
    const before = first.everyFile();
    const argv = ['evaluate', dataset, '--seed', '99', ...given.flatMap((model) => ['--model', model])];
    expect(await command(first, argv)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining(says),
    });
    expect(first.everyFile()).toEqual(before);
  });

  test('refuses two models that would be written to one folder', async () => {
    using project = copyOf(first);
    const more = [
      'providers:',
      ...['a', 'a-b'].map((name) => `  ${name}: { type: openai, baseUrl: http://127.0.0.1:9/v1 }`),
    ];
    project.write('pipelines/two.yaml', smallPipeline({ more }));
    const argv = [
      ...['evaluate', dataset, '--pipeline', 'pipelines/two.yaml'],
      ...['--model', 'a/b-c', '--model', 'a-b/c', '--judge', 'rehearsal/default'],
    ];
    expect(await command(project, argv)).toMatchObject({
      status: 2,
      err: expect.stringMatching(
        /a\/b-c and a-b\/c would both be written to .*results\/small\/a-b-c; .*--out/,
      ),
    });
  });
});

describe('a comparison', () => {
  test('of a folder of results has all whole evaluations in it, and is written beside them', async () => {
    using project = copyOf(first);
    rmSync(project.path('results/small/comparison.json'));
    rmSync(project.path('results/small/comparison.html'));
    const { status, out } = await command(project, ['compare', 'results/small', '--json']);
    expect(status).toBe(0);
    const { skipped, files, ...comparison } = JSON.parse(out) as CompareDocument;
    expect(comparison).toEqual(comparisonIn(project));
    expect(skipped).toEqual([]);
    expect(files).toEqual({
      data: 'results/small/comparison.json',
      report: 'results/small/comparison.html',
    });
    expect(project.results()).toEqual(first.results());
    const { evaluations, judge, scenarios } = comparison;
    expect(judge).toMatch(/^rehearsal\/default@/);
    expect(scenarios).toEqual(['city-trips']);
    expect(evaluations.map(({ folder }) => folder).toSorted()).toEqual(
      names.map((name) => `rehearsal-${name}`),
    );
    expect(evaluations.map(({ name }) => name)).toEqual(
      comparison.comparison!.ranking.map(({ name }) => name),
    );
    expect(comparison.comparison!.differences).toHaveLength(9);
  });

  test('names and leaves out what is unfinished, unjudged or foreign', async () => {
    using project = copyOf(first);
    await command(project, ['respond', dataset, '--model', 'rehearsal/helpful']);
    project.write('results/small/half/evaluation.json', '{"unfinished":true,"files":{}}');
    mkdirSync(project.path('results/small/notes'));
    const { status, out } = await command(project, ['compare', 'results/small']);
    expect(status).toBe(0);
    expect(out).toMatch(/^left out results\/small\/half: .*not written to its end/m);
    expect(out).toMatch(/^left out results\/small\/notes: .*no evaluation folder/m);
    expect(out).toMatch(/^left out results\/small\/rehearsal-helpful: .*specloom judge/m);
    expect(comparisonIn(project).evaluations).toHaveLength(3);
  });

  test.each([
    [
      'scored otherwise',
      ['score', 'results/small/rehearsal-careful', '--alpha', '0.5'],
      /`alpha` of score: 0\.\d and 0\.\d/,
    ],
    [
      'judged otherwise',
      ['judge', 'results/small/rehearsal-careful', '--sees', 'both'],
      /`sees` of judge: "\w+" and "\w+"/,
    ],
  ])(
    'refuses an evaluation that was %s and is named, leaves it out of a folder, and says what differs',
    async (_what, argv, says) => {
      using project = copyOf(first);
      expect((await command(project, argv)).status).toBe(0);
      const both = ['results/small/rehearsal-careful', 'results/small/rehearsal-refusing'];
      expect(await command(project, ['compare', ...both])).toMatchObject({
        status: 2,
        err: expect.stringMatching(says),
      });
      // Of the three in the folder, the other two are alike.
      const { status, out } = await command(project, ['compare', 'results/small']);
      expect(status).toBe(0);
      expect(out).toMatch(/^left out results\/small\/rehearsal-careful: cannot be compared with/m);
      expect(out).toMatch(says);
      expect(out).not.toMatch(/^\d +rehearsal\/careful/m);
    },
  );

  test('refuses evaluations of two datasets that are named, and leaves those of another out of a folder', async () => {
    using project = copyOf(first);
    renameSync(project.path('results/small/rehearsal-careful'), project.path('results/small/old'));
    await project.run({ seed: 6, until: 'export' });
    const anew = await command(project, ['evaluate', dataset, '--model', 'rehearsal/careful']);
    expect(anew.status).toBe(0);
    const both = ['results/small/old', 'results/small/rehearsal-careful'];
    expect(await command(project, ['compare', ...both])).toMatchObject({
      status: 2,
      err: expect.stringMatching(
        /results\/small\/old is of dataset \w+, and curated\/small is \w+; evaluate again/,
      ),
    });
  });

  test('refuses what is no evaluation, one that is named twice, and files that it did not write', async () => {
    using project = copyOf(first);
    const one = 'results/small/rehearsal-careful';
    const refused = async (argv: readonly string[], says: string | RegExp) =>
      expect(await command(project, ['compare', ...argv])).toMatchObject({
        status: 2,
        out: '',
        err: expect.stringMatching(says),
      });
    await refused(['results/nope'], /nope is no folder of evaluations/);
    await refused(['specs'], /specs holds no whole evaluation/);
    await refused([one, 'specs'], /specs is no evaluation folder/);
    await refused([one, one], /is named twice/);
    mkdirSync(project.path('mine'));
    writeFileSync(project.path('mine/comparison.html'), 'written by hand');
    await refused(
      ['results/small', '--out', 'mine'],
      /mine holds comparison\.html, which no comparison wrote/,
    );
    expect(project.read('mine/comparison.html')).toBe('written by hand');
  });

  test('of two evaluations of one subject by two judges says how the judges agree', async () => {
    using project = copyOf(first);
    const [one, two] = ['results/small/rehearsal-careful', 'results/two'];
    const argv = [
      'evaluate',
      dataset,
      '--model',
      'rehearsal/careful',
      '--judge',
      'rehearsal/erratic',
      '--out',
      two,
    ];
    expect((await command(project, argv)).status).toBe(0);
    const { status, out } = await command(project, [
      'compare',
      one,
      two,
      'results/small/rehearsal-refusing',
      '--json',
    ]);
    expect(status).toBe(0);
    const { evaluations, judges, judge } = JSON.parse(out) as CompareDocument;
    expect(judge).toMatch(/^rehearsal\/default@/);
    expect(evaluations.map(({ subject }) => subject.replace(/@.*/, ''))).toEqual([
      'rehearsal/careful',
      'rehearsal/refusing',
    ]);
    expect(judges).toMatchObject([
      {
        judges: [expect.stringMatching(/default/), expect.stringMatching(/erratic/)],
        models: [{ name: 'rehearsal/careful' }],
      },
    ]);
    expect(judges[0]!.verdicts).toBeGreaterThan(20);
  });

  test('refuses another judge of another subject', async () => {
    using project = copyOf(first);
    const argv = ['evaluate', dataset, '--model', 'rehearsal/helpful', '--judge', 'rehearsal/erratic'];
    expect((await command(project, argv)).status).toBe(0);
    const alone = 'results/small/rehearsal-helpful';
    expect(await command(project, ['compare', 'results/small/rehearsal-careful', alone])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/scores of two judges make no ranking; have one judge judge both, or name/),
    });
    // In a folder of results it is left out: the others are judged alike.
    const rest = await command(project, ['compare', 'results/small']);
    expect(rest).toMatchObject({ status: 0, out: expect.stringContaining(`left out ${alone}: was judged`) });
    // Evaluating more models leaves it out and says so.
    const more = await command(project, ['evaluate', dataset, ...models.slice(2)]);
    expect(more.status).toBe(0);
    expect(more.out).toMatch(
      /^left out results\/small\/rehearsal-helpful: was judged by rehearsal\/erratic/m,
    );
  });
});

describe('specloom report', () => {
  test('of a folder of results writes the report of all evaluations in it', async () => {
    using project = copyOf(first);
    rmSync(project.path('results/small/comparison.html'));
    expect(await command(project, ['report', 'results/small'])).toMatchObject({
      status: 0,
      out: 'results/small/comparison.html\n',
    });
    expect(project.results()).toEqual(first.results());
    for (const name of names)
      expect(project.read('results/small/comparison.html')).toContain(`rehearsal/${name}`);
  });

  test('of an evaluation that others stand in writes both', async () => {
    using project = copyOf(first);
    await command(project, ['evaluate', dataset, '--out', 'results/small']);
    expect((await command(project, ['report', 'results/small'])).out).toBe(
      'results/small/report.html\nresults/small/comparison.html\n',
    );
    expect(comparisonIn(project).evaluations.map(({ folder }) => folder)).toContain('.');
    // The others are compared where the folder's own is scored unlike them, too.
    await command(project, ['score', 'results/small', '--alpha', '0.5']);
    expect((await command(project, ['report', 'results/small'])).out).toContain('comparison.html');
    expect(comparisonIn(project).evaluations.map(({ folder }) => folder)).not.toContain('.');
  });
});
