import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/files/index.ts';

const keys = ['perSpec', 'overGenerate', 'temperature', 'safe', 'unsafe', 'maxTokens'];

test.each([
  ['perspec', 'perSpec'],
  ['per_spec', 'perSpec'],
  ['overgenarate', 'overGenerate'],
  ['temprature', 'temperature'],
  ['tempertaure', 'temperature'],
  ['saef', 'safe'],
  ['unsave', 'unsafe'],
  ['max-tokens', 'maxTokens'],
])('%s is taken for %s', (word, expected) => {
  expect(nearest(word, keys)).toBe(expected);
});

test('a word that is like nothing gets the list of what is known', () => {
  expect(nearest('colour', keys)).toBeUndefined();
  expect(didYouMean('colour', ['safe', 'unsafe'], 'keys')).toBe('; known keys: safe, unsafe');
  expect(didYouMean('colour', [], 'sources')).toBe('; there are no sources');
});

test('one edit of a long word always leads back to it', () => {
  const word = fc.stringMatching(/^[a-z]{6,12}$/);
  fc.assert(
    fc.property(word, fc.nat(11), fc.constantFrom('insert', 'remove', 'swap'), (original, at, edit) => {
      const place = at % (original.length - 1);
      const [head, rest] = [original.slice(0, place), original.slice(place)];
      const edited = {
        insert: `${head}q${rest}`,
        remove: `${head}${rest.slice(1)}`,
        swap: `${head}${rest[1]}${rest[0]}${rest.slice(2)}`,
      }[edit]!;
      expect(nearest(edited, ['0', original, 'zzzzzzzzzzzzzzzzzzzzzzz'])).toBe(original);
    }),
  );
});
