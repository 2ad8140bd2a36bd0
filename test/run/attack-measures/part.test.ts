import { describe, expect, test } from 'vitest';
import type { Item, Judgement, Response, Variant } from '../../../src/core/entity.ts';
import { attackPart } from '../../../src/run/attack-measures/index.ts';
import type { AttemptRow } from '../../../src/run/dataset-rows.ts';
import type { LoadedDataset } from '../../../src/run/load-dataset.ts';
import { attempt, outvoted } from '../../stats/attack/support.ts';

const variantOf = (item: string, said: Partial<Variant> = {}): Variant => ({
  id: `variant-${item}`,
  text: 'asked in other words',
  purpose: 'attack',
  generation: 1,
  tactics: ['own-manner'],
  checks: [],
  ...said,
});

const itemOf = (id: string, said: Partial<Item> = {}): Item => ({
  kind: 'item',
  id,
  parents: [],
  rehearsal: false,
  scenario: 'travel',
  label: 'unsafe',
  prompt: 'When do the museum gates open?',
  specs: [],
  origin: { how: 'written', source: 'notes', at: 'notes#1', licence: 'CC0-1.0' },
  ...said,
});

const rowsOf = (item: string, ...attempts: readonly Parameters<typeof attempt>[1][]) =>
  attempts.map((said, number) => ({ item, generation: 1, ...attempt(number, said), scenario: 'travel' }));

interface Parts {
  readonly items?: readonly Item[];
  readonly attempts?: readonly (AttemptRow & { readonly scenario: string })[];
  readonly held?: readonly Item[];
  readonly meta?: Readonly<Record<string, unknown>>;
  /** What the stages said of an item; that an attack on its line did something by default. */
  readonly trailOf?: (item: Item) => readonly unknown[];
}

const attackStage = (options: Readonly<Record<string, unknown>> = {}) => ({
  name: 'attack',
  version: '1',
  options,
});

const facts = (attempts: number, costUsd: number | null = 1) => ({
  ...{ attacked: 1, held: 0, fromReserve: 2, attempts, costUsd },
  catalogue: { file: null, digest: '', tactics: 7 },
});

const trail = [{ stage: 'attack', kind: 'keep' }];

interface CostParts {
  readonly items?: readonly Item[];
  readonly held?: readonly Item[];
  readonly second?: readonly string[];
  readonly accepted?: readonly string[];
  readonly facts?: object | null;
}

/** As much of a dataset as is looked at. */
function datasetOf({
  items = [],
  attempts = [],
  held = [],
  meta = {},
  trailOf = () => trail,
}: Parts): LoadedDataset {
  const chainOf = (item: Item) => [{ id: item.id, kind: 'item', at: '', trail: trailOf(item), answers: [] }];
  const scenario = { id: 'travel', name: 'Travel', safety: [{ id: 's1', text: 'Never' }], behavioral: [] };
  return {
    dataset: { meta: { attack: null, stages: [attackStage()], ...meta } },
    items,
    attempts,
    lineage: items.map((item) => ({ id: item.id, chain: chainOf(item) })),
    held: held.map((item) => ({ item, chain: chainOf(item), attempts: 0, reasons: {} })),
    tactics: [{ id: 'own-manner', family: 'of my own' }],
    scenarios: [{ scenario, text: '' }],
  } as unknown as LoadedDataset;
}

const attackedItem = itemOf('one', { variant: variantOf('one') });

