import { expect, test } from 'vitest';
import type { ReportData } from '../../../src/report/index.ts';
import { describeInChromium } from '../../support/chromium.ts';
import { hostileTexts } from '../hostile.ts';
import { methodsSample } from '../methods-sample.ts';
import { itemsPage } from './items-page.ts';

const two = methodsSample({ rows: 6, scenarios: ['travel'], methods: ['best-of-n', 'align3'] });
const rowsBy = (method: string) => two.evaluations.find((each) => each.method === method)!.rows;

describeInChromium('how an answer came about', (openText) => {
  const open = async (data: ReportData, width = 1400) => {
    const opened = await openText(await itemsPage(data), width);
    opened.page.setDefaultTimeout(5000);
    await opened.page.locator('tr.row').first().waitFor();
    await opened.page.locator('button.open').nth(2).click();
    return opened;
  };

  test('is told in counts until texts are shown, opens pass by pass, and is searched while it is shown', async () => {
    const { page, complaints } = await open(two);
    const [best, align3] = ['best-of-n', 'align3'].map((method) => rowsBy(method)[2]!);
    expect(await page.locator('.passes').count()).toBe(0);
    expect(await page.locator('.specs').first().textContent()).toMatch(/15 passes.*3 passes/);
    await page.getByRole('button', { name: 'Show prompts and responses' }).click();
    expect(await page.locator('.pass').count()).toBe(0);

    await page.getByText('How it came about: 15 passes').click();
    const passes = page.locator('.passes').first().locator('.pass');
    await expect.poll(() => passes.count()).toBe(15);
    expect(await page.locator('.pass .text:visible').count()).toBe(0);
    expect(await page.locator('.pass.won').textContent()).toContain('answer-7');
    expect(await page.locator('.pass.won .tag').allTextContents()).toEqual(['reward 3.50', 'chosen']);
    await passes.nth(6).locator('summary').click();
    expect(await passes.nth(6).locator('.said .text').textContent()).toBe(best!.response);

    await page.getByText('How it came about: 3 passes').click();
    const trace = page.locator('.passes').nth(1).locator('.pass');
    await expect.poll(() => trace.count()).toBe(3);
    expect(await trace.locator('.inserted .text:visible').allTextContents()).toEqual(
      align3!.steps.map(({ inserted }) => inserted),
    );
    expect(await trace.locator('.thought .text').allTextContents()).toEqual([align3!.steps[2]!.reasoning]);

    await page.getByRole('button', { name: 'Hide prompts and responses' }).click();
    await page.locator('.passes').first().waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(align3!.steps[0]!.text);

    // Its texts are searched while they are shown, and only then.
    const said = (words: string) =>
      expect.poll(() => page.locator('#items-listed').textContent()).toBe(words);
    const words = rowsBy('best-of-n')[4]!.steps[9]!.text.slice(20, 60);
    await page.getByLabel('Search', { exact: true }).fill(words);
    await said('None of 6 rows passes.');
    await page.getByRole('button', { name: 'Show prompts and responses' }).click();
    await said('Rows 1–1 of 1 that pass; 6 in all.');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('A pass was cut off').check();
    await said('Rows 1–1 of 1 that pass; 6 in all.');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('fits a telephone with all open, and texts stay texts', async () => {
    const evaluations = two.evaluations.map((each) => ({
      ...each,
      rows: each.rows.map((row) => ({
        ...row,
        steps: row.steps.map((step, at) => ({ ...step, text: hostileTexts[at % hostileTexts.length]! })),
      })),
    }));
    const { page, overhang, complaints } = await open({ ...two, evaluations }, 390);
    await page.getByRole('button', { name: 'Show prompts and responses' }).click();
    await page.locator('.passes > summary').last().waitFor();
    for (const line of await page.locator('.passes > summary').all()) await line.click();
    await expect.poll(() => page.locator('.pass').count()).toBe(18);
    for (const line of (await page.locator('.pass:not([open]) > summary').all()).reverse())
      await line.click();
    expect(await overhang()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
