import { expect, test } from 'vitest';
import { wordsOf } from '../../src/embed/words.ts';

test.each([
  ['Plan a TRIP, please', ['plan', 'a', 'trip', 'please'], []],
  ["I can't; rock’n’roll", ['i', 'cant', 'rocknroll'], []],
  ["the guests' 'own' room", ['the', 'guests', 'own', 'room'], []],
  [
    'a well-known w-2 form',
    ['a', 'well', 'known', 'w', '2', 'form'],
    [
      [1, 3],
      [3, 5],
    ],
  ],
  [
    "at&t's state-of-the-art",
    ['at', 'ts', 'state', 'of', 'the', 'art'],
    [
      [0, 2],
      [2, 6],
    ],
  ],
  [
    "a'-b c''d",
    ['a', 'b', 'c', 'd'],
    [
      [0, 2],
      [2, 4],
    ],
  ],
  ['well - known well- known -well', ['well', 'known', 'well', 'known', 'well'], []],
  ['1+2 a.<b €-5', ['1', '+', '2', 'a', '<', 'b', '€', '5'], []],
  ['?! …', [], []],
])('%j has these words, broken at these places', (text, words, broken) => {
  expect(wordsOf(text)).toEqual({ words, broken });
});

test('a text of ten million characters is read, with punctuation between any two letters', () => {
  const { words, broken } = wordsOf('a-'.repeat(5_000_000));
  expect(words.length).toBe(5_000_000);
  expect(broken).toEqual([[0, 5_000_000]]);
});
