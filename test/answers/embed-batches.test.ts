import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatchLimits, embedBatches } from '../../src/answers/embed-batches.ts';
import { countTokens } from '../../src/answers/tokens.ts';
import type { Question } from '../../src/core/question.ts';
import { embedQuestion } from './fixtures/samples.ts';

async function batchesOf(texts: readonly string[], limits: BatchLimits): Promise<string[][]> {
  const open = texts.map((text) => ({ question: embedQuestion(text) }));
  const textOf = ({ question }: { question: Question }) => String(question.body.text);
  return (await embedBatches(open, limits)).map((batch) => batch.map(textOf));
}

/** A text of exactly so many tokens. */
const words = (count: number) => 'walk'.concat(' walk'.repeat(count - 1));

test('a batch is closed when either limit is met', async () => {
  expect(await countTokens(words(30))).toBe(30);
  const texts = [words(30), words(31), words(39), words(1), words(2), words(3), words(4)];
  expect(await batchesOf(texts, { batch: 4, batchTokens: 100 })).toEqual([
    texts.slice(0, 3),
    texts.slice(3, 7),
  ]);
  expect(await batchesOf(texts, { batch: 4 })).toEqual([texts.slice(0, 4), texts.slice(4)]);
});

test('a text of more tokens than the limit goes alone', async () => {
  const [long, short] = [words(101), words(50)];
  expect(await batchesOf([short, long, short, short], { batch: 9, batchTokens: 100 })).toEqual([
    [short],
    [long],
    [short, short],
  ]);
});

test('no batch of several texts exceeds a limit, none is lost', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.nat(40).map((n) => words(n + 1)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 200 }),
      async (texts, batch, batchTokens) => {
        const batches = await batchesOf(texts, { batch, batchTokens });
        expect(batches.flat()).toEqual(texts);
        for (const each of batches) {
          const counts = await Promise.all(each.map(countTokens));
          const tokens = counts.reduce((sum, count) => sum + count, 0);
          expect(each.length).toBeLessThanOrEqual(batch);
          expect(each.length === 1 || tokens <= batchTokens).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});
