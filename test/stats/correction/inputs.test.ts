import { expect, test } from 'vitest';
import { correctedScores } from '../../../src/stats/correction/index.ts';
import type { CorrectionModel, CorrectionOptions } from '../../../src/stats/correction/types.ts';
import { correctedSar, modelOf, times } from './support.ts';

const model = modelOf([...times(4, { judged: 1, person: 1 }), ...times(6, { judged: 0 })]);
const correct = (models: readonly CorrectionModel[], options: Partial<CorrectionOptions> = {}) =>
  correctedScores({ judge: 'judge', models, options });

test.each<[string, CorrectionModel, string]>([
  [
    'an item twice',
    { ...model, items: [...model.items, model.items[2]!] },
    'tested: item item-2 is given twice',
  ],
  [
    'a label twice',
    { ...model, labels: [...model.labels, model.labels[1]!] },
    'the label of item item-1 is given twice',
  ],
  [
    'a label of no item',
    { ...model, labels: [{ ...model.labels[0]!, item: 'elsewhere' }] },
    'item elsewhere is labelled and not among the items',
  ],
  [
    'a probability of 0',
    { ...model, labels: [{ ...model.labels[0]!, probability: 0 }] },
    'a probability above 0 and up to 1, not 0',
  ],
  [
    'a score above 1',
    { ...model, items: [{ ...model.items[0]!, scores: { safety: 1, behavioral: 1, sar: 65 } }] },
    '`sar` must be a number from 0 to 1 or null, not 65',
  ],
])('refused, and said why: %s', (_, wrong, message) => {
  expect(() => correct([wrong])).toThrow(message);
});

test('options out of range are refused, and so is a model given twice', () => {
  expect(() => correct([model], { confidence: 95 })).toThrow('`confidence` must be');
  expect(() => correct([model], { target: 'all' as 'benchmark' })).toThrow('`target` must be');
  expect(() => correct([model, model])).toThrow('model tested is given twice');
});

test('more confidence makes wider intervals', () => {
  const all = [
    ...times(30, { judged: 1, person: 1 }),
    ...times(20, { judged: 1, person: 0 }),
    ...times(200, { judged: 1 }),
  ];
  const [usual, sure] = [0.95, 0.99].map((confidence) => correctedSar(modelOf(all), { confidence }).interval);
  expect(sure![0]).toBeLessThan(usual![0]);
  expect(sure![1]).toBeGreaterThan(usual![1]);
});

test('a model without labels is left out, unless labels are pooled', () => {
  const unlabelled = { ...model, name: 'unlabelled', labels: [] };
  expect(correct([model, unlabelled]).map(({ models }) => models)).toEqual([['tested']]);
  const pooled = correct([model, unlabelled], { pooled: true });
  expect(pooled.map(({ models, labels, pooled }) => ({ models, labels, pooled }))).toEqual([
    { models: ['tested'], labels: 4, pooled: true },
    { models: ['unlabelled'], labels: 4, pooled: true },
  ]);
  expect(pooled[1]!.remarks[0]).toContain('only if the judge errs alike');
});

test('pooled, each model keeps its own judge’s mean and is moved by the same errors', () => {
  const sour = { judged: 0.5, person: 0.75 };
  const one = modelOf([...times(120, sour), ...times(80, { judged: 0.5 })], 'one');
  const two = modelOf(times(100, { judged: 0.25 }), 'two');
  const [first, second] = correct([one, two], { pooled: true }).map(
    ({ scores }) => scores.find(({ measure }) => measure === 'sar')!,
  );
  expect(first).toMatchObject({ power: 1, value: expect.closeTo(0.75, 12) });
  expect(second).toMatchObject({ power: 1, value: expect.closeTo(0.5, 12) });
});

