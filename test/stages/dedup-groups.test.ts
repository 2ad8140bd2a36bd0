import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/core/ask.ts';
import { dedup } from '../../src/stages/dedup.ts';
import { at, circle, item, quota, run } from './dedup-support.ts';

describe('stop rules', () => {
  // Gaps of 1, 3, 5, … degrees: a distance of 0.01 is about 8 degrees.
  const items = circle(8);

  test('a distance alone keeps all pairs that are that far apart, however many those are', async () => {
    const { kept, summaries } = await run(items, { minDistance: 0.01 });
    expect(kept.length).toBeGreaterThan(4);
    expect(summaries).toMatchObject([{ kept: kept.length, stop: 'minDistance' }]);
    expect(summaries[0]!.minDistance).toBeGreaterThanOrEqual(0.01);
    expect((await run(items, { minDistance: 2 })).kept).toHaveLength(1);
  });

  test('of a number and a distance, the one that is met first stops', async () => {
    const byNumber = await run(items, { keep: 7, minDistance: 0.01 });
    expect(byNumber.kept).toHaveLength(7);
    expect(byNumber.summaries).toMatchObject([{ stop: 'keep' }]);
    const byDistance = await run(items, { keep: 2, minDistance: 0.01 });
    expect(byDistance.kept.length).toBeGreaterThan(4);
    expect(byDistance.summaries).toMatchObject([{ stop: 'minDistance' }]);
  });

  test('a distance leaves enough for the quota, unless it is told not to', async () => {
    const around = { quotas: [quota(3)] };
    const { kept, summaries } = await run(items, { minDistance: 2 }, around);
    expect(kept).toHaveLength(6);
    expect(summaries).toMatchObject([{ stop: 'quota' }]);
    expect((await run(items, { minDistance: 2, perQuota: 0 }, around)).kept).toHaveLength(1);
  });
});

describe('wider groups', () => {
  const made = circle(4, { label: 'unsafe' });
  const raw = [200, 210].map((degrees) => at(degrees, { label: 'unsafe', source: 'notes', how: 'raw' }));
  const safe = [item({ prompt: 'A safe one @0.1' }), item({ prompt: 'Another safe one @300' })];
  const all = [...made, ...raw, ...safe];

  test('within label, sources are compared with each other, and labels are not', async () => {
    const { summaries, kept } = await run(all, { within: 'label' });
    expect(summaries.map(({ group, rows }) => [group, rows]).sort()).toEqual([
      ['travel/safe', 2],
      ['travel/unsafe', 6],
    ]);
    expect(kept).toHaveLength(4);
  });

  test('within scenario, everything in it is', async () => {
    const { summaries, decisions } = await run(all, { within: 'scenario', keep: 7 });
    expect(summaries).toMatchObject([{ group: 'travel', rows: 8, kept: 7 }]);
    const drops = all.filter(({ id }) => decisions.get(id)!.kind === 'drop');
    expect(drops).toHaveLength(1);
    expect([made[0], safe[0]]).toContain(drops[0]);
  });

  test('the floors of their quotas add up, each up to what its source has', async () => {
    const unsafe = { label: 'unsafe' } as const;
    const quotas = [quota(1, unsafe), quota(40, { ...unsafe, source: 'notes' })];
    const { summaries } = await run([...made, ...raw], { within: 'label', keep: 1 }, { quotas });
    expect(summaries).toMatchObject([{ rows: 6, kept: 4, stop: 'quota' }]);
  });

  test('a plan says of each flow what it may come to', () => {
    const flow = { kind: 'item', scenario: 'travel', label: 'safe' } as const;
    const flows = [
      { ...flow, source: 'generated', records: [10, 20] as const },
      { ...flow, source: 'notes', records: [2, 4] as const },
    ];
    const setting = { seed: 1, quotas: [quota(3)] } as unknown as Setting;
    const recordsOf = (options: unknown) =>
      dedup.forecast!(flows, dedup.options.parse(options), setting).out.map(({ records }) => records);
    expect(recordsOf({})).toEqual([
      [6, 10],
      [1, 2],
    ]);
    expect(recordsOf({ minDistance: 0.1 })).toEqual([
      [6, 20],
      [0, 4],
    ]);
    // Of 12 to 24, 6 to 12 survive, and the other source may have up to 4 of them.
    expect(recordsOf({ within: 'label' })).toEqual([
      [2, 12],
      [0, 4],
    ]);
  });
});

describe('priority', () => {
  const pair = () => [
    at(0, { source: 'generated' }),
    item({ prompt: 'Which room has the coins? @1', source: 'notes', how: 'raw' }),
  ];

  test.each([
    ['generated', { generated: 1 }],
    ['generated', { notes: -2 }],
    ['notes', { notes: 0.5 }],
  ])('lets %s stay with %j, whatever phi says', async (stays, priority) => {
    // A third one on either side makes the other one of the pair the more redundant.
    for (const third of [at(-40), at(41)]) {
      const { kept } = await run([...pair(), third], { within: 'label', keep: 2, priority });
      expect(kept.map(({ origin }) => origin.source)).toContain(stays);
      expect(kept).toContain(third);
    }
  });

  test('settles equal prompts of two sources', async () => {
    const twins = [item({ prompt: 'Same? @5' }), item({ prompt: 'same? @5', source: 'notes', how: 'raw' })];
    const { kept } = await run(twins, { priority: { generated: 1 } });
    expect(kept).toEqual([twins[0]]);
    expect((await run(twins)).kept).toEqual([twins[1]]);
  });

  test('of a source that there is not is refused by name', async () => {
    await expect(run(pair(), { priority: { notez: 1 } })).rejects.toThrow(
      /source notez; there are generated, notes/,
    );
  });
});

test('the distances to the nearest neighbour are told of a sample where a group is large', async () => {
  const items = Array.from({ length: 2_001 }, (_, n) => at(n / 10));
  const { summaries } = await run(items, { keep: 2_000 });
  const total = (bins: readonly { count: number }[]) => bins.reduce((sum, { count }) => sum + count, 0);
  const [{ nearest }] = summaries as [(typeof summaries)[number]];
  expect(nearest.sampled).toBe(2_000);
  expect([total(nearest.before), total(nearest.after)]).toEqual([2_000, 2_000]);
  expect((await run(items.slice(0, 50))).summaries[0]!.nearest).not.toHaveProperty('sampled');
});
