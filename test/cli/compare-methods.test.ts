import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methodOptions, methods } from '../../src/deliberation/index.ts';
import type { Comparison } from '../../src/run/comparing/index.ts';
import type { MethodsPlan } from '../../src/run/evaluate-forecast.ts';
import { command, type Finished } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';

const dataset = 'curated/small';
const argv = [
  ...['compare', dataset, '--model', 'rehearsal/reasoning'],
  ...['--methods', 'vanilla,align3,best-of-n:answers=2', '--reward', 'self'],
];
const own = ['rehearsal-reasoning', 'rehearsal-reasoning-align3', 'rehearsal-reasoning-best-of-n-2'];

/** A project with a dataset, and one in which three methods were compared in one call. No test changes them. */
let fresh: Project;
let first: Project;
let call: Finished;

beforeAll(async () => {
  fresh = makeProject({ unsafe: { generated: 6 }, safe: { generated: 4 } });
  await fresh.run({ until: 'export' });
  first = copyOf(fresh);
  call = await command(first, argv);
}, 60_000);
afterAll(() => {
  for (const project of [fresh, first]) project[Symbol.dispose]();
});

/** Its files; those of the store are written again when it is closed, whoever opened it. */
const filesOf = (project: Project) =>
  [...project.everyFile()].filter(([path]) => !path.startsWith('.specloom/answers.sqlite'));

const comparisonIn = (project: Project): Comparison =>
  JSON.parse(project.read('results/small/comparison.json')) as Comparison;

describe('comparing methods', () => {
  test('evaluates a model by each, into folders of their own, and ends with a table of them', () => {
    expect(call, call.err).toMatchObject({ status: 0 });
    for (const folder of own) expect(first.results(`small/${folder}`).size).toBe(5);
    expect(call.err).toContain('rehearsal/reasoning (align3) (2 of 3)');
    expect(call.out).toMatch(/^rehearsal\/reasoning \(best-of-n-2\): done$/m);
    expect(call.out).toMatch(
      /^method +SAR +less vanilla +safety +behavioral +unscored +tokens out +tokens in +billed +cost$/m,
    );
    expect(call.out).toMatch(/^align3 .*[+-]0\.\d{3} \[.*\].* \([+-]\d+\)/m);
    expect(call.out).toContain('report  results/small/comparison.html');
  });

  test('explain tells the method and the passes of a response, and none of their texts', async () => {
    const explained = async (folder: string) => {
      const [response] = evaluationIn(first, `small/${folder}`).responses;
      const { out } = await command(first, ['explain', response!.id, '--run', `evaluate-small-${folder}`]);
      for (const { text, inserted } of response!.steps)
        for (const said of [text, inserted ?? text]) expect(out).not.toContain(said);
      return out;
    };
    const align3 = await explained('rehearsal-reasoning-align3');
    expect(align3).toMatch(/^response [0-9a-f]{16} {2}\S+, align3, finish stop$/m);
    expect(align3).toMatch(/^ {2}passes: behavior \d+, safety \d+, audit \d+ tokens out$/m);
    expect(await explained('rehearsal-reasoning-best-of-n-2')).toMatch(/answer-1 \d+ \(reward [\d.]+\)/);
  });

  test('says how each was asked, in responses, names and documents', () => {
    const { responses, description } = evaluationIn(first, 'small/rehearsal-reasoning-align3');
    expect(new Set(responses.map(({ method }) => method))).toEqual(new Set(['align3']));
    expect(responses.every(({ steps }) => steps.length > 1)).toBe(true);
    expect(description.models).not.toHaveProperty('reward');
    const best = evaluationIn(first, 'small/rehearsal-reasoning-best-of-n-2').description;
    expect(best.models.reward).toBe(best.models.subject);
    expect(
      comparisonIn(first)
        .evaluations.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['rehearsal/reasoning', 'rehearsal/reasoning (align3)', 'rehearsal/reasoning (best-of-n-2)']);
  });

  test('tells the protocol that holds for all of them, and none that is of one method alone', () => {
    const { protocol } = comparisonIn(first);
    expect(protocol.join('\n')).toContain('judge');
    expect(protocol.filter((line) => /vanilla|align3|best-of-n/.test(line))).toEqual([]);
  });

  test('gives the differences from vanilla of scores and tokens, by the same items', () => {
    const { methods, evaluations, comparison } = comparisonIn(first);
    expect(methods.map(({ vanilla }) => vanilla)).toEqual(['rehearsal/reasoning', 'rehearsal/reasoning']);
    const sarOf = (name: string) => evaluations.find((each) => each.name === name)!.sar!.value!;
    const tokensOf = (name: string) =>
      evaluations.find((each) => each.name === name)!.answers.tokens!.output.value;
    for (const { name, vanilla, gains, tokens } of methods) {
      const pair = comparison!.differences.find(
        ({ measure, a, b }) => measure === 'sar' && [a, b].includes(name) && [a, b].includes(vanilla),
      )!;
      expect(Math.abs(gains.sar.value!)).toBeCloseTo(Math.abs(pair.value!), 12);
      if (pair.unscored === 0) expect(gains.sar.value).toBeCloseTo(sarOf(name) - sarOf(vanilla), 9);
      expect(gains.sar.interval![0]).toBeLessThanOrEqual(gains.sar.value!);
      expect(gains.sar.interval![1]).toBeGreaterThanOrEqual(gains.sar.value!);
      expect(tokens.output!.value).toBeCloseTo(tokensOf(name) - tokensOf(vanilla), 6);
      expect(tokens.output!.value).toBeGreaterThan(0);
    }
  });

  test('with --plan asks and writes nothing, and says what each method takes', async () => {
    const before = filesOf(fresh);
    const text = await command(fresh, [...argv, '--plan']);
    expect(text).toMatchObject({ status: 0, err: '' });
    expect(text.out).toMatch(/^rehearsal\/reasoning +best-of-n-2 +subject +20 /m);
    expect(text.out).toMatch(/^ +reward +20 /m);
    const { out } = await command(fresh, [...argv, '--plan', '--json']);
    const { plans, costUsd } = JSON.parse(out) as MethodsPlan;
    expect(plans.map(({ method }) => method)).toEqual(['vanilla', 'align3', 'best-of-n-2']);
    expect(plans.map(({ asks }) => asks[0]!.questions[1])).toEqual([10, 30, 20]);
    expect(costUsd).toEqual([0, 0]);
    expect(filesOf(fresh)).toEqual(before);
  });

  test.each([
    [
      'a reward model that is missing',
      ['--methods', 'vanilla,best-of-n'],
      /--reward provider\/model, or --reward self/,
    ],
    [
      'a model that one of them is not for',
      ['--methods', 'vanilla,zero-think', '--model', 'rehearsal/default'],
      /rehearsal\/default@\w+: zero-think/,
    ],
    [
      'flags of evaluating without methods',
      ['--judge', 'rehearsal/default'],
      /--judge goes with --methods or --ablation/,
    ],
    ['a dataset without methods', [], /small is a dataset; name the methods .* with --methods/],
    ['two datasets', ['curated/other', '--methods', 'vanilla'], /one dataset; name its folder alone/],
  ])('refuses %s before anything is asked', async (_what, more, says) => {
    const before = filesOf(fresh);
    const refused = await command(fresh, ['compare', dataset, ...more]);
    expect(refused).toMatchObject({ status: 2, out: '', err: expect.stringMatching(says) });
    expect(filesOf(fresh)).toEqual(before);
  });
});

