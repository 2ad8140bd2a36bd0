import { expect, test } from 'vitest';
import type { ModelChoice } from '../../src/files/index.ts';
import type { LoadedStage } from '../../src/run/load-stages.ts';
import type { ResolvedModel } from '../../src/run/open-models.ts';
import { checkMethod, kindsOf, labelOf } from '../../src/run/subject-method.ts';
import { score } from '../../src/stages/index.ts';
import { respond } from '../../src/stages/respond.ts';

const loaded = (given: object): LoadedStage => ({ stage: respond, options: respond.options.parse(given) });

const subject = (model: string, settings: Partial<ModelChoice> = {}): ResolvedModel =>
  ({
    role: 'subject',
    to: `local/${model}`,
    model,
    source: { kind: 'provider', provider: {} },
    settings: { model: `local/${model}`, ...settings },
  }) as unknown as ResolvedModel;

const reasoning = { kind: 'reasoning' } as const;

test('a model of a known family, or with markers of its own, can be asked by every method', () => {
  for (const method of ['vanilla', 'zero-think', 'more-think', 'align3', 'self-refine']) {
    const marked = { ...reasoning, reasoning: { open: '<r>', close: '</r>' } };
    expect(() => checkMethod([loaded({ method })], [subject('qwen3-32b', reasoning)])).not.toThrow();
    expect(() => checkMethod([loaded({ method })], [subject('own', marked)])).not.toThrow();
  }
});

test('a model whose reasoning is written nobody knows how is refused where a method goes on with it', () => {
  const check = (given: object) => () => checkMethod([loaded(given)], [subject('own', reasoning)]);
  expect(check({ method: 'align3' })).toThrow(
    expect.objectContaining({
      code: 'config',
      message: expect.stringMatching(
        /align3 goes on with the reasoning of local\/own.*`reasoning: \{open, close\}`.*families\.yaml/,
      ),
    }),
  );
  expect(check({ method: 'vanilla' })).not.toThrow();
});

test('a model that the method is not for is named', () => {
  const check = () => checkMethod([loaded({ method: 'zero-think' })], [subject('gpt')]);
  expect(check).toThrow(/^local\/gpt: zero-think /);
});

test('a line that asks no subject has nothing to check', () => {
  expect(() => checkMethod([{ stage: score, options: {} }], [subject('gpt')])).not.toThrow();
  expect(() => checkMethod([loaded({ method: 'zero-think' })], [])).not.toThrow();
});

test('a model of which nothing is known answers at once, and its label is that of such a model', () => {
  const models = [subject('gpt'), { ...subject('judge', reasoning), role: 'judge' }];
  expect(kindsOf(models)).toEqual({ subject: 'instruct', judge: 'reasoning' });
  expect(labelOf({ stages: [loaded({ method: 'align3' })], models })).toBe('align3-turns');
  expect(labelOf({ stages: [loaded({ method: 'align3' })], models: [subject('qwen3-8b', reasoning)] })).toBe(
    'align3',
  );
});

test('a budget of tokens needs a server that is told how long a reply may be', () => {
  const omitting = (omit: readonly string[]): ResolvedModel =>
    ({ ...subject('gpt'), source: { kind: 'provider', provider: { name: 'local', omit } } }) as ResolvedModel;
  const check = (given: object, omit: readonly string[]) => () =>
    checkMethod([loaded(given)], [omitting(omit)]);
  expect(check({ method: 'best-of-n', tokens: 400 }, ['max_tokens'])).toThrow(/provider local .* omit/);
  expect(check({ method: 'best-of-n', tokens: 400 }, ['seed'])).not.toThrow();
  expect(check({ method: 'best-of-n' }, ['max_tokens'])).not.toThrow();
});

test('a stop text in the settings is refused where it would take the place of a method’s own', () => {
  const stopping = subject('qwen3-32b', { ...reasoning, extraBody: { stop: ['END'] } });
  expect(() => checkMethod([loaded({ method: 'more-think' })], [stopping])).toThrow(
    /sets `stop`.*take it out/,
  );
  expect(() => checkMethod([loaded({ method: 'vanilla' })], [stopping])).not.toThrow();
});
