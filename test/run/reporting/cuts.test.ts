import { expect, test } from 'vitest';
import { cutRemarks } from '../../../src/run/reporting/cuts.ts';

const evaluation = (name: string, cut: number | null | undefined) =>
  ({
    name,
    facts: { stages: [{ name: 'judge', version: '2', options: cut === undefined ? {} : { cut } }] },
    responses: [
      { answer: 'x'.repeat(9), finish: 'stop' },
      { answer: '🙂'.repeat(8), finish: 'stop' },
      { answer: null, finish: 'stop' },
      { answer: 'x'.repeat(20), finish: 'filter' },
    ],
  }) as unknown as Parameters<typeof cutRemarks>[0][number];

test('responses that were cut are counted by evaluation; what nobody judged was not cut', () => {
  expect(cutRemarks([evaluation('one', 8), evaluation('two', 7), evaluation('three', null)])).toEqual([
    'one: 1 of 2 responses were cut at 8 characters before they were judged',
    'two: 2 of 2 responses were cut at 7 characters before they were judged',
  ]);
  expect(cutRemarks([evaluation('old', undefined)])).toEqual([]);
});
