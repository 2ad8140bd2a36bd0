import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type ReportData, renderReport } from '../../src/report/index.ts';
import { describeInChromium } from '../support/chromium.ts';
import { hostileSample, hostileTexts } from './hostile.ts';
import { sample } from './sample.ts';
import { several } from './several.ts';

const one = sample({ both: true, rows: 12 });
const five = several({ rows: 12 });
const hostile = hostileSample();

const pages = new Map<ReportData, Promise<string>>();

/** The page of a report, drawn once however often it is opened. */
function pageOf(data: ReportData): Promise<string> {
  const page = pages.get(data) ?? renderReport(data);
  pages.set(data, page);
  return page;
}

describeInChromium('a report in Chromium', (openText) => {
  const open = async (data: ReportData, width: number) => {
    const opened = await openText(await pageOf(data), width);
    await opened.page.locator('tr.row').first().waitFor();
    return opened;
  };

  /** Opens all rows of the list with their texts. */
  const reveal = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Show prompts and responses' }).click();
    await page.getByRole('button', { name: 'Open all on this page' }).click();
    await page.locator('.texts').last().waitFor();
  };

  for (const width of [390, 1400])
    for (const [kind, data] of [
      ['one model', one],
      ['five models', five],
      ['hostile texts', hostile],
    ] as const)
      test(`of ${kind} fits ${width} px, asks nothing of the network and complains of nothing`, async () => {
        const { page, complaints, foreign, overhang, openTables } = await open(data, width);
        expect(await overhang()).toBe(0);
        await openTables();
        await reveal(page);
        expect(await overhang()).toBe(0);
        expect(complaints).toEqual([]);
        expect(foreign()).toEqual([]);
        await page.close();
      });

  test('shows texts only after the button was pressed, hides them again, and no text changes the page', async () => {
    const evaluation = hostile.evaluations[0]!;
    const rows = evaluation.rows.map((row) => ({ ...row, prompt: `asked once: ${row.prompt}` }));
    const { page } = await open({ ...hostile, evaluations: [{ ...evaluation, rows }] }, 1400);
    const inPage = async (): Promise<boolean> => (await page.content()).includes('asked once');
    const before = await page.title();
    await page.getByRole('button', { name: 'Open all on this page' }).click();
    expect(await inPage()).toBe(false);
    await reveal(page);
    const texts = rows.flatMap(({ prompt, variant, response }) => [prompt, variant, response]);
    expect(await page.locator('.text:visible').count()).toBe(texts.length);
    const shown = await page.locator('.text').allTextContents();
    const visible = (text: string | null): string => text!.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\u{FFFD}');
    expect(shown).toEqual(texts.map(visible));
    expect(shown[0]).toBe(`asked once: ${hostileTexts[0]}`);
    await page.getByRole('button', { name: 'Hide prompts and responses' }).click();
    await page.locator('.texts').first().waitFor({ state: 'detached' });
    expect(await inPage()).toBe(false);
    expect(await page.title()).toBe(before);
    await page.close();
  });

  for (const [kind, data] of [
    ['one model', one],
    ['five models', five],
  ] as const)
    test(`of ${kind} fits a sheet of A4 with all open, where nothing can scroll`, async () => {
      const { page, overhang, openTables } = await open(data, 718);
      await openTables();
      await reveal(page);
      await page.emulateMedia({ media: 'print' });
      expect(await overhang()).toBe(0);
      expect(await page.locator('button:visible:not(.open)').count()).toBe(0);
      await page.close();
    });

  test('shows one drawing of each chart, whatever the width', async () => {
    for (const width of [390, 1400]) {
      const { page } = await open(one, width);
      const charts = await page.getByRole('img', { name: /^Chart: / }).count();
      expect(charts).toBeGreaterThan(10);
      expect(await page.locator('[role=img] svg:visible').count()).toBe(charts);
      await page.close();
    }
  });

  test('can be read without a script, but for the items, and says so', async () => {
    const still = (await pageOf(one)).replace(/script-src 'sha256-[^']*'/, "script-src 'none'");
    const { page } = await openText(still.replace(/<script>[\s\S]*<\/script>/, ''), 1400);
    expect(await page.getByRole('heading', { name: 'Items' }).isVisible()).toBe(true);
    expect(await page.locator('#items-finder').isVisible()).toBe(false);
    expect(await page.locator('noscript').count()).toBe(1);
    await page.close();
  });
});
