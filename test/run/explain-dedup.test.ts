import { expect, test } from 'vitest';
import type { Entity } from '../../src/core/entity.ts';
import type { Json } from '../../src/core/json.ts';
import { type Decision, drop, hold, keep, type Outcome } from '../../src/core/outcome.ts';
import { dedupInWords } from '../../src/run/explain-dedup.ts';

const outcome = (decision: Decision<never>): Outcome<Entity> => ({ from: 'a', answers: [], ...decision });
const words = (decision: Decision<never>): string | undefined =>
  dedupInWords(outcome(decision), [outcome(decision)]);

const removal = {
  group: 'travel/unsafe/notes',
  partner: 'b',
  distance: 0.03124,
  phi: 41.23,
  phiPartner: 44.91,
  order: 1,
};
const summary = {
  group: 'travel',
  rows: 3000,
  kept: 1,
  minDistance: null,
  stop: 'protected',
  protected: 2,
  nearOtherGroups: { 'travel/safe': 4 },
  nearest: { before: [{ from: 0, to: 0.05, count: 2 }], after: [], sampled: 2000 },
};

test('a removal is told by its pair and its place', () => {
  expect(words(drop('near-duplicate', removal))).toBe(
    'nearest to b at distance 0.0312, phi 41.2 against 44.9, removal 1 of 1 in travel/unsafe/notes',
  );
  const last = { ...removal, partner: null, distance: null, phiPartner: null };
  expect(words(drop('near-duplicate', last))).toBe('the last one; removal 1 of 1 in travel/unsafe/notes');
});

test('sums that look the same get more digits, and the greater one that went gets its reason', () => {
  expect(words(drop('near-duplicate', { ...removal, phiPartner: 41.2301 }))).toContain(
    'phi 41.2300 against 41.2301, removal',
  );
  expect(words(drop('near-duplicate', { ...removal, phi: 45 }))).toContain(
    'phi 45.0 against 44.9 (the other one is protected, or of higher priority), removal',
  );
});

test('equal prompts are told by their ids', () => {
  expect(words(drop('exact-duplicate', { partner: 'b' }))).toBe(
    'same as b but for case, width and white space',
  );
  expect(words(hold('label-conflict', { others: ['b', 'c'] }))).toBe('same as b, c, with another label');
});

test('a summary tells of a sample, of what has no bin, and of nearness at the same item', () => {
  const near = { partner: 'b', group: 'travel/safe', distance: 0.5 };
  expect(words(keep(summary as Json))).toBe(
    'first of travel: 1 of 3000 kept, since all that is closer is protected, d_min none, 2 protected, 4 near travel/safe, distances to the nearest (of 2000 sampled rows): before 0–0.05: 2; after none',
  );
  expect(words(keep({ ...summary, near } as Json))).toMatch(
    /^nearest to b of travel\/safe at distance 0\.5000, nearer than d_min of its own group; first of travel/,
  );
});

test('notes of another shape have no words: a stage of the same name may have put them there', () => {
  for (const note of [undefined, null, 'text', { partner: 1 }, { ...removal, more: 1 }, { rows: 3 }])
    for (const decision of [drop('near-duplicate', note), keep(note)])
      expect(words(decision)).toBe(undefined);
});