describe('what the attacks on a dataset came to', () => {
  test('is nothing where nobody attacked it and no item has a variant', () => {
    expect(attackPart(datasetOf({ items: [itemOf('one')] }))).toBeNull();
  });

  test('has variants that came with their sources counted, and no attempts, where there were none', () => {
    const native = itemOf('one', { variant: variantOf('one', { purpose: 'native' }) });
    const imported = itemOf('two', {
      variant: variantOf('two', { generation: 0 }),
      origin: { how: 'imported', source: 'collection', at: 'a#1', licence: 'CC0-1.0' },
    });
    const { variants, measures } = attackPart(datasetOf({ items: [native, imported, itemOf('three')] }))!;
    expect(variants).toEqual({ attacked: 0, controls: 0, native: 1, imported: 1, without: 1 });
    expect(measures.funnel.attempts).toBe(0);
    expect(measures.effort.attemptsPerAccepted).toBeNull();
  });

  test('is measured on the attempts of the last attack on each item, held ones and those left out included', () => {
    const earlier = rowsOf('one', {}, {}).map((row) => ({ ...row, generation: 1 }));
    const latest = rowsOf('one', {}).map((row) => ({ ...row, generation: 2 }));
    const held = rowsOf('held', { result: 'invalid', reason: 'not-preserved', passed: 0, failed: 1 });
    const { measures } = attackPart(
      datasetOf({
        items: [attackedItem],
        attempts: [...earlier, ...latest, ...held],
        held: [itemOf('held')],
        meta: { attack: facts(2) },
      }),
    )!;
    expect(measures.funnel).toMatchObject({ attempts: 2, chosen: 1 });
    expect(measures.held.items).toBe(1);
  });

  test('takes families from the tactics that the dataset keeps, and the catalogue from what it says of it', () => {
    const attempts = rowsOf('one', { tactics: ['own-manner'] }, { tactics: ['lost'], result: 'valid' });
    const { families, measures } = attackPart(
      datasetOf({ items: [attackedItem], attempts, meta: { attack: facts(2) } }),
    )!;
    expect(families).toEqual({ 'own-manner': 'of my own' });
    expect(measures.acceptance.families.map(({ name }) => name)).toEqual(['not known', 'of my own']);
    expect(measures.coverage.catalogue).toBe(7);
  });

  test('does not know the catalogue where the last attack on some item drew from another file of tactics', () => {
    const attempts = rowsOf('one', { tactics: ['own-manner'] }, { tactics: ['lost'], result: 'valid' });
    const sizeWith = (first: string): number | null => {
      const attack = attackStage({ tactics: 'tactics/last.yaml' });
      const stages = [attackStage({ tactics: first }), { name: 'export', version: '1', options: {} }, attack];
      const data = datasetOf({
        items: [attackedItem],
        held: [itemOf('two')],
        attempts,
        meta: { attack: facts(2), stages },
      });
      const again = [...trail, { stage: 'attack', kind: 'keep', note: { version: '2' } }];
      const lineage = [
        { id: 'one', chain: [{ id: 'one', kind: 'item', at: '', trail: again, answers: [] }] },
      ];
      return attackPart({ ...data, lineage } as unknown as LoadedDataset)!.measures.coverage.catalogue;
    };
    expect(sizeWith('tactics/first.yaml')).toBeNull();
    expect(sizeWith('tactics/last.yaml')).toBe(7);
  });

  test('counts attempts at safe prompts as controls', () => {
    const safe = itemOf('safe', { label: 'safe', variant: variantOf('safe', { purpose: 'control' }) });
    const { variants, measures } = attackPart(
      datasetOf({ items: [safe], attempts: rowsOf('safe', {}), meta: { attack: facts(1) } }),
    )!;
    expect(variants).toMatchObject({ attacked: 0, controls: 1, without: 0 });
    expect(measures.funnel.attempts).toBe(0);
    expect(measures.controls).toMatchObject({ items: 1, accepted: 1 });
  });
});

describe('the weight of attempts', () => {
  const attempts = rowsOf('one', { result: 'invalid', passed: 0, failed: 1, reason: 'not-preserved' }, {});
  const shareWith = (options: Readonly<Record<string, unknown>>): number | null =>
    attackPart(
      datasetOf({
        items: [attackedItem],
        attempts,
        meta: { attack: facts(2), stages: [attackStage(options)] },
      }),
    )!.measures.acceptance.all.share.value;

  test('goes by the options of the attack: with the first success, with several, or by whole batches', () => {
    expect(shareWith({})).toBe(0);
    expect(shareWith({ keepValid: 2 })).toBe(0.5);
    expect(shareWith({ mode: 'exhaustive', batches: [2] })).toBe(0.5);
    expect(shareWith({ mode: 'exhaustive', batches: [1, 9] })).toBe(0);
    expect(shareWith({ mode: 'exhaustive', batches: [9], attemptsPerPrompt: 1 })).toBe(0);
  });
});

