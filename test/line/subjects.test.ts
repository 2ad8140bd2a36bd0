import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Question } from '../../src/core/question.ts';
import { scripted } from '../../src/model/index.ts';
import { type EvaluateOptions, respond } from '../../src/run/evaluate.ts';
import type { EvaluationFacts } from '../../src/run/evaluation-folder.ts';
import type { SamplingSent } from '../../src/run/sampling-sent.ts';
import { command } from '../support/command.ts';
import { copyOf } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';

let first: Project;
beforeAll(async () => {
  first = makeProject();
  await first.run();
}, 60_000);
afterAll(() => first[Symbol.dispose]());

/** What the evaluation says was sent, by the names of the wire. */
const asSent = ({ temperature, topP, maxTokens, extraBody }: SamplingSent) => ({
  ...(temperature === undefined ? {} : { temperature }),
  ...(topP === undefined ? {} : { top_p: topP }),
  ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
  ...extraBody,
});

/** The bodies that a subject is sent, without their messages. */
async function sentTo(
  model: string,
  options: EvaluateOptions = {},
  edit: (project: Project) => EvaluateOptions = () => ({}),
) {
  using project = copyOf(first);
  const subject = scripted(() => 'Helps.', { name: 'lab' });
  const extra = edit(project);
  await respond('curated/small', {
    cwd: project.root,
    env: {},
    providers: new Map([['lab', subject]]),
    model: `lab/${model}`,
    ...options,
    ...extra,
  });
  const description = JSON.parse(
    project.read(`results/small/lab-${model}/evaluation.json`),
  ) as EvaluationFacts;
  const bodies = subject.asked.map(({ body: { messages: _, seed: __, ...rest } }: Question) => rest);
  expect(bodies.length).toBeGreaterThan(5);
  const [one] = bodies;
  for (const each of bodies) expect(each).toEqual(one);
  expect(asSent(description.sampling!.subject!)).toEqual(one);
  return one;
}

test('a subject that nothing is known of is sent the limit of instruct models, and no sampling', async () => {
  expect(await sentTo('mine')).toEqual({ max_tokens: 4_200 });
});

test('a reasoning model may go on for longer: by what is said, and else by what the list knows', async () => {
  expect(await sentTo('mine', { subject: { kind: 'reasoning' } })).toEqual({ max_tokens: 8_400 });
  expect(await sentTo('QwQ-32B')).toEqual({ max_tokens: 8_400 });
  expect(await sentTo('QwQ-32B', { subject: { kind: 'instruct' } })).toEqual({ max_tokens: 4_200 });
});

test('kind and markers of the pipeline file hold for the model that they stand with, and for no other one', async () => {
  const reasoner = (model: string) => (project: Project) => {
    const settings = `{ model: ${model}, kind: reasoning, temperature: 0.2, reasoning: { close: "END" } }`;
    project.edit(project.pipeline, 'subject: rehearsal/default', `subject: ${settings}`);
    return { pipeline: project.pipeline };
  };
  expect(await sentTo('mine', {}, reasoner('lab/mine'))).toEqual({ max_tokens: 8_400, temperature: 0.2 });
  expect(await sentTo('other', {}, reasoner('lab/mine'))).toEqual({ max_tokens: 4_200, temperature: 0.2 });
});

test('recommended sampling is sent where it is asked for, and never over a setting of the pipeline file', async () => {
  expect(await sentTo('Magistral-Small-2506', { subject: { recommended: true } })).toEqual({
    max_tokens: 8_400,
    temperature: 0.7,
    top_p: 0.95,
  });
  const withOwn = (project: Project): EvaluateOptions => {
    project.edit(
      project.pipeline,
      'subject: rehearsal/default',
      'subject: { model: rehearsal/default, temperature: 0.2, maxTokens: 100, extraBody: { top_k: 5 } }',
    );
    return { pipeline: project.pipeline };
  };
  expect(await sentTo('QwQ-32B', { subject: { recommended: true } }, withOwn)).toEqual({
    max_tokens: 100,
    temperature: 0.2,
    top_p: 0.95,
    top_k: 5,
    min_p: 0,
  });
});

test('recommended sampling of a model that the list does not know is refused before anything is asked', async () => {
  using project = copyOf(first);
  const { status, err } = await command(project, ['respond', 'curated/small', '--recommended']);
  expect(status).toBe(2);
  expect(err).toContain('nothing is known of rehearsal/default');
});

test('a subject that the rehearsal does not have is refused, and the ones that it has are named', async () => {
  using project = copyOf(first);
  const { status, err } = await command(project, ['respond', 'curated/small', '--model', 'rehearsal/bold']);
  expect(status).toBe(2);
  for (const name of ['careful', 'helpful', 'refusing', 'reckless', 'erratic']) expect(err).toContain(name);
});
