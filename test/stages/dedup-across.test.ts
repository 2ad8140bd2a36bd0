import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, item, run } from './dedup-support.ts';

const named = (prompt: string, degrees: number, more = {}) =>
  item({ prompt: `${prompt} @${degrees}`, ...more });

test('a survivor that is nearer to another group than any two of its own is kept, counted and named', async () => {
  const own = [at(0), at(30), at(60)];
  const other = [
    named('Other', -1, { source: 'notes', how: 'raw' }),
    named('Other', 270, { source: 'notes', how: 'raw' }),
  ];
  const { decisions, noteOf, summaries } = await run([...own, ...other], { keep: 3 });
  const { near } = noteOf(own[0]!) as { near: { distance: number } };
  expect(near).toEqual({
    partner: other[0]!.id,
    group: 'travel/safe/notes',
    distance: expect.closeTo(0.00015, 5),
  });
  expect(noteOf(other[0]!)).toMatchObject({ near: { partner: own[0]!.id, group: 'travel/safe/generated' } });
  const counted = [...decisions].filter(([, { kind, ...more }]) => kind === 'keep' && 'as' in more);
  expect(counted.map(([id]) => id).sort()).toEqual([own[0]!.id, other[0]!.id].sort());
  expect(summaries.map(({ group, nearOtherGroups }) => [group, nearOtherGroups]).sort()).toEqual([
    ['travel/safe/generated', { 'travel/safe/notes': 1 }],
    ['travel/safe/notes', { 'travel/safe/generated': 1 }],
  ]);
});

test('dropped prompts of another group are not what a survivor is near to', async () => {
  const own = [at(0), at(50)];
  const unsafe = [48, 49, 47, 120].map((degrees) => named('Other', degrees, { label: 'unsafe' }));
  const { decisions, noteOf } = await run([...own, ...unsafe], { keep: 2 });
  const { near } = noteOf(own[1]!) as { near: { partner: string } };
  expect(decisions.get(near.partner)!.kind).toBe('keep');
});

test('a group of one survivor has no d_min, and nothing to be nearer than', async () => {
  const { decisions } = await run([at(0), named('Other', 0, { label: 'unsafe' })]);
  expect([...decisions.values()].map((each) => 'as' in each)).toEqual([false, false]);
});

test('what is told is what comparing all survivors with each other finds', async () => {
  const place = fc.record({
    degrees: fc.integer({ min: 0, max: 359 }),
    group: fc.constantFrom('a', 'b', 'c'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(place, { minLength: 2, maxLength: 14, selector: JSON.stringify }),
      async (places) => {
        const items = places.map(({ degrees, group }, n) => named(`${n}`, degrees, { source: group }));
        const { kept, decisions } = await run(items);
        const degreesOf = (id: string) => places[items.findIndex((each) => each.id === id)]!.degrees;
        const distance = (a: string, b: string) =>
          1 - Math.cos(((degreesOf(a) - degreesOf(b)) * Math.PI) / 180);
        for (const one of kept) {
          const others = kept.filter((each) => each !== one);
          const mine = kept.filter(({ origin }) => origin.source === one.origin.source);
          const pairs = mine.flatMap((a) => mine.filter((b) => a !== b).map((b) => distance(a.id, b.id)));
          const foreign = others.filter(({ origin }) => origin.source !== one.origin.source);
          const nearest = Math.min(...foreign.map(({ id }) => distance(one.id, id)));
          const least = Math.min(...pairs);
          const isNear = 'as' in decisions.get(one.id)!;
          // Vectors are float32, so that what is equally far by degrees may be told apart by the last digits.
          if (pairs.length === 0) expect(isNear).toBe(false);
          else if (Math.abs(nearest - least) > 1e-6) expect(isNear).toBe(nearest < least);
        }
      },
    ),
  );
});
