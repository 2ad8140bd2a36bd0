import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type ReportData, renderReport } from '../../src/report/index.ts';
import { describeInChromium } from '../support/chromium.ts';
import { hostileSample, hostileTexts } from './hostile.ts';
import { sample } from './sample.ts';

describeInChromium('a report in Chromium', (openText) => {
  const open = async (data: ReportData, width: number) => openText(await renderReport(data), width);

  const visible = (page: Page): Promise<number> => page.locator('.text:visible').count();

  const reveal = (page: Page) => page.getByRole('button', { name: 'Show prompts and responses' });

  for (const width of [390, 1400])
    for (const [kind, data] of [
      ['a usual sample', sample()],
      ['items asked in two forms', sample({ both: true, rows: 60 })],
      ['hostile texts', hostileSample()],
    ] as const)
      test(`of ${kind} fits ${width} px, asks nothing of the network and complains of nothing`, async () => {
        const { page, complaints, foreign, overhang, openTables } = await open(data, width);
        expect(await overhang()).toBe(0);
        await openTables();
        await reveal(page).click();
        expect(await overhang()).toBe(0);
        expect(complaints).toEqual([]);
        expect(foreign()).toEqual([]);
        await page.close();
      });

  test('shows texts only after the button was pressed, hides them again, and no text changes the page', async () => {
    const hostile = hostileSample();
    const evaluation = hostile.evaluations[0]!;
    const rows = evaluation.rows.map((row) => ({ ...row, prompt: `asked once: ${row.prompt}` }));
    const { page } = await open({ ...hostile, evaluations: [{ ...evaluation, rows }] }, 1400);
    const isReadable = async (): Promise<boolean> =>
      (await page.locator('body').innerText()).includes('asked once');
    const before = await page.title();
    expect(await visible(page)).toBe(0);
    expect(await isReadable()).toBe(false);
    await reveal(page).click();
    expect(await visible(page)).toBe(rows.flatMap((row) => [row.prompt, row.variant, row.response]).length);
    expect(await isReadable()).toBe(true);
    expect(await page.locator('.text').first().textContent()).toBe(`asked once: ${hostileTexts[0]}`);
    await page.getByRole('button', { name: 'Hide prompts and responses' }).click();
    expect(await visible(page)).toBe(0);
    expect(await isReadable()).toBe(false);
    expect(await page.title()).toBe(before);
    await page.close();
  });

  test('opens the verdicts of one item without its texts', async () => {
    const { page } = await open(sample({ rows: 12 }), 390);
    const item = page.locator('button.open').nth(3);
    await item.click();
    expect(await item.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.verdicts:visible').count()).toBe(1);
    expect(await page.locator('.verdicts:visible li').count()).toBe(21);
    expect(await visible(page)).toBe(0);
    await page.close();
  });

  test('fits a sheet of A4 with all tables open, where nothing can scroll', async () => {
    const { page, overhang, openTables } = await open(sample({ rows: 12 }), 718);
    await openTables();
    await reveal(page).click();
    await page.emulateMedia({ media: 'print' });
    expect(await overhang()).toBe(0);
    await page.close();
  });

  test('shows one drawing of each chart, whatever the width', async () => {
    for (const width of [390, 1400]) {
      const { page } = await open(sample({ rows: 12 }), width);
      const charts = page.getByRole('img', { name: /^Chart: / });
      expect(await charts.count()).toBe(15);
      expect(await page.locator('[role=img] svg:visible').count()).toBe(15);
      await page.close();
    }
  });
});
