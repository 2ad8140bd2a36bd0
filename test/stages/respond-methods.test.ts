import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/core/ask.ts';
import { FileError } from '../../src/core/errors.ts';
import { rolesOf } from '../../src/core/stage.ts';
import { methods } from '../../src/deliberation/index.ts';
import { readPipeline } from '../../src/run/prepare.ts';
import { chosenMethod, respondLabel } from '../../src/stages/index.ts';
import { respond } from '../../src/stages/respond.ts';
import { setting as plain } from '../run/support.ts';
import { makeProject } from '../support/project.ts';
import { smallPipeline } from '../support/small-pipeline.ts';
import { scenario } from './support.ts';

const setting = (kind: 'instruct' | 'reasoning'): Setting => ({
  ...plain,
  kinds: { subject: kind },
  scenario: () => scenario,
});
const flow = { kind: 'item', scenario: 'museum', label: 'safe', source: 'notes', records: [10, 10] } as const;

describe('options of methods', () => {
  test.each([
    ['of another method', { method: 'vanilla', answers: 3 }, '`answers`', 'best-of-n'],
    ['of another method than a later one', { method: 'tpo', cycles: 2 }, '`cycles`', 'more-think'],
  ])('%s are refused, naming the method that has them', (_, given, _option, owner) => {
    const { error } = respond.options.safeParse(given);
    expect(error?.issues).toHaveLength(1);
    expect(error!.issues[0]!.message).toContain(
      `must not stand beside method ${given.method}, which has no such option; it is one of ${owner}`,
    );
  });

  test('stand with their method, and a limit of tokens with each', () => {
    for (const method of methods.keys())
      expect(respond.options.safeParse({ method, tokens: 900 }).success).toBe(true);
    expect(respond.options.parse({ method: 'align3', steps: [] })).toEqual({
      method: 'align3',
      steps: [],
      ask: 'variant',
    });
  });

  test('that do not fit are told at their line of the pipeline file', async () => {
    using project = makeProject();
    project.write(
      project.pipeline,
      smallPipeline().replace('  - respond\n', '  - use: respond\n    method: align3\n    answers: 3\n'),
    );
    const line =
      1 +
      project
        .read(project.pipeline)
        .split('\n')
        .findIndex((each) => each.includes('answers: 3'));
    const refused = readPipeline(project.path(project.pipeline), { cwd: project.root });
    await expect(refused).rejects.toThrow(FileError);
    await expect(refused).rejects.toThrow(
      new RegExp(`small.yaml:${line}:\\d+ \`answers\` must not stand beside method align3`),
    );
  });
});

describe('a method', () => {
  test('brings in the roles that it asks, and no other', () => {
    const rolesFor = (method: string) =>
      rolesOf({ stage: respond, options: respond.options.parse({ method }) });
    expect(rolesFor('vanilla')).toEqual(['subject']);
    expect(rolesFor('align3')).toEqual(['subject']);
    expect(rolesFor('best-of-n')).toEqual(['subject', 'reward']);
    expect(rolesFor('tpo')).toEqual(['subject', 'reward']);
  });

  test('labels what it makes, by its options and the kind of the model', () => {
    expect(respondLabel({ method: 'vanilla', ask: 'both' }, 'instruct')).toBe('vanilla');
    expect(respondLabel({ method: 'best-of-n', answers: 8 }, 'instruct')).toBe('best-of-n-8');
    expect(respondLabel({ method: 'align3', tokens: 900 }, 'reasoning')).toBe('align3-within-900');
    expect(respondLabel({ method: 'my-own' }, 'instruct')).toBe('my-own');
    expect(respondLabel({}, 'instruct')).toBe('unknown');
  });
});

describe('the forecast', () => {
  const asksOf = (given: object, kind: 'instruct' | 'reasoning' = 'reasoning') =>
    respond.forecast!([flow], respond.options.parse(given), setting(kind)).asks;
  const questions = (given: object) =>
    Object.fromEntries(asksOf(given).map(({ role, questions: [low] }) => [role, low]));

  test('counts every question to subject and reward model, by the method and its options', () => {
    for (const { name } of methods.values()) {
      const { method, options } = chosenMethod({ method: name });
      const { subject, reward } = method.forecast(options, 'reasoning');
      expect(questions({ method: name })).toEqual({
        subject: 10 * subject,
        ...(reward === 0 ? {} : { reward: 10 * reward }),
      });
    }
    expect(questions({ method: 'best-of-n', answers: 4 })).toEqual({ subject: 40, reward: 40 });
  });

  test('is for the kind of model that is asked', () => {
    const outputOf = (kind: 'instruct' | 'reasoning') => asksOf({}, kind)[0]!.outputTokens;
    expect(outputOf('reasoning')).toBeGreaterThan(outputOf('instruct'));
  });

  test('keeps the output of an answer within its limit of tokens', () => {
    for (const method of methods.keys()) {
      const subject = asksOf({ method, tokens: 100 }).find(({ role }) => role === 'subject')!;
      expect((subject.questions[1] / 10) * subject.outputTokens, method).toBeLessThanOrEqual(
        100 + subject.questions[1] / 10,
      );
    }
  });

  test('reads what a trace has come to again in each pass, and no more than the question for a sample', () => {
    const lengthOf = (given: object) => {
      const { sections } = asksOf(given)[0]!.sample;
      return sections.reduce((sum, { text }) => sum + text.length, 0);
    };
    expect(lengthOf({ method: 'best-of-n' })).toBe(lengthOf({}));
    expect(lengthOf({ method: 'align3' })).toBeGreaterThan(lengthOf({}));
    expect(lengthOf({ method: 'self-refine' })).toBeGreaterThan(lengthOf({}));
  });

  test('counts the specs that a step of align3 puts in, those of earlier steps in each pass', () => {
    const lengthOf = (...steps: readonly string[]) => {
      const { sections } = asksOf({ method: 'align3', steps, tokens: 16 })[0]!.sample;
      return sections.reduce((sum, { text }) => sum + text.length, 0);
    };
    expect(lengthOf('behavior')).toBeGreaterThan(lengthOf());
    expect(lengthOf('audit')).toBeGreaterThan(lengthOf('behavior'));
    expect(lengthOf('safety', 'audit')).toBeGreaterThan(lengthOf('safety'));
  });
});
