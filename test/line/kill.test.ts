import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { type Kill, makeReference, type Reference, type Scene, survive } from '../support/kill.ts';

// Several processes a test, five tests at a time.
vi.setConfig({ testTimeout: 120_000 });

let reference: Reference;

beforeAll(async () => {
  reference = await makeReference();
}, 60_000);
afterAll(() => reference[Symbol.asyncDispose]());

/** A kill at a place from 0 to 1 along an undisturbed run. */
const along = (from: Scene['from'], at: Kill['at'], share: number, moment: Kill['moment']): Scene => {
  const all = at === 'request' ? reference.requests[from] : reference.renames[from].length;
  return { from, kills: [{ at, moment, number: 1 + Math.round(share * (all - 1)) }] };
};

describe.concurrent('a run that was killed and resumed ends as an undisturbed one, and asks nothing twice', () => {
  test('killed before a request was answered, early on', () =>
    survive(reference, along('nothing', 'request', 0.1, 'before')));

  test('killed after a request was answered, over an older dataset', () =>
    survive(reference, along('older dataset', 'request', 0.9, 'after')));

  test('killed after the old dataset was moved aside, before the new one took its place', () => {
    const isAside = (to: string): boolean => /\.small\.specloom\.old/.test(to);
    const number = 1 + reference.renames['older dataset'].findLastIndex(isAside);
    return survive(reference, { from: 'older dataset', kills: [{ at: 'rename', number, moment: 'after' }] });
  });

  test('killed twice, the second time while it takes over the lock of the first', () =>
    survive(reference, {
      from: 'nothing',
      kills: [
        { at: 'request', number: 30, moment: 'after' },
        { at: 'rename', number: 1, moment: 'before' },
      ],
    }));
});