describe('the cost', () => {
  const other = { ...attackedItem, id: 'two' };
  const third = { ...attackedItem, id: 'three', scenario: 'x' };
  /** `second`: items whose last attack made version 2 of the dataset; that of the others was on their line. */
  const costWith = (
    stages: string,
    {
      items = [attackedItem],
      held = [],
      second = [],
      accepted = ['one'],
      facts: said = facts(1),
    }: CostParts = {},
  ): number | null =>
    attackPart(
      datasetOf({
        items,
        held,
        attempts: accepted.flatMap((id) => rowsOf(id, {})),
        meta: {
          attack: said,
          stages: stages.split(' ').map((name) => ({ ...attackStage(), name, options: { scenario: 'x' } })),
        },
        trailOf: ({ id }) =>
          second.includes(id) ? [{ stage: 'attack', kind: 'keep', note: { version: '2' } }] : trail,
      }),
    )!.measures.cost.perAccepted;

  test('is that of the last attack, over the variants that it accepted', () => {
    expect(costWith('attack export')).toBe(1);
    expect(costWith('attack export attack', { second: ['one'] })).toBe(1);
    expect(costWith('attack export', { held: [other] })).toBe(1);
    const items = [attackedItem, other];
    expect(costWith('attack export', { items, accepted: ['one', 'two'] })).toBe(0.5);
    expect(costWith('attack export only attack', { items, second: ['one'], accepted: ['one', 'two'] })).toBe(
      1,
    );
    expect(costWith('attack export attack', { held: [other], second: ['one'] })).toBe(1);
  });

  test('is unknown where the last attack accepted none, and where a scenario joined behind it', () => {
    expect(costWith('attack export attack')).toBeNull();
    expect(costWith('attack export extend export', { items: [attackedItem, third] })).toBeNull();
  });

  test('is unknown where the dataset does not know it', () => {
    expect(costWith('attack export', { facts: facts(1, null) })).toBeNull();
    expect(costWith('attack export', { facts: null })).toBeNull();
  });
});

describe('success', () => {
  const responseTo = (item: string, asked: string): Response =>
    ({ kind: 'response', id: `${item}-${asked}`, item, asked }) as unknown as Response;
  const judged = (response: Response, verdict: 'YES' | 'NO'): Judgement =>
    ({ kind: 'judgement', response: response.id, verdicts: { s1: verdict } }) as unknown as Judgement;

  test('is of responses to the variants of unsafe prompts: not to prompts, and not to controls', () => {
    const items = ['one', 'two', 'three'].map((id) => itemOf(id, { variant: variantOf(id) }));
    const control = itemOf('four', { label: 'safe', variant: variantOf('four', { purpose: 'control' }) });
    const responses = [
      ...['one', 'two', 'three', 'four'].map((id) => responseTo(id, `variant-${id}`)),
      responseTo('one', 'prompt'),
    ];
    const [one, two, , four] = responses as [Response, Response, Response, Response];
    const judgements = [judged(one, 'NO'), judged(two, 'YES'), judged(four, 'NO')];
    const { success } = attackPart(datasetOf({ items: [...items, control] }), { responses, judgements })!;
    expect(success!.all).toMatchObject({ responses: 3, unscored: 1, broke: 1, bounds: [1 / 3, 2 / 3] });
    expect(success!.tactics.map(({ name, broke }) => [name, broke])).toEqual([['own-manner', 1]]);
    expect(success!.families.map(({ name }) => name)).toEqual(['of my own']);
  });

  test('of a response with several votes goes by what most of them say, and not by the last', () => {
    const item = itemOf('one', { variant: variantOf('one') });
    const response = responseTo('one', 'variant-one');
    const judgements = (['NO', 'NO', 'YES'] as const).map((verdict) => judged(response, verdict));
    const { success } = attackPart(datasetOf({ items: [item] }), { responses: [response], judgements })!;
    expect(success!.all).toMatchObject({ responses: 1, unscored: 0, broke: 1 });
  });

  test('is not told where the subject was asked the prompts alone', () => {
    const responses = [responseTo('one', 'prompt')];
    expect(
      attackPart(datasetOf({ items: [attackedItem] }), { responses, judgements: [] })!.success,
    ).toBeNull();
  });

  test('of variants that name no tactic counts in all alone', () => {
    const item = itemOf('one', { variant: variantOf('one', { tactics: [] }) });
    const responses = [responseTo('one', 'variant-one')];
    const { success } = attackPart(datasetOf({ items: [item] }), { responses, judgements: [] })!;
    expect(success).toMatchObject({ withoutTactic: 1, all: { responses: 1, unscored: 1 }, tactics: [] });
  });
});

test('an attempt that lacks its reason is rejected for an unknown one', () => {
  const { reason: _, ...row } = { ...outvoted(0), item: 'one', generation: 1, scenario: 'travel' };
  const { measures } = attackPart(datasetOf({ items: [attackedItem], attempts: [row] }))!;
  expect(measures.rejections.map(({ reason }) => reason)).toEqual(['unknown']);
});
