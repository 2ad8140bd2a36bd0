import fc from 'fast-check';
import type { Contestant } from '../../../src/stats/index.ts';
import { scored } from '../support.ts';

/** A contestant from its answers by item: `contestant('a', { 'code/unsafe': ['y|yy', 'n|yy'] })`. */
export const contestant = (
  name: string,
  answers: Readonly<Record<string, readonly string[]>>,
): Contestant => ({
  name,
  items: Object.entries(answers).flatMap(([place, shorts]) =>
    shorts.map((short, at) => scored(`${place}-${at}`, place, short)),
  ),
});

const places = ['code/unsafe', 'code/safe', 'travel/unsafe', 'travel/safe'] as const;
const someShort = fc.constantFrom('y|yy', 'y|yn', 'y|nn', 'y|--', 'n|yy', 'n|nn', '?|yy', 'y|y?', '?|??');

/** Two to four contestants that were asked the same one to ten items. */
export const someContestants: fc.Arbitrary<readonly Contestant[]> = fc
  .tuple(
    fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 10 }),
    fc.integer({ min: 2, max: 4 }),
  )
  .chain(([asked, count]) =>
    fc
      .array(fc.array(someShort, { minLength: asked.length, maxLength: asked.length }), {
        minLength: count,
        maxLength: count,
      })
      .map((drawn) =>
        drawn.map((shorts, at) => ({
          name: `model-${at}`,
          items: shorts.map((short, item) => scored(`item-${item}`, asked[item]!, short)),
        })),
      ),
  );
