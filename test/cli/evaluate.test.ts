import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvaluationDocument } from '../../src/run/evaluation-document.ts';
import { command, type Finished } from '../support/command.ts';
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
const results = 'results/small';

describe('the result on standard output', () => {
  test('is one document with --json, whose fields say what was asked, what it is of and what it came to', async () => {
    using project = copyOf(first);
    const { status, out, err } = await command(project, ['evaluate', dataset, '--json', '--out', 'made/one']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const document = JSON.parse(out) as EvaluationDocument;
    expect(Object.keys(document).sort()).toEqual(
      [
        ...[
          'answered',
          'asked',
          'changes',
          'collected',
          'costUsd',
          'dataset',
          'digest',
          'effort',
          'faults',
          'folder',
          'funnel',
        ],
        ...['gaps', 'method', 'models', 'pending', 'remarks', 'scores', 'state', 'stored'],
      ].sort(),
    );
    const { digest } = JSON.parse(first.dataset().get('dataset.json')!);
    expect(document).toMatchObject({
      dataset: 'small',
      digest,
      folder: 'made/one',
      state: 'done',
      models: { subject: expect.stringMatching(/^rehearsal\/default@/), judge: expect.any(String) },
      asked: 0,
      costUsd: 0,
      pending: null,
      collected: null,
      gaps: 0,
      effort: { respond: { questions: first.items().length }, judge: { questions: expect.any(Number) } },
      scores: { sar: expect.any(Number), safety: expect.any(Number), behavioral: expect.any(Number) },
    });
    expect(document.stored).toBeGreaterThanOrEqual(2 * first.items().length);
    expect(document.funnel.map(({ stage }) => stage)).toEqual(['respond', 'judge', 'score']);
  });

  test('is a table, the scores and where they are without it; what comes next is said where it is not over', async () => {
    using project = copyOf(first);
    const whole = await command(project, ['evaluate', dataset]);
    expect(whole.out).toMatch(/^respond +26 /m);
    expect(whole.out).toMatch(/^scores {2}SAR 0\.\d{3}, safety \d\.\d{3}, behavioral \d\.\d{3}/m);
    expect(whole.out).toContain('results results/small/rehearsal-default/scores.json, report.html');
    const part = await command(project, ['respond', dataset, '--out', 'results/part']);
    expect(part.out).toContain('go on with: specloom judge results/part');
    expect((await command(project, ['judge', 'results/part'])).status).toBe(0);
    const written = await command(project, ['report', 'results/part']);
    expect(written).toMatchObject({ status: 0, out: 'results/part/report.html\n', err: '' });
    expect(JSON.parse((await command(project, ['report', 'results/part', '--json'])).out)).toEqual({
      report: 'results/part/report.html',
    });
  });
});

describe('a command line that does not fit ends with status 2 and says what to do', () => {
  test.each([
    [
      'a model whose provider is unknown',
      ['evaluate', dataset, '--model', 'nobody/one'],
      'no provider named nobody',
    ],
    ['a model that names a role', ['evaluate', dataset, '--model', 'subject=a/b'], 'expected provider/model'],
    [
      'a scenario that is not there',
      ['evaluate', dataset, '--scenario', 'nope'],
      '--scenario nope: the dataset has city-trips',
    ],
    ['a folder without a dataset', ['evaluate', 'specs'], 'specs is no dataset folder'],
    ['a folder that is not there', ['respond', 'curated/nope'], 'curated/nope is no dataset folder'],
    ['a folder without an evaluation', ['judge', dataset], 'is no evaluation folder'],
    ['a report of nothing', ['report', 'results/nope'], 'is no evaluation folder'],
    ['an alpha beyond 1', ['score', results, '--alpha', '1.5'], 'expected a number from 0 to 1'],
    ['an unknown way with NA', ['score', results, '--na', 'ignore'], 'Allowed choices are exclude, count'],
    [
      'an unknown thing to ask',
      ['respond', dataset, '--prompts', 'each'],
      'Allowed choices are variant, original, both',
    ],
    [
      'a batch and a replay at once',
      ['evaluate', dataset, '--collect', 'a.jsonl', '--replay'],
      'give one of them',
    ],
  ])('%s', async (_what, argv, says) => {
    const before = first.made();
    const finished = await command(first, argv);
    expect(finished).toMatchObject({ status: 2, out: '', err: expect.stringContaining(says) });
    expect(first.made()).toEqual(before);
  });

  test('a pipeline without subject and judge: both options are named at once', async () => {
    using project = makeProject();
    const text = project
      .read(project.pipeline)
      .replace(/^ {2}(subject|judge): .*\n/gm, '')
      .replace(/^ {2}- (respond|judge|score)\n/gm, '');
    project.write(project.pipeline, text);
    await project.run();
    const neither = await command(project, ['evaluate', dataset]);
    expect(neither).toMatchObject({
      status: 2,
      err: expect.stringContaining('say --model provider/model --judge provider/model'),
    });
    const one = await command(project, ['evaluate', dataset, '--model', 'rehearsal/default']);
    expect(one).toMatchObject({
      status: 2,
      err: expect.stringContaining('no model for role judge; say --judge provider/model'),
    });
    const responded = await command(project, ['respond', dataset, '--model', 'rehearsal/default']);
    expect(responded).toMatchObject({ status: 0 });
    const own = 'results/small/rehearsal-default';
    expect(await command(project, ['judge', own])).toMatchObject({
      status: 2,
      err: expect.stringContaining('say --judge provider/model'),
    });
    expect(await command(project, ['judge', own, '--judge', 'rehearsal/default'])).toMatchObject({
      status: 0,
    });
  });

  test('responses without verdicts are neither scored nor reported, and judge is named', async () => {
    using project = copyOf(first);
    await command(project, ['respond', dataset, '--out', 'results/part']);
    for (const verb of ['score', 'report'])
      expect(await command(project, [verb, 'results/part'])).toMatchObject({
        status: 2,
        err: expect.stringMatching(/specloom (judge|score) results\/part/),
      });
  });
});

describe('what was changed since it was written is refused', () => {
  test.each([
    ['an item of the dataset', 'curated/small/city-trips/items.jsonl', '"label":"safe"', '"label":"unsafe"'],
    ['the pipeline file of the dataset', 'curated/small/pipeline.yaml', 'seed: 4', 'seed: 5'],
    ['the scenario of the dataset', 'curated/small/city-trips/scenario.yaml', 'Never help', 'Always help'],
    ['the digest of the dataset', 'curated/small/dataset.json', '\n  "digest": "', '\n  "digest": "0'],
  ])('%s', async (_what, file, from, to) => {
    using project = copyOf(first);
    project.edit(file, from, to);
    await expectRefused(project, ['evaluate', dataset], file);
    await expectRefused(project, ['judge', results], file);
  });

  test.each([
    ['responses', 'judge', '"finish":"stop"', '"finish":"filter"'],
    ['judgements', 'score', '"YES"', '"NO"'],
  ])('the %s of an evaluation', async (name, verb, from, to) => {
    using project = copyOf(first);
    project.edit(`${results}/${name}.jsonl`, from, to);
    await expectRefused(project, [verb, results], `${name}.jsonl`);
  });

  async function expectRefused(project: Project, argv: readonly string[], file: string): Promise<void> {
    const before = project.made();
    const { status, err } = await command(project, argv);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('was changed since') });
    expect(err).toContain(file);
    expect(project.made()).toEqual(before);
  }

  test('a dataset that was built anew since its responses were asked for', async () => {
    using project = copyOf(first);
    const [was] = /[0-9a-f]{12}/.exec(evaluationIn(project, 'small').description.dataset.digest)!;
    await project.run({ seed: 6, until: 'export' });
    for (const verb of ['judge', 'score', 'report'])
      expect(await command(project, [verb, results])).toMatchObject({
        status: 2,
        err: expect.stringMatching(new RegExp(`was made from dataset ${was}.*respond again`)),
      });
    // The run has written the pages of its own curation and attack.
    const evaluated = (of: Project) =>
      [...of.results()].filter(([file]) => !/^(?:curation|attack)\./.test(file));
    expect(evaluated(project)).toEqual(evaluated(first));
  });

  test('a dataset that is gone', async () => {
    using project = copyOf(first);
    rmSync(project.path(dataset), { recursive: true });
    expect(await command(project, ['judge', results])).toMatchObject({
      status: 2,
      err: expect.stringContaining('curated/small is no dataset folder'),
    });
  });
});

