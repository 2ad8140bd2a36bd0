import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReportData, renderReport } from '../../src/report/index.ts';
import { launchChromium, withoutChromium } from '../support/chromium.ts';
import { hostileSample, hostileTexts } from './hostile.ts';
import { sample } from './sample.ts';

const title = `a report in Chromium${withoutChromium === undefined ? '' : `: skipped, ${withoutChromium}`}`;

describe.skipIf(withoutChromium !== undefined)(title, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'specloom-report-'));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the report of some data from a file; what the page complains of and what it asks the network for is collected. */
  async function open(data: ReportData, width: number) {
    const path = join(folder, 'report.html');
    writeFileSync(path, await renderReport(data));
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    const address = pathToFileURL(path).href;
    await page.goto(address);
    return { page, complaints, foreign: () => requests.filter((url) => url !== address) };
  }

  const overhang = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  const openTables = (page: Page): Promise<void> =>
    page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');

  const visible = (page: Page): Promise<number> => page.locator('.text:visible').count();

  const reveal = (page: Page) => page.getByRole('button', { name: 'Show prompts and responses' });

  for (const width of [390, 1400])
    for (const [kind, data] of [
      ['a usual sample', sample()],
      ['hostile texts', hostileSample()],
    ] as const)
      test(`of ${kind} fits ${width} px, asks nothing of the network and complains of nothing`, async () => {
        const { page, complaints, foreign } = await open(data, width);
        expect(await overhang(page)).toBe(0);
        await openTables(page);
        await reveal(page).click();
        expect(await overhang(page)).toBe(0);
        expect(complaints).toEqual([]);
        expect(foreign()).toEqual([]);
        await page.close();
      });

  test('shows texts only after the button was pressed, hides them again, and no text changes the page', async () => {
    const hostile = hostileSample();
    const evaluation = hostile.evaluation!;
    const rows = evaluation.rows.map((row) => ({ ...row, prompt: `asked once: ${row.prompt}` }));
    const { page } = await open({ ...hostile, evaluation: { ...evaluation, rows } }, 1400);
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
    const { page } = await open(sample({ rows: 12 }), 718);
    await openTables(page);
    await reveal(page).click();
    await page.emulateMedia({ media: 'print' });
    expect(await overhang(page)).toBe(0);
    await page.close();
  });

  test('shows one drawing of each chart, whatever the width', async () => {
    for (const width of [390, 1400]) {
      const { page } = await open(sample({ rows: 12 }), width);
      const charts = page.getByRole('img', { name: /^Chart: / });
      expect(await charts.count()).toBe(11);
      expect(await page.locator('[role=img] svg:visible').count()).toBe(11);
      await page.close();
    }
  });
});
