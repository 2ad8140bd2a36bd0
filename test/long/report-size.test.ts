import { expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { largeSample } from '../report/large-sample.ts';
import { describeInChromium } from '../support/chromium.ts';

describeInChromium('a report of 1,500 items and five models', (openText) => {
  test('is under 15 MB, opens with its list, and finds words in all of its texts', async () => {
    const data = largeSample();
    const before = process.memoryUsage().rss;
    const page = await renderReport(data);
    const grown = process.memoryUsage().rss - before;
    const bytes = Buffer.byteLength(page);
    expect(bytes).toBeLessThan(15e6);
    // Texts that compress better than real ones would make the size mean nothing.
    const texts = data.evaluations
      .flatMap(({ rows }) => rows.map(({ response }) => response ?? ''))
      .join('').length;
    expect(texts / bytes).toBeLessThan(2);
    expect(grown).toBeLessThan(500e6);

    const start = performance.now();
    const { page: opened, complaints } = await openText(page, 1400);
    await opened.locator('tr.row').nth(49).waitFor();
    const openedMs = performance.now() - start;
    process.stdout.write(
      `report of 1,500 items and five models: ${(bytes / 1e6).toFixed(1)} MB, its list stands after ${openedMs.toFixed(0)} ms\n`,
    );

    await opened.getByRole('button', { name: 'Show prompts and responses' }).click();
    const last = data.evaluations[4]!.rows[1499]!;
    await opened.getByLabel('Search', { exact: true }).fill(last.response!.slice(700, 760));
    await expect
      .poll(() => opened.locator('#items-listed').textContent(), { timeout: 20_000 })
      .toBe('Rows 1–1 of 1 that pass; 1,500 in all.');
    await opened.getByRole('button', { name: 'Open all on this page' }).click();
    expect(await opened.locator('.text').last().textContent()).toBe(last.response);
    expect(complaints).toEqual([]);
    await opened.close();
  });
});