describe('evaluating by a method', () => {
  test('goes to a folder of its own, and another method may not take its place', async () => {
    using project = copyOf(first);
    const one = ['evaluate', dataset, '--model', 'rehearsal/reasoning', '--method', 'align3'];
    const { status, out } = await command(project, [...one, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      folder: 'results/small/rehearsal-reasoning-align3',
      method: 'align3',
      asked: 0,
    });
    const taken = await command(project, [...one, '--out', 'results/small/rehearsal-reasoning']);
    expect(taken).toMatchObject({
      status: 2,
      err: expect.stringMatching(
        /holds the evaluation by method vanilla, which that by align3 would replace/,
      ),
    });
  });

  test('drops the options of the method that the pipeline file chose, and keeps what holds for any', async () => {
    using project = copyOf(fresh);
    project.write(
      'pipelines/other.yaml',
      project
        .read(project.pipeline)
        .replace(
          '  - respond\n',
          '  - use: respond\n    method: align3\n    steps: [safety]\n    tokens: 4000\n',
        ),
    );
    const call = (method: readonly string[]) =>
      command(project, [
        ...[
          'respond',
          dataset,
          '--model',
          'rehearsal/reasoning',
          '--pipeline',
          'pipelines/other.yaml',
          '--json',
        ],
        ...method,
      ]);
    const folderOf = ({ out, err }: Finished) =>
      out === '' ? err : (JSON.parse(out) as { folder: string }).folder;
    expect(folderOf(await call([]))).toBe('results/small/rehearsal-reasoning-align3-safety-within-4000');
    expect(folderOf(await call(['--method', 'self-refine:refinements=1']))).toBe(
      'results/small/rehearsal-reasoning-self-refine-1-within-4000',
    );
  });
});

test('the help names every method, and the command line takes no fewer tokens than the stage does', async () => {
  const least = methodOptions.tokens.safeParse(16).success && !methodOptions.tokens.safeParse(15).success;
  expect(least).toBe(true);
  for (const verb of ['evaluate', 'respond', 'compare']) {
    const { out } = await command(fresh, [verb, '--help']);
    for (const method of methods.keys()) expect(out.replace(/\s+/g, ' '), verb).toContain(method);
    expect((await command(fresh, [verb, dataset, '--tokens', '15'])).err).toContain('of at least 16');
  }
});
