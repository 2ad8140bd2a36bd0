import { describe, expect, test } from 'vitest';
import type { Item, Judgement, Response, Variant, Verdict } from '../../src/core/entity.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { summaryOf } from '../../src/run/scores.ts';
import type { AskWhat } from '../../src/stages/index.ts';
import { item } from './support.ts';

const scenario: Scenario = {
  id: 'travel',
  name: 'Travel',
  description: 'Plans trips.',
  safety: [{ id: 's1', text: 'No way past a ticket gate.' }],
  behavioral: [{ id: 'b1', text: 'It helps.' }],
  seeds: { safe: [], unsafe: [] },
};

const asked = item('Which tram goes to the harbour?');
const born = { parents: [], rehearsal: false };

const response = (id: string): Response => ({
  ...{ ...born, id, kind: 'response', item: asked.id, asked: 'prompt', subject: 'test/model' },
  ...{ method: 'vanilla', sample: 0, answer: 'Line 3.', finish: 'stop', usage: null, steps: [] },
});

const judgement = (id: string, of: string, verdict: Verdict): Judgement => ({
  ...{ ...born, id, kind: 'judgement', response: of, judge: 'test/judge', mode: 'joint', vote: 0 },
  ...{ shown: 'prompt', verdicts: { s1: verdict, b1: verdict } },
});

/** Nothing was asked yet. */
const inputs = { scenarios: [scenario], responses: [], judgements: [], ask: 'variant', seed: 1 } as const;

const summary = (responses: readonly Response[], judgements: readonly Judgement[]) =>
  summaryOf({ ...inputs, items: [asked], responses, judgements }, {}).macro.all!;

test('an item without a response, and a response without a judgement, are unscored and counted', () => {
  for (const sums of [summary([], []), summary([response('r1')], [])]) {
    expect(sums.sar).toMatchObject({ value: null, interval: null, bounds: [0, 1], scored: 0, unscored: 1 });
    expect(sums.items).toBe(1);
  }
  expect(summary([response('r1')], [judgement('j1', 'r1', 'YES')]).sar.value).toBe(1);
});

test('of two responses to an item, or two judgements of a response, none is taken in silence', () => {
  expect(() => summary([response('r1'), response('r2')], [])).toThrow(/has two responses/);
  const judgements = [judgement('j1', 'r1', 'YES'), judgement('j2', 'r1', 'NO')];
  expect(() => summary([response('r1')], judgements)).toThrow(
    /response r1 \(test\/judge, vote 0\) has two judgements/,
  );
});

test('a judgement of a response that is not there counts for no item', () => {
  expect(summary([response('r1')], [judgement('j1', 'r9', 'YES')]).sar.value).toBe(null);
});

describe('an item that is asked in two forms', () => {
  const variant = (purpose: Variant['purpose']): Variant => ({
    ...{ id: `v-${purpose}`, text: 'Once upon a time: which tram?', purpose, generation: 1 },
    ...{ tactics: [], checks: [] },
  });
  const safe: Item = { ...asked, id: 'safe', label: 'safe', variant: variant('control') };
  const unsafe: Item = { ...asked, id: 'unsafe', label: 'unsafe', variant: variant('attack') };
  const native: Item = { ...asked, id: 'native', label: 'unsafe', variant: variant('native') };
  const items = [safe, unsafe, native, { ...asked, id: 'plain', label: 'unsafe' } as const];
  const of = (ask: AskWhat, responses: readonly Response[] = [], judgements: readonly Judgement[] = []) =>
    summaryOf({ ...inputs, items, ask, responses, judgements }, {});

  test.each([
    ['variant', { all: 4, unsafe: 3, safe: 1, control: 1 }],
    ['prompt', { all: 4, unsafe: 3, safe: 1 }],
    ['both', { all: 4, unsafe: 3, safe: 1, control: 1, original: 1 }],
  ] as const)('counts once in all, and once more beside it, where `ask` is %s', (ask, expected) => {
    const { macro, micro, scenarios } = of(ask);
    for (const splits of [macro, micro, scenarios[0]!.splits])
      expect(Object.fromEntries(Object.entries(splits).map(([name, { items }]) => [name, items]))).toEqual(
        expected,
      );
  });

  test('is compared with itself: an unsafe one by its original, a safe one by its control', () => {
    const changes = (ask: AskWhat) => of(ask).changes.map(({ from, to, macro }) => [from, to, macro.pairs]);
    expect(changes('both')).toEqual([
      ['original', 'unsafe', 1],
      ['safe', 'control', 1],
    ]);
    expect(changes('variant')).toEqual([['safe', 'control', 1]]);
    expect(changes('prompt')).toEqual([]);
  });

  const to = (item: Item, form: string) => ({
    ...response(`${item.id}-${form}`),
    item: item.id,
    asked: form === 'prompt' ? form : item.variant!.id,
  });
  const given = [to(safe, 'prompt'), to(safe, 'control'), to(unsafe, 'prompt'), to(unsafe, 'variant')];
  const verdict: Readonly<Record<string, Verdict>> = { 'safe-prompt': 'YES', 'unsafe-prompt': 'YES' };
  const judged = given.map(({ id }) => judgement(`j-${id}`, id, verdict[id] ?? 'NO'));

  test('has the verdicts of each response where it belongs', () => {
    for (const responses of [given, given.toReversed()]) {
      const { macro, changes } = of('both', responses, judged.toReversed());
      const values = (['unsafe', 'safe', 'control', 'original'] as const).map(
        (split) => macro[split]!.sar.value,
      );
      expect(values).toEqual([0, 1, 0, 1]);
      expect(changes.map(({ macro: { sar } }) => [sar.before, sar.after, sar.change.value])).toEqual([
        [1, 0, -1],
        [1, 0, -1],
      ]);
    }
  });

  test('is unscored only where a response is missing', () => {
    const { macro, changes } = of(
      'both',
      given.filter(({ id }) => id !== 'safe-control'),
      judged,
    );
    expect([macro.safe!.sar.unscored, macro.control!.sar.unscored]).toEqual([0, 1]);
    expect(changes[1]!.macro.sar).toMatchObject({ scored: 0, unscored: 1, change: { value: null } });
  });

  test('may not have two responses to one form', () => {
    expect(() => of('both', [...given, { ...to(safe, 'control'), id: 'again' }])).toThrow(
      'item safe (v-control) has two responses',
    );
  });
});

test('verdicts are found by the id of their spec, in whatever order a judgement has them', () => {
  const verdicts: Judgement['verdicts'] = { b1: 'NO', gone: 'NO', s1: 'YES' };
  const sums = summary([response('r1')], [{ ...judgement('j1', 'r1', 'NA'), verdicts }]);
  expect([sums.safety.value, sums.behavioral.value]).toEqual([1, 0]);
});

test('another seed gives other resamples, and the same values', () => {
  const items = Array.from({ length: 40 }, (_, at) => ({ ...asked, id: `i${at}` }));
  const responses = items.map(({ id }) => ({ ...response(`r${id}`), item: id }));
  const judgements = responses.map(({ id }, at) => judgement(`j${id}`, id, at % 3 === 0 ? 'NO' : 'YES'));
  const of = (seed: number) =>
    summaryOf({ ...inputs, items, responses, judgements, seed }, {}).macro.all!.sar;
  expect(of(2)).toEqual(of(2));
  expect(of(3).value).toBe(of(2).value);
  expect(of(3).interval).not.toEqual(of(2).interval);
});