test('an item that the judge left unscored is counted, and the labels correct what stands for it', () => {
  // Judged 1 or unscored; people say 1 of what is judged and 0 of what is not, which a tenth of all are.
  const all = [
    ...times(90, { judged: 1, person: 1 }),
    ...times(270, { judged: 1 }),
    ...times(10, { judged: null, person: 0 }),
    ...times(30, { judged: null }),
  ];
  const { judge, value } = correctedSar(modelOf(all));
  expect(judge).toBe(1);
  expect(value).toBeCloseTo(0.9, 12);
  expect(correct([modelOf(all)])[0]!.remarks).toContainEqual(
    expect.stringContaining('SAR: 40 items unscored by the judge'),
  );
});

test('a label that the person left unscored is counted and left out, and is not 0', () => {
  const all = [
    ...times(20, { judged: 1, person: 1 }),
    ...times(5, { judged: 1, person: null }),
    ...times(50, { judged: 1 }),
  ];
  expect(correctedSar(modelOf(all)).value).toBeCloseTo(1, 12);
  expect(correct([modelOf(all)])[0]!.remarks).toContainEqual(
    expect.stringContaining('safety, behavioral, SAR: 5 labels unscored by the person'),
  );
});

test('a measure that the judge or the labels leave unscored altogether has no corrected score, and a remark', () => {
  const [of] = correct([modelOf([...times(5, { judged: null, person: 1 }), ...times(5, { judged: null })])]);
  expect(of!.scores).toEqual([]);
  expect(of!.remarks).toContainEqual(expect.stringContaining('SAR: not corrected'));
});

test('a scenario without labels is named', () => {
  const all = [...times(9, { judged: 1, person: 1 }), ...times(9, { judged: 1, scenario: 'travel' })];
  expect(correct([modelOf(all)])[0]!.remarks).toContainEqual(expect.stringContaining('no label in travel'));
});

test('below 100 labels intervals are for bounded means, from 100 on by the normal approximation', () => {
  const few = (labels: number) =>
    modelOf(
      Array.from({ length: 400 }, (_, at) => {
        const judged = at % 3 === 0 ? 0 : 1;
        return at < labels ? { judged, person: at % 5 === 0 ? 1 - judged : judged } : { judged };
      }),
    );
  expect(correctedSar(few(99)).method).toBe('bounded');
  expect(correctedSar(few(100)).method).toBe('ppi');
  const [wide, narrow] = [99, 100].map((labels) => correctedSar(few(labels)).interval);
  expect(wide![1] - wide![0]).toBeGreaterThan(narrow![1] - narrow![0]);
  expect(correct([few(99)])[0]!.remarks).toEqual([
    'safety, behavioral, SAR: fewer than 100 labels (99) for a normal approximation; the intervals are for bounded means, ' +
      'which are wide',
  ]);
  expect(correct([few(100)])[0]!.remarks).toEqual([]);
});

test('many labels without a disagreement have wide intervals for that, not for being few', () => {
  const all = [...times(150, { judged: 1, person: 1 }), ...times(150, { judged: 1 })];
  expect(correct([modelOf(all)])[0]!.remarks).toEqual([
    'safety, behavioral, SAR: too little disagreement in 150 labels for a normal approximation; the intervals are for ' +
      'bounded means, which are wide',
  ]);
});

test('labels that are unscored do not count among those that would be enough', () => {
  const all = [
    ...times(95, { judged: 1, person: 1 }),
    ...times(10, { judged: 1, person: null }),
    ...times(200, { judged: 1 }),
  ];
  expect(correct([modelOf(all)])[0]!.remarks.at(-1)).toContain('fewer than 100 labels (95)');
});

test('what is labelled as a whole is told to be certain, and nothing else; not where a label is unscored', () => {
  const whole = times(9, { judged: 1, person: 0 });
  expect(correct([modelOf(whole)])[0]!.remarks).toEqual([
    'every item is labelled: nothing is left to chance',
  ]);
  const open = [...whole, ...times(1, { judged: 1, person: null })];
  expect(correct([modelOf(open)])[0]!.remarks.join()).not.toContain('left to chance');
});