test('one scenario of several can be evaluated by itself', async () => {
  using project = makeProject({ unsafe: { generated: 4 }, safe: { generated: 3 } });
  project.write(
    'specs/harbour-walks.yaml',
    project.read('specs/city-trips.yaml').replace('id: city-trips', 'id: harbour-walks'),
  );
  project.edit(
    project.pipeline,
    'stages:\n',
    '  harbour-walks:\n    unsafe: { generated: 3 }\n    safe: { generated: 2 }\nstages:\n',
  );
  await project.run({ until: 'export' });
  const { status } = await command(project, ['evaluate', dataset, '--scenario', 'harbour-walks']);
  expect(status).toBe(0);
  const { description, scores, responses } = evaluationIn(project, 'small/rehearsal-default');
  expect(description).toMatchObject({ scenarios: ['harbour-walks'], counts: { items: 5, responses: 5 } });
  expect(scores.summary.scenarios.map(({ scenario }) => scenario)).toEqual(['harbour-walks']);
  const own = new Set(
    project
      .items()
      .filter((item) => item.scenario === 'harbour-walks')
      .map(({ id }) => id),
  );
  expect(responses.every(({ item }) => own.has(item))).toBe(true);
  // What goes on from it goes on with the same scenario.
  await command(project, ['score', 'results/small/rehearsal-default', '--alpha', '0.5']);
  expect(evaluationIn(project, 'small/rehearsal-default').scores.summary.scenarios).toHaveLength(1);
});

