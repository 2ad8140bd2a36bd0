import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NgramIndex, ngramsOf } from '../../src/dedup/ngrams.ts';

describe('the n-grams of a text', () => {
  test('are its different runs of eight words', () => {
    expect([...ngramsOf('One two three, four five six seven eight nine.')]).toEqual([
      'one two three four five six seven eight',
      'two three four five six seven eight nine',
    ]);
    expect(ngramsOf('la la la la la la la la la la').size).toBe(1);
  });

  test('see through case, width, punctuation and signs', () => {
    expect(ngramsOf('Ｈow — MUCH does +1 kg of résumé paper, 日本語, weigh?')).toEqual(
      ngramsOf('how much does 1 kg of résumé paper 日本語 weigh'),
    );
  });

  test('of a shorter text are all of its words as one', () => {
    expect([...ngramsOf('Is this  safe?')]).toEqual(['is this safe']);
    expect(ngramsOf('?! …').size).toBe(0);
    expect(ngramsOf('').size).toBe(0);
  });
});

describe('an index of n-grams', () => {
  const word = fc.constantFrom('rail', 'pass', 'day', 'trip', 'ü', '7');
  const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));

  test('finds the texts that hold one, in order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), text, (texts, sought) => {
        const index = new NgramIndex(texts);
        for (const ngram of new Set([...texts, sought].flatMap((each) => [...ngramsOf(each)]))) {
          const holding = texts.flatMap((each, row) => (ngramsOf(each).has(ngram) ? [row] : []));
          const id = index.find(ngram);
          expect(id === undefined ? [] : [...index.rowsOf(id)]).toEqual(holding);
        }
      }),
    );
  });

  test('holds tens of thousands of them apart', () => {
    const texts = Array.from({ length: 40_000 }, (_, n) => `item number ${n}`);
    const index = new NgramIndex(texts);
    const wrong = texts.filter((each, row) => {
      const id = index.find(each);
      return id === undefined || index.rowsOf(id).join() !== String(row);
    });
    expect(wrong).toEqual([]);
    expect(index.find('item number 40000')).toBeUndefined();
  });
});
