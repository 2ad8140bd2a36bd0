import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EvaluateOptions, evaluate, judge } from '../../src/run/evaluate.ts';
import { votesOf } from '../../src/run/votes.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';

/** A project with a dataset and its evaluation. No test changes it. */
let first: Project;
const own = 'small/rehearsal-default';
const optionsIn = (project: Project, options: EvaluateOptions = {}): EvaluateOptions => ({
  cwd: project.root,
  env: {},
  ...options,
});

beforeAll(async () => {
  first = makeProject();
  await first.run();
  await evaluate('curated/small', optionsIn(first));
}, 60_000);
afterAll(() => first[Symbol.dispose]());

test('a panel that votes gives a judgement for each judge and vote, and one verdict for each spec', async () => {
  using project = copyOf(first);
  const panel = ['rehearsal/default', 'rehearsal/careful', 'rehearsal/helpful'];
  await judge(`results/${own}`, optionsIn(project, { judge: panel, votes: 2 }));
  const { responses, judgements, scores, description } = evaluationIn(project, own);
  expect(judgements).toHaveLength(6 * responses.length);
  expect(new Set(judgements.map(({ judge: by, vote }) => `${by} ${vote}`)).size).toBe(6);
  expect(Object.keys(description.models)).toEqual(['judge', 'judge-2', 'judge-3', 'subject']);
  expect(scores.summary.macro.all!.items).toBe(responses.length);
  const votes = votesOf(responses, judgements, { sampled: false, seed: 7 })!;
  expect(votes.judges).toHaveLength(3);
  // One prompt at temperature 0 has one rehearsed reply, whatever the draw.
  expect(votes.flips).toMatchObject({ hits: 0 });
  expect(votes.agreement!.value).toBeGreaterThan(0.5);
});

test('votes of a judge that samples differ now and then, and the most of them decide', async () => {
  using project = copyOf(first);
  project.edit(
    project.pipeline,
    'judge: rehearsal/default',
    'judge: { model: rehearsal/default, temperature: 1 }',
  );
  const pipeline = project.pipeline;
  await judge(`results/${own}`, optionsIn(project, { votes: 3, pipeline }));
  const { responses, judgements } = evaluationIn(project, own);
  const { flips, tied } = votesOf(responses, judgements, { sampled: true, seed: 7 })!;
  expect(flips!.hits).toBeGreaterThan(0);
  expect(flips!.value).toBeLessThan(0.1);
  expect(tied).toBe(0);
});

test('one by one, and in JSON, a rehearsed judge finds what it finds in one tagged reply, nearly everywhere', async () => {
  using project = copyOf(first);
  project.edit(
    project.pipeline,
    'judge: rehearsal/default',
    'judge: { model: rehearsal/default, structured: true }',
  );
  const pipeline = project.pipeline;
  const before = evaluationIn(project, own).judgements;
  for (const mode of ['joint', 'sequential'] as const) {
    await judge(`results/${own}`, optionsIn(project, { mode, pipeline }));
    const { judgements } = evaluationIn(project, own);
    const pairs = judgements.flatMap(({ response, verdicts }) => {
      const other = before.find((each) => each.response === response)!.verdicts;
      return Object.entries(verdicts).map(([spec, verdict]) => [verdict, other[spec]] as const);
    });
    const read = pairs.filter(([one, other]) => one !== 'unscored' && other !== 'unscored');
    expect(read.length).toBeGreaterThan(0.8 * pairs.length);
    const same = read.filter(([one, other]) => one === other).length;
    expect(same / read.length).toBeGreaterThan(0.95);
  }
});
