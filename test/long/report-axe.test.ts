import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { renderAttackReport } from '../../src/report/attack/index.ts';
import { renderCurationReport } from '../../src/report/curation/index.ts';
import { renderDedupReport } from '../../src/report/dedup/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { attackPageSample } from '../report/attack-sample.ts';
import { seriousFindings } from '../report/axe.ts';
import { curationSample } from '../report/curation-sample.ts';
import { dedupSample } from '../report/dedup-sample.ts';
import { methodsSample } from '../report/methods-sample.ts';
import { sample } from '../report/sample.ts';
import { several } from '../report/several.ts';
import { describeInChromium } from '../support/chromium.ts';

/** Every kind of page that there is. */
const pages: Readonly<Record<string, () => Promise<string>>> = {
  'a report of one model': () => renderReport(sample({ rows: 10, both: true })),
  'a report of five models': () => renderReport(several({ rows: 10 })),
  'a report of methods': () =>
    renderReport(
      methodsSample({
        rows: 10,
        methods: ['vanilla', 'best-of-n', 'align3', 'align3-none', 'align3-within-900'],
      }),
    ),
  'the page of a curation': () => renderCurationReport(curationSample()),
  'the page of an attack': () => renderAttackReport(attackPageSample()),
  'the page of a selection': () => renderDedupReport(dedupSample()),
};

/** What a reader opens: a row of the list with its texts. */
async function openAll(page: Page): Promise<void> {
  if ((await page.locator('#items-finder').count()) === 0) return;
  await page.getByRole('button', { name: 'Show prompts and responses' }).click();
  await page.locator('tr.row').first().waitFor();
  for (const row of (await page.locator('button.open').all()).slice(0, 1)) await row.click();
  await page.locator('.texts').first().waitFor();
  for (const line of await page.locator('.passes > summary').all()) await line.click();
}

describeInChromium('axe finds nothing serious', (openText) => {
  for (const [kind, render] of Object.entries(pages))
    for (const width of [390, 1400])
      test(`in ${kind} at ${width} px, light and dark`, async () => {
        const { page, openTables } = await openText(await render(), width);
        await openTables();
        await openAll(page);
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await seriousFindings(page)).toEqual([]);
        // Nothing but colours is another in the dark.
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await seriousFindings(page, 'color-contrast')).toEqual([]);
        await page.close();
      });
});
