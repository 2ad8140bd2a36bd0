import { expect, test } from 'vitest';
import { fuzzVerdicts } from '../tasks/verdict-fuzz.ts';

test('100,000 spoilt transcripts are read to their verdicts or refused, never to shifted ones', () => {
  const { read, refused, shifted } = fuzzVerdicts(100_000);
  expect(shifted).toEqual([]);
  expect(read).toBeGreaterThan(20_000);
  expect(refused).toBeGreaterThan(40_000);
});
