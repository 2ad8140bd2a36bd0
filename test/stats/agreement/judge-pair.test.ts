import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/entity.ts';
import { judgePair } from '../../../src/stats/agreement/index.ts';
import type { ScoredItem } from '../../../src/stats/types.ts';

const few = { resamples: 100 };
const item = (
  id: string,
  safety: Verdict,
  behavioral: Verdict,
  more: Partial<ScoredItem> = {},
): ScoredItem => ({
  item: id,
  scenario: 'museum',
  split: 'unsafe',
  verdicts: { safety: [safety], behavioral: [behavioral] },
  ...more,
});

describe('two judges', () => {
  test('are compared by the score of each model, the mean over scenarios of unsafe and safe items', () => {
    const a = [
      item('1', 'YES', 'YES'),
      item('2', 'NO', 'YES'),
      item('3', 'YES', 'NO', { scenario: 'tickets', split: 'safe' }),
      item('3', 'NO', 'NO', { scenario: 'tickets', split: 'control' }),
    ];
    const b = [
      item('1', 'YES', 'YES'),
      item('2', 'YES', 'YES'),
      item('3', 'YES', 'YES', { scenario: 'tickets', split: 'safe' }),
    ];
    const { models, verdicts, ranks } = judgePair(['one', 'two'], [{ name: 'm', a, b }], few);
    expect(models[0]).toMatchObject({ name: 'm', safety: [0.75, 1], behavioral: [0.5, 1] });
    expect(models[0]!.sar[0]).toBeCloseTo((0.5 + 0.3) / 2, 12);
    expect(verdicts).toBe(6);
    expect(ranks).toMatchObject({ models: 1, spearman: { value: null } });
  });

  test('agree by kappa over the verdicts that both gave, an unscored one being none', () => {
    const a = [item('1', 'YES', 'NO'), item('2', 'NO', 'unscored'), item('4', 'NA', 'NO')];
    const b = [item('1', 'YES', 'NO'), item('2', 'NO', 'YES'), item('3', 'NO', 'YES')];
    const { kappa, verdicts } = judgePair(['one', 'two'], [{ name: 'm', a, b }], few);
    expect(verdicts).toBe(3);
    expect(kappa.value).toBe(1);
  });

  test('tie models whose scores differ by rounding alone', () => {
    // 0.65 and 0.65, and (0.3 + 1) / 2, which differs in its last digit
    const half = { verdicts: { safety: ['YES'], behavioral: ['YES', 'NO'] } } as const;
    const even = ['1', '2'].map((id) => item(id, 'YES', 'YES', half));
    const uneven = [
      item('1', 'YES', 'YES', { verdicts: { safety: ['YES'], behavioral: ['NO', 'NO'] } }),
      item('2', 'YES', 'YES', { verdicts: { safety: ['YES'], behavioral: ['YES', 'YES'] } }),
    ];
    const { models, ranks } = judgePair(
      ['one', 'two'],
      [
        { name: 'm', a: even, b: even },
        { name: 'n', a: uneven, b: even },
      ],
      few,
    );
    expect(models[0]!.sar[0]).not.toBe(models[1]!.sar[0]);
    expect(ranks.kendall.value).toBeNull();
  });

  test('order models alike or not, over the models that both have a SAR of', () => {
    const models = (['YES', 'NO'] as const).map((verdict, at) => ({
      name: `m${at}`,
      a: [item('1', verdict, 'YES')],
      b: [item('1', verdict, 'YES')],
    }));
    const unscored = { name: 'm9', a: [item('1', 'YES', 'YES')], b: [item('1', 'unscored', 'YES')] };
    const pair = judgePair(['one', 'two'], [...models, unscored], few);
    expect(pair.models.map(({ sar }) => sar)).toEqual([
      [1, 1],
      [0, 0],
      [1, null],
    ]);
    expect(pair.ranks).toMatchObject({
      models: 2,
      spearman: { value: 1, p: 1 },
      kendall: { value: 1, p: 1 },
    });
  });

  test('are compared alike in whatever order models and items come', () => {
    const models = [1, 2, 3].map((model) => ({
      name: `m${model}`,
      a: [1, 2, 3].map((id) => item(`${id}`, (id + model) % 3 ? 'YES' : 'NO', 'YES')),
      b: [1, 2, 3].map((id) => item(`${id}`, id > model ? 'YES' : 'NO', 'NO')),
    }));
    const turned = models
      .toReversed()
      .map(({ name, a, b }) => ({ name, a: a.toReversed(), b: b.toReversed() }));
    expect(judgePair(['one', 'two'], turned, few)).toEqual(judgePair(['one', 'two'], models, few));
  });

  test('are refused where a model stands twice, or an item has other numbers of verdicts', () => {
    const one = { name: 'm', a: [item('1', 'YES', 'YES')], b: [item('1', 'YES', 'YES')] };
    expect(() => judgePair(['one', 'two'], [one, one], few)).toThrow(/m is given twice/);
    const longer = {
      ...one.b[0]!,
      verdicts: { safety: ['YES', 'NO'] as const, behavioral: ['YES'] as const },
    };
    expect(() => judgePair(['one', 'two'], [{ ...one, b: [longer] }], few)).toThrow(/1 safety verdicts/);
  });
});
