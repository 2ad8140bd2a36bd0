import { expect, test } from 'vitest';
import { columnAt } from '../../src/formats/index.ts';

test('a dotted path goes into objects by key and into lists by position', () => {
  const row = { a: { b: ['x', { c: 1 }] }, '0': 'zero' };
  expect(columnAt(row, 'a.b.0')).toBe('x');
  expect(columnAt(row, 'a.b.1.c')).toBe(1);
  expect(columnAt(row, '0')).toBe('zero');
});

test('a key that contains dots is preferred to a path of the same spelling', () => {
  expect(columnAt({ 'a.b': 'exact', a: { b: 'nested' } }, 'a.b')).toBe('exact');
  expect(columnAt({ a: { 'b.c': { d: 'deep' } } }, 'a.b.c.d')).toBe('deep');
});

test('what is not there is undefined, and null stays null', () => {
  expect(columnAt({ a: null }, 'a')).toBeNull();
  expect(columnAt({ a: null }, 'a.b')).toBeUndefined();
  expect(columnAt({ a: ['x'] }, 'a.length')).toBeUndefined();
  expect(columnAt({ a: 'text' }, 'a.0')).toBeUndefined();
  expect(columnAt({ a: 1 }, 'toString')).toBeUndefined();
});
