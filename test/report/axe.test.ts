import { expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { seriousFindings } from './axe.ts';
import { itemsPage } from './items/items-page.ts';
import { sample } from './sample.ts';

describeInChromium('axe', (openText) => {
  test('finds nothing serious in the item browser, open and revealed, on a telephone in the dark', async () => {
    const { page } = await openText(await itemsPage(sample({ rows: 3 })), 390);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Show prompts and responses' }).click();
    await page.getByRole('button', { name: 'Open all on this page' }).click();
    await page.locator('.texts').nth(2).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.close();
  });

  test('finds what is wrong with a page: a field without a name', async () => {
    const { page } = await openText('<!doctype html><html lang="en"><title>a</title><input></html>', 390);
    expect(await seriousFindings(page)).toEqual([expect.stringContaining('label')]);
    await page.close();
  });
});
