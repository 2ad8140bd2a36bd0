import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { renderReport } from '../../src/report/index.ts';
import { largeSample, prose } from '../../test/report/large-sample.ts';
import { launchChromium, withoutChromium } from '../../test/support/chromium.ts';
import { medianMs } from '../measure.ts';

/**
 * How long a report of 1,500 items and five models takes from the address to the first rows of its list, against a page
 * of as many bytes of plain text in Chromium. The ratio is what to compare; milliseconds depend on the machine.
 */
export async function run(): Promise<void> {
  if (withoutChromium !== undefined) {
    process.stdout.write(`report: skipped: ${withoutChromium}\n`);
    return;
  }
  const report = await renderReport(largeSample());
  const bytes = Buffer.byteLength(report);
  const folder = mkdtempSync(join(tmpdir(), 'specloom-report-'));
  const browser = await launchChromium();
  try {
    const plainMs = await openingMs(browser, folder, plainPage(bytes), 'p:last-child');
    const reportMs = await openingMs(browser, folder, report, 'tr.row');
    process.stdout.write(
      `report: ${(bytes / 1e6).toFixed(1)} MB, list after ${reportMs.toFixed(0)} ms, a page of as much plain text ${plainMs.toFixed(0)} ms, ratio ${(reportMs / plainMs).toFixed(2)}\n`,
    );
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Paragraphs of 2 kB, as many as make so many bytes. */
function plainPage(bytes: number): string {
  const paragraphs = Array.from(
    { length: Math.floor(bytes / 2000) },
    (_, at) => `<p>${prose(1992, 'plain', at)}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain</title>${paragraphs.join('\n')}`;
}

/** From the address to an element, in a page of its own each time. */
async function openingMs(browser: Browser, folder: string, text: string, until: string): Promise<number> {
  const path = join(folder, 'page.html');
  writeFileSync(path, text);
  return medianMs(5, async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    await page.locator(until).first().waitFor({ state: 'attached' });
    await page.close();
  });
}
