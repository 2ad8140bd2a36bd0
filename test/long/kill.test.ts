import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Kill, makeReference, nameOf, type Reference, type Scene, survive } from '../support/kill.ts';

// Several processes a test, five tests at a time.
vi.setConfig({ testTimeout: 120_000 });

let reference: Reference;

beforeAll(async () => {
  reference = await makeReference();
}, 60_000);
afterAll(() => reference[Symbol.asyncDispose]());

/** Where to kill: a share of the way from the first request or rename of an undisturbed run to the last. */
interface Point {
  readonly from: Scene['from'];
  readonly at: Kill['at'];
  readonly moment: Kill['moment'];
  readonly share: number;
}

/** Points spread evenly over a run, in turn before and after what they stand at. */
const spread = (from: Scene['from'], at: Kill['at'], points: number): Point[] =>
  Array.from({ length: points }, (_, place) => ({
    from,
    at,
    moment: place % 2 === 0 ? 'before' : 'after',
    share: place / (points - 1),
  }));

const points: readonly Point[] = [
  ...spread('nothing', 'request', 120),
  ...spread('nothing', 'rename', 36),
  ...spread('older dataset', 'request', 6),
  ...spread('older dataset', 'rename', 38),
];

const killAt = ({ from, at, moment, share }: Point): Kill => {
  const all = at === 'request' ? reference.requests[from] : reference.renames[from].length;
  return { at, moment, number: 1 + Math.round(share * (all - 1)) };
};

test('there are two hundred points', () => {
  expect(points).toHaveLength(200);
});

describe.concurrent('a run that was killed and resumed ends as an undisturbed one, and asks nothing twice', () => {
  for (const point of points)
    test(`killed ${point.moment} a ${point.at}, ${(point.share * 100).toFixed(1)} % along the way, from ${point.from}`, () =>
      survive(reference, { from: point.from, kills: [killAt(point)] }));
});

describe.concurrent('a run over the dataset of an older one, killed where files take the place of others', () => {
  for (const [what, path, moment] of [
    ['the new dataset was moved in', /^curated\/small$/, 'after'],
    ['the new evaluation was described', /^results\/small\/evaluation\.json$/, 'before'],
  ] as const)
    test(`${moment} ${what}`, () => {
      const number = 1 + reference.renames['older dataset'].findLastIndex((to) => path.test(to));
      return survive(reference, { from: 'older dataset', kills: [{ at: 'rename', number, moment }] });
    });
});

/** Runs that are killed again and again while they resume, until nothing is left to do. */
describe.concurrent('a run that is killed at every turn gets there in the end', () => {
  const scenes: readonly Scene[] = [
    {
      from: 'nothing',
      kills: [
        { at: 'request', number: 5, moment: 'after' },
        { at: 'request', number: 20, moment: 'before' },
        { at: 'rename', number: 12, moment: 'after' },
      ],
    },
    {
      from: 'nothing',
      kills: Array.from({ length: 8 }, () => ({ at: 'request', number: 9, moment: 'after' }) as const),
    },
    {
      from: 'nothing',
      kills: Array.from({ length: 6 }, (_, place) => ({
        at: 'rename',
        // The first rename of a resumed run is the one that takes over the lock.
        number: place % 2 === 0 ? 3 + place : 1,
        moment: place % 3 === 0 ? 'before' : 'after',
      })),
    },
  ];
  for (const scene of scenes) test(nameOf(scene), () => survive(reference, scene), 120_000);
});
