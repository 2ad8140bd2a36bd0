import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByMarkers } from '../../src/core/reasoning.ts';

const block = { open: '[think]', close: '[/think]' };

test('a block at the start is reasoning; one further behind is part of the answer', () => {
  expect(splitByMarkers(' [think] a b [/think]\n c ', block)).toEqual({ answer: 'c', reasoning: 'a b' });
  expect(splitByMarkers('c [think] a [/think]', block)).toEqual({ answer: 'c [think] a [/think]' });
});

test('a block that is never closed leaves no answer', () => {
  expect(splitByMarkers('[think] a b', block)).toEqual({ answer: null, reasoning: 'a b' });
});

test('with a closing marker alone, the template has opened the block', () => {
  expect(splitByMarkers('a </t> b </t> c', { close: '</t>' })).toEqual({
    answer: 'b </t> c',
    reasoning: 'a',
  });
  expect(splitByMarkers('a b', { close: '</t>' })).toEqual({ answer: null, reasoning: 'a b' });
});

test('the answer follows the last marker of answers, and is the whole where there is none', () => {
  const final = { answer: 'Final Answer:' };
  expect(splitByMarkers('one Final Answer: two Final Answer: three', final)).toEqual({
    answer: 'three',
    reasoning: 'one Final Answer: two',
  });
  expect(splitByMarkers('one two', final)).toEqual({ answer: 'one two' });
  expect(splitByMarkers('one Final Answer:  ', final)).toEqual({ answer: null, reasoning: 'one' });
});

test('both markers together: what stands between block and answer is reasoning, too', () => {
  expect(splitByMarkers('[think]a[/think] b Final Answer: c', { ...block, answer: 'Final Answer:' })).toEqual(
    {
      answer: 'c',
      reasoning: 'a\n\nb',
    },
  );
});

test('nothing of a reply is lost but markers and white space', () => {
  const word = fc.constantFrom('a', 'b', '[think]', '[/think]', 'Final Answer:', ' ', '\n');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = words.join('');
      const { answer, reasoning = '' } = splitByMarkers(text, { ...block, answer: 'Final Answer:' });
      const letters = (each: string) => each.replaceAll(/\[\/?think\]|Final Answer:|\s/g, '');
      expect(letters(reasoning) + letters(answer ?? '')).toBe(letters(text));
    }),
  );
});
