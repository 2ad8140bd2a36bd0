import { expect, test } from 'vitest';
import { fuzzVerdicts } from './verdict-fuzz.ts';

test('2,000 spoilt transcripts are read to their verdicts or refused, never to shifted ones', () => {
  const { read, refused, shifted } = fuzzVerdicts(2_000);
  expect(shifted).toEqual([]);
  expect(read).toBeGreaterThan(400);
  expect(refused).toBeGreaterThan(800);
});
