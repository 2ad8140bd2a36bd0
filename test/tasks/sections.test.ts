import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberedSection, readNumbered } from '../../src/tasks/sections.ts';

const read = (texts: readonly string[]) =>
  readNumbered(new Map([['rules', numberedSection('rules', texts).text]]), 'rules');

test('texts are numbered from 1, one a line', () => {
  expect(numberedSection('rules', ['Be brief.', 'Be kind.'])).toEqual({
    name: 'rules',
    text: '1. Be brief.\n2. Be kind.',
  });
});

test('a text cannot pass for two, whatever it is broken with', () => {
  for (const gap of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', ' \t\u00a0 '])
    expect(numberedSection('rules', [`Be brief.${gap}2. Be rude.`, 'Be kind.']).text).toBe(
      '1. Be brief. 2. Be rude.\n2. Be kind.',
    );
});

test('no texts are an empty section', () => {
  expect(numberedSection('rules', []).text).toBe('');
  expect(read([])).toEqual([]);
});

test('any texts come back with their white space folded', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const folded = texts.map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim());
      expect(read(texts)).toEqual(folded);
    }),
  );
});

test('a section that is missing or not numbered from 1 has no texts', () => {
  const seen = new Map([
    ['gap', '1. a\n3. b'],
    ['plain', 'a'],
    ['late', '2. a'],
  ]);
  for (const name of ['gap', 'plain', 'late', 'missing']) expect(readNumbered(seen, name)).toEqual([]);
});
