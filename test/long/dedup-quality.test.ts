import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countCopies, plainForm } from '../../bench/quality/copies.ts';
import { missingData, readPrompts, readScoredPairs } from '../../bench/quality/data.ts';
import { agreement } from '../../bench/quality/likeness.ts';
import { averageRanks, spearman } from '../../bench/quality/rank-correlation.ts';
import { keepHalf } from '../../bench/quality/selection.ts';
import { hashingEmbedder } from '../../src/embed/index.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/dedup-quality.md'), 'utf8');

/** The figure that the page's table has for an embedder. */
function stated(embedder: string): number {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${embedder}\``));
  return Number(row?.split('|')[2]);
}

const isMissing = missingData() !== undefined && process.env.CI === undefined;

describe.skipIf(isMissing)('over real data (skipped where ../shared/data is missing)', () => {
  test('the cosines of hashing/default agree with human scores as well as the page says', async () => {
    const figure = await agreement(hashingEmbedder(), readScoredPairs());
    expect(Math.abs(figure - stated('hashing/default'))).toBeLessThanOrEqual(0.005);
  });

  test('of prompts equal but for case and punctuation, no two survive when half is kept', async () => {
    const prompts = readPrompts();
    const { kept } = await keepHalf(prompts, hashingEmbedder());
    expect(kept).toHaveLength(Math.ceil(prompts.length / 2));
    const texts = prompts.map(({ prompt }) => prompt);
    for (const reading of ['parts words', 'is deleted'] as const) {
      const { groups, twoSurvivors } = countCopies(texts, kept, reading);
      expect(groups).toBeGreaterThan(4000);
      expect(twoSurvivors, `punctuation ${reading}`).toEqual([]);
    }
  });
});

describe('what the figures are counted with', () => {
  test('tied values share the average of their ranks', () => {
    expect([...averageRanks([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
  });

  test('the correlation is that of scipy.stats.spearmanr, with ties and without', () => {
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
    expect(spearman([1, 2, 2, 4], [4, 3, 3, 1])).toBeCloseTo(-1, 12);
    expect(spearman([2, 1, 4, 3], [1, 2, 3, 4])).toBeCloseTo(0.6, 12);
  });

  test('punctuation parts words or is deleted, as the reading says', () => {
    expect(plainForm("Can't you, WELL-known?", 'parts words')).toBe('can t you well known');
    expect(plainForm("Can't you, WELL-known?", 'is deleted')).toBe('cant you wellknown');
  });

  test('a group counts by its survivors: two, one or none', () => {
    const count = countCopies(['A?', 'a', 'a!', 'b', 'B', 'c', 'd', 'D'], [0, 1, 3, 5], 'parts words');
    expect(count).toMatchObject({
      groups: 3,
      written: 3,
      prompts: 7,
      twoSurvivors: [['A?', 'a']],
      noSurvivor: 1,
    });
  });
});
