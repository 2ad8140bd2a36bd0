import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/core/ask.ts';
import type { Item } from '../../src/core/entity.ts';
import { dedup } from '../../src/stages/dedup.ts';
import { at, fakeAsk, item, quota, run } from './dedup-support.ts';

const folder = 'curated/first';
const holding = (items: readonly Item[], accepted: readonly { scenario: string; prompt: string }[] = []) => ({
  datasets: { [folder]: { items, accepted } },
});

describe('protected prompts', () => {
  // Of the two, the one at 1 degree is the more redundant, and goes where nothing protects it.
  const [outer, inner, far] = [at(0), at(1), at(90)];
  const pool = [outer, inner, far];

  test('are never dropped, by id', async () => {
    expect((await run(pool, { keep: 2 })).kept).toEqual([outer, far]);
    const { kept, summaries } = await run(pool, { keep: 2, protect: [inner.id] });
    expect(kept).toEqual([inner, far]);
    expect(summaries).toMatchObject([{ protected: 1, stop: 'keep' }]);
  });

  test('are never dropped, by what a dataset holds: the same id or the same text', async () => {
    expect((await run(pool, { keep: 2, protect: [folder] }, holding([inner]))).kept).toEqual([inner, far]);
    const reworded = item({ prompt: inner.prompt.toUpperCase(), source: 'notes', how: 'raw' });
    expect((await run(pool, { keep: 2, protect: [folder] }, holding([reworded]))).kept).toEqual([inner, far]);
  });

  test('are never dropped, by what people accepted on the way to a dataset', async () => {
    const accepted = [{ scenario: 'travel', prompt: inner.prompt }];
    const { kept } = await run(pool, { keep: 2, protect: [folder] }, holding([], accepted));
    expect(kept).toEqual([inner, far]);
    const elsewhere = [{ scenario: 'child', prompt: inner.prompt }];
    expect((await run(pool, { keep: 2, protect: [folder] }, holding([], elsewhere))).kept).toContain(outer);
  });

  test('stay even where that leaves more than was asked for, and the summary says so', async () => {
    const ids = [outer, inner, far].map(({ id }) => id);
    const { kept, summaries } = await run(pool, { keep: 1, protect: ids });
    expect(kept).toHaveLength(3);
    expect(summaries).toMatchObject([{ protected: 3, stop: 'protected', minDistance: null }]);
  });

  test('stay of equal prompts, whatever else speaks for the other one', async () => {
    const raw = item({ prompt: outer.prompt, source: 'notes', how: 'raw' });
    const options = { protect: [outer.id], priority: { notes: 9 } };
    const { kept, noteOf } = await run([raw, outer], options);
    expect(kept).toEqual([outer]);
    expect(noteOf(raw)).toEqual({ partner: outer.id });
  });

  test('are held like others where their labels differ', async () => {
    const unsafe = item({ prompt: outer.prompt, label: 'unsafe' });
    const { decisions } = await run([outer, unsafe], { protect: [outer.id] });
    expect([...decisions.values()].map(({ kind }) => kind)).toEqual(['hold', 'hold']);
  });

  test('that left the line before are no mistake; ids that the run never had are', async () => {
    const gone = '0123456789abcdef';
    await expect(run(pool, { protect: [gone, 'fedcba9876543210'] }, { known: [gone] })).rejects.toThrow(
      /1 ids that no record of this run has, such as fedcba9876543210/,
    );
    expect((await run(pool, { protect: [gone] }, { known: [gone] })).kept).toHaveLength(2);
  });
});

describe('protected prompts that the pool does not have', () => {
  const pool = [at(0), at(40), at(41), at(90)];
  const published = item({ prompt: 'Published before @91', source: 'notes', how: 'raw' });

  test('drop nothing, and are named at what is too near to them', async () => {
    const { kept, noteOf, decisions, embedded, summaries } = await run(
      pool,
      { keep: 3, protect: [folder] },
      holding([published]),
    );
    expect(kept).toHaveLength(3);
    expect(decisions.get(pool[3]!.id)).toMatchObject({ kind: 'keep', as: 'near-other-group' });
    expect(noteOf(pool[3]!)).toMatchObject({
      near: { partner: published.id, group: folder, distance: expect.closeTo(0.00015, 5) },
    });
    expect(summaries).toMatchObject([{ nearOtherGroups: { [folder]: 1 }, protected: 0 }]);
    expect(embedded.map(({ texts }) => texts.length)).toEqual([5]);
  });

  test('are compared within scenarios of the pool alone, and only where they have a direction', async () => {
    const others = [
      item({ prompt: 'Published @91', scenario: 'child' }),
      item({ prompt: 'Published, wordless @none' }),
    ];
    const { summaries, embedded } = await run(pool, { keep: 3, protect: [folder] }, holding(others));
    expect(summaries).toMatchObject([{ nearOtherGroups: {} }]);
    expect(embedded[0]!.texts).toHaveLength(5);
  });

  test('may be all that has a direction', async () => {
    const blank = item({ prompt: '… @none' });
    const others = [published, item({ prompt: 'Published too @3' })];
    const { decisions } = await run([blank], { protect: [folder] }, holding(others));
    expect([...decisions.values()]).toEqual([{ kind: 'fail', code: 'no-features' }]);
  });

  test('are counted among what a plan has to embed, and named as folders to read', () => {
    const chosen = dedup.options.parse({ protect: [folder, '0123456789abcdef'] });
    expect(dedup.datasets!(chosen)).toEqual([folder]);
    const { ask } = fakeAsk({ quotas: [quota(1)], ...holding([published]) });
    const flow = { kind: 'item', scenario: 'travel', label: 'safe', source: 'generated' } as const;
    const { asks } = dedup.forecast!([{ ...flow, records: [4, 6] }], chosen, ask.setting as Setting);
    expect(asks).toMatchObject([{ questions: [4, 7] }]);
  });
});