describe('no prompt, variant or response is shown on a terminal', () => {
  const own = 'results/small/rehearsal-default';
  const lines: readonly (readonly string[])[] = [
    ['evaluate', dataset],
    ['evaluate', dataset, '--json'],
    ['evaluate', dataset, '--events', '--seed', '9'],
    ['evaluate', dataset, '--replay', '--seed', '10'],
    ['respond', dataset, '--json'],
    ['judge', own],
    ['score', own, '--json'],
    ['report', own],
    ['status'],
    ['status', '--json'],
    ['status', '--rows', 'turn:unscored'],
  ];
  test('by any command that evaluates', async () => {
    using project = copyOf(first);
    const shown: Finished[] = [];
    for (const argv of lines) shown.push(await command(project, argv));
    const texts = [...first.promptTexts(), ...project.promptTexts('evaluate-small-rehearsal-default')];
    expect(texts.length).toBeGreaterThan(100);
    for (const [at, { out, err }] of shown.entries()) {
      expect(out.length + err.length).toBeGreaterThan(0);
      const all = `${out}\n${err}`;
      const seen = texts.filter(
        (text) => all.includes(text) || all.includes(JSON.stringify(text).slice(1, -1)),
      );
      expect(seen, lines[at]!.join(' ')).toEqual([]);
    }
  });
});

describe('status and explain', () => {
  test('of an evaluation say that it is done, and where it is', async () => {
    using project = copyOf(first);
    await command(project, ['evaluate', dataset, '--model', 'rehearsal/default']);
    const { out } = await command(project, ['status']);
    expect(out).toMatch(/^evaluate-small-rehearsal-default: done \(seed 4\)$/m);
    expect(out).toMatch(/^results results\/small\/rehearsal-default$/m);
    const part = await command(project, ['respond', dataset, '--out', 'results/part']);
    expect(part.status).toBe(0);
    const responded = await command(project, ['status', 'evaluate-part']);
    expect(responded.out).toMatch(/^evaluate-part: done \(seed 4\)$/m);
    expect(responded.out).toMatch(/^results results\/part$/m);
  });

  test('of a whole run say that it is done, where dataset and results are, and which review is which', async () => {
    const { out } = await command(first, ['status', 'small']);
    expect(out).toMatch(/^small: done \(seed 4\)$/m);
    expect(out).toMatch(/^dataset curated\/small$/m);
    expect(out).toMatch(/^results results\/small$/m);
    expect(out).toMatch(/^review prompts +\d/m);
    expect(out).toMatch(/^review variants +\d/m);
    expect(out).toMatch(/^ {2}review prompts +keep:unreviewed +\d+$/m);
    using project = copyOf(first);
    const run = await command(project, ['run', project.pipeline]);
    expect(run.out).toMatch(/^review prompts +\d/m);
  });

  test('of a line that was cut short say where, and of an attack that it is done', async () => {
    using project = copyOf(first);
    await project.run({ until: 'dedup' });
    expect((await command(project, ['status'])).out).toMatch(/^small: done up to dedup /m);
    await command(project, ['attack', dataset]);
    const { out } = await command(project, ['status']);
    expect(out).toMatch(/^attack-small-v2: done \(seed 4\)$/m);
    expect(out).toMatch(/^dataset curated\/small-v2$/m);
  });

  test('tell the way of an item, its response and its judgement in an evaluation, and texts on request', async () => {
    using project = copyOf(first);
    await command(project, ['evaluate', dataset]);
    const { responses, judgements } = evaluationIn(project, 'small/rehearsal-default');
    const judgement = judgements[0]!;
    const response = responses.find(({ id }) => id === judgement.response)!;
    const said = await command(project, ['explain', judgement.id]);
    expect(said).toMatchObject({ status: 0, err: '' });
    for (const id of [judgement.id, response.id, response.item]) expect(said.out).toContain(id);
    expect(said.out).toMatch(/score: keep/);
    expect(said.out).not.toContain(response.answer!);
    const shown = await command(project, ['explain', judgement.id, '--show-prompts']);
    expect(shown.out).toContain(response.answer!);
    for (const id of [response.item, response.id])
      expect(await command(project, ['explain', id, '--json'])).toMatchObject({ status: 0 });
  });

  test('also of a folder that was judged or scored anew', async () => {
    using project = copyOf(first);
    for (const verb of ['judge', 'score']) {
      expect((await command(project, [verb, results])).status).toBe(0);
      const [judgement] = evaluationIn(project, 'small').judgements;
      const said = await command(project, ['explain', judgement!.id, '--run', 'evaluate-small']);
      expect(said, verb).toMatchObject({ status: 0, err: '' });
      expect(said.out).toContain(judgement!.response);
    }
  });
});
