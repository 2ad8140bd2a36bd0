import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest } from '../../src/core/hash.ts';
import { canonicalJson } from '../../src/core/json.ts';

test('keys are sorted and undefined members are left out', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'x'], c: undefined })).toBe('{"a":[true,null,"x"],"b":1}');
});

test('equal values have one text and one digest, whatever order their keys were written in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(digest(turned)).toBe(digest(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what JSON cannot hold is refused, not written as null', () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  expect(() => canonicalJson({ a: Number.POSITIVE_INFINITY })).toThrow(TypeError);
  expect(() => canonicalJson([undefined])).toThrow(TypeError);
  expect(() => canonicalJson(1n)).toThrow(TypeError);
});
