import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlap } from '../../src/dedup/index.ts';
import { ngramsOf } from '../../src/dedup/ngrams.ts';

const trip = 'Plan a walking trip of three days through Lisbon for two people';
const reworded = 'Please plan a walking trip of three days through Lisbon for our family';
const other = 'Which trains go from Porto to Lisbon on a Sunday in the early morning';

describe('8-grams', () => {
  test('are counted, found in the other set, and traced to the row that shares most', async () => {
    const [row] = await overlap({ texts: [trip] }, { texts: [other, reworded, trip, trip] });
    expect(row).toEqual({ nearest: null, distance: null, ngrams: 5, shared: 5, sharing: 2 });
    const [less] = await overlap({ texts: [trip] }, { texts: [other, reworded] });
    expect(less).toMatchObject({ ngrams: 5, shared: 3, sharing: 1 });
    const [none] = await overlap({ texts: [trip] }, { texts: [other] });
    expect(none).toMatchObject({ ngrams: 5, shared: 0, sharing: null });
  });

  test('of fewer than eight words: a text is shared as a whole or not at all', async () => {
    const rows = await overlap(
      { texts: ['Is this safe?', 'Plan a walking trip', 'is THIS, safe'] },
      { texts: [trip, 'is this safe', 'Is this safe to eat?'] },
    );
    expect(rows.map(({ ngrams, shared, sharing }) => [ngrams, shared, sharing])).toEqual([
      [1, 1, 1],
      [1, 0, null],
      [1, 1, 1],
    ]);
  });

  test('of a text without words are unknown, not none', async () => {
    const [row] = await overlap({ texts: ['?!'] }, { texts: ['?!', trip] });
    expect(row).toMatchObject({ ngrams: 0, shared: null, sharing: null });
  });

  test('are those of a count by hand on any texts', async () => {
    const word = fc.constantFrom('rail', 'pass', 'day');
    const texts = fc.array(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(texts, texts, async (own, others) => {
        const rows = await overlap({ texts: own }, { texts: others });
        const grams = others.map((each) => ngramsOf(each));
        own.forEach((text, at) => {
          const mine = [...ngramsOf(text)];
          const counts = grams.map((theirs) => mine.filter((gram) => theirs.has(gram)).length);
          const most = Math.max(0, ...counts);
          expect(rows[at]!.sharing).toBe(most === 0 ? null : counts.indexOf(most));
          const shared = mine.filter((gram) => grams.some((theirs) => theirs.has(gram))).length;
          expect(rows[at]!.shared).toBe(mine.length === 0 ? null : shared);
        });
      }),
    );
  });
});

describe('distances', () => {
  const set = (...rows: readonly (readonly number[])[]) => ({
    texts: rows.map((_, at) => `row ${at}`),
    vectors: new Float32Array(rows.flat()),
  });

  test('are those to the nearest row of the other set, the lowest of equals', async () => {
    const rows = await overlap(set([1, 0], [0, 2]), set([1, 1], [0, 1], [0, 3]));
    expect(rows.map(({ nearest, distance }) => [nearest, distance])).toEqual([
      [0, expect.closeTo(1 - Math.SQRT1_2, 9)],
      [1, 0],
    ]);
  });

  test('are unknown for vectors without a direction, which are nobody’s nearest', async () => {
    const rows = await overlap(set([0, 0], [1, 0], [Number.NaN, 1]), set([0, 0], [1, 1]));
    expect(rows.map(({ nearest, distance }) => [nearest, distance])).toEqual([
      [null, null],
      [1, expect.closeTo(1 - Math.SQRT1_2, 9)],
      [null, null],
    ]);
    const [alone] = await overlap(set([1, 0]), { texts: [], vectors: new Float32Array() });
    expect(alone).toMatchObject({ nearest: null, distance: null });
  });

  test('need vectors of both sets, of one shape', async () => {
    await expect(overlap(set([1, 0]), { texts: [trip] })).rejects.toThrow('of both sets or of none');
    await expect(overlap(set([1, 0]), set([1, 0, 0]))).rejects.toThrow('of 2 and of 3 dimensions');
    await expect(overlap({ ...set([1, 0]), texts: ['a', 'b', 'c'] }, set([1, 0]))).rejects.toThrow(
      '2 values are no whole number of dimensions for 3 texts',
    );
  });
});

test('stops when it is told to', async () => {
  const reason = new Error('enough');
  const stopped = overlap({ texts: [trip] }, { texts: [trip] }, { signal: AbortSignal.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});
