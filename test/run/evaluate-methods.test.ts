import { describe, expect, test } from 'vitest';
import { methodList } from '../../src/cli/evaluate/method-options.ts';
import { methodOptionsOf, saidMethod } from '../../src/run/evaluate-method.ts';
import { optionsByMethod } from '../../src/run/evaluate-methods.ts';
import { resumeLine, stageOptionsOf } from '../../src/run/evaluate-options.ts';
import { checkApart } from '../../src/run/evaluate-start.ts';

describe('what is said of a method', () => {
  test('takes the options of another method away, and leaves its own to the pipeline file', () => {
    const options = methodOptionsOf({ method: 'align3' });
    expect(Object.entries(options).filter(([, value]) => value !== undefined)).toEqual([
      ['method', 'align3'],
    ]);
    expect(Object.keys(options)).toContain('answers');
    expect(Object.keys(options)).not.toContain('steps');
    expect(Object.keys(options)).not.toContain('tokens');
    expect(methodOptionsOf({ tokens: 900 })).toEqual({ tokens: 900 });
    expect(stageOptionsOf({}).respond).toEqual({});
  });

  test('has options that stand in its name, and those that are said by themselves before them', () => {
    expect(saidMethod({ method: 'best-of-n:answers=8', tokens: 900 })).toEqual({
      method: 'best-of-n',
      answers: 8,
      tokens: 900,
    });
    expect(saidMethod({ method: 'best-of-n:answers=8', answers: 4 })).toMatchObject({ answers: 4 });
    expect(saidMethod({ answers: 4 })).toBeUndefined();
    expect(() => saidMethod({ method: 'align3', answers: 4 })).toThrow(/it is one of best-of-n/);
  });

  test('stands in the command line that goes on with an evaluation', () => {
    const options = { model: 'a/b', method: 'align3:steps=behavior+safety,tokens=900', reward: 'self' };
    expect(resumeLine('evaluate', 'curated/x', options)).toBe(
      'specloom evaluate curated/x --model a/b --method align3:steps=behavior+safety --tokens 900 --reward self',
    );
    expect(resumeLine('evaluate', 'curated/x', { method: 'self-refine', refinements: 15 })).toBe(
      'specloom evaluate curated/x --method self-refine:refinements=15',
    );
    expect(resumeLine('evaluate', 'curated/x', { refinements: 15 })).toBe(
      'specloom evaluate curated/x --refinements 15',
    );
  });
});

describe('methods that are compared', () => {
  test('are each model by each method, with a reward model for those that ask one', () => {
    const all = optionsByMethod({
      methods: ['vanilla', 'best-of-n:answers=2'],
      models: ['a/b', 'c/d'],
      reward: 'self',
      tokens: 900,
    });
    expect(all.map(({ model, method, reward, tokens }) => [model, method, reward, tokens])).toEqual([
      ['a/b', 'vanilla', undefined, 900],
      ['a/b', 'best-of-n:answers=2', 'self', 900],
      ['c/d', 'vanilla', undefined, 900],
      ['c/d', 'best-of-n:answers=2', 'self', 900],
    ]);
  });

  test('have the eight combinations of steps for an ablation, each once', () => {
    const texts = optionsByMethod({ methods: ['vanilla', 'align3'], ablation: true }).map(
      ({ method }) => method,
    );
    expect(texts).toHaveLength(9);
    expect(new Set(texts).size).toBe(9);
    expect(texts.slice(0, 3)).toEqual(['vanilla', 'align3', 'align3:steps=none']);
    expect(texts).toContain('align3:steps=behavior+audit');
    expect(optionsByMethod({ methods: [], ablation: true })).toHaveLength(8);
  });

  test('are the same whatever words they are named in, so that an ablation adds none twice', () => {
    const textsOf = (...methods: readonly string[]) =>
      optionsByMethod({ methods, ablation: true }).map(({ method }) => method);
    expect(textsOf('align3:steps=safety+behavior')).toHaveLength(8);
    expect(textsOf('align3:steps=audit+behavior+safety')).not.toContain('align3');
    // On a model of the other kind that is another method.
    expect(textsOf('align3:form=turns')).toContain('align3');
    const twice = { methods: ['best-of-n', 'vanilla', 'best-of-n:answers=15'] };
    expect(() => optionsByMethod(twice)).toThrow(/best-of-n:answers=15 is named twice, as best-of-n, too/);
  });

  test.each([
    ['no method', { methods: [] }, /no method is named/],
    [
      'one that is named twice',
      { methods: ['vanilla', 'align3', 'vanilla'] },
      /method vanilla is named twice/,
    ],
    ['no model', { methods: ['vanilla'], models: [] }, /names no model/],
    [
      'a model that is named twice',
      { methods: ['vanilla'], models: ['a/b', 'a/b'] },
      /model a\/b is named twice/,
    ],
    ['one that there is not', { methods: ['vanila'] }, /no method is called `vanila`/],
  ])('may not be %s', (_what, options, says) => {
    expect(() => optionsByMethod(options)).toThrow(says);
  });

  test('are a list on the command line, in which an option goes with the method before it', () => {
    expect(methodList('vanilla,tpo:rounds=2,samples=3,align3')).toEqual([
      'vanilla',
      'tpo:rounds=2,samples=3',
      'align3',
    ]);
    for (const wrong of ['', 'vanilla,', 'rounds=2', ',vanilla'])
      expect(() => methodList(wrong), wrong).toThrow(/expected methods/);
  });
});

describe('evaluations that go to one folder', () => {
  const placed = (model: string, method: string, results: string) => ({ model, method, results });

  test('are told apart before anything is asked, by models and methods as they were named', () => {
    const others = [placed('a/b', 'vanilla', '/r/a-b'), placed('a/b', 'more-think', '/r/a-b-more-think')];
    checkApart(placed('a/b', 'align3', '/r/a-b-align3'), others);
    expect(() => checkApart(placed('a/b-more-think', 'vanilla', '/r/a-b-more-think'), others)).toThrow(
      'a/b (more-think) and a/b-more-think would both be written to /r/a-b-more-think',
    );
  });

  test('that are one and the same need no folder of their own', () => {
    const others = [placed('a/b', 'align3', '/r/a-b-align3')];
    expect(() => checkApart(placed('a/b', 'align3', '/r/a-b-align3'), others)).toThrow(
      'a/b (align3) is named twice, in other words; once is enough',
    );
  });
});
