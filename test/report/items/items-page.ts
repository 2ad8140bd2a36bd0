import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import type { ReportData } from '../../../src/report/index.ts';
import { itemsStyle } from '../../../src/report/items/style.ts';
import { html } from '../../../src/report/markup.ts';
import { pageText } from '../../../src/report/page.ts';
import { contentPolicy, script } from '../../../src/report/script.ts';
import { items } from '../../../src/report/sections/items.ts';
import { style } from '../../../src/report/style.ts';
import { type Table, table } from '../../../src/report/table.ts';

/** A page that holds the items of a report, and tables of the test's own. */
export const itemsPage = (data: ReportData, ...tables: readonly Table[]): Promise<string> =>
  pageText({
    title: 'Items',
    style: `${style}${itemsStyle}`,
    contentPolicy,
    header: html`<h1>Items</h1>`,
    contents: { items: 'Items' },
    sections: [...tables.map(table), items(data)],
    footer: 'End.',
    script,
  });

/** Rows of the CSV that a button saves, and the name of its file. */
export async function savedBy(
  page: Page,
  button: string | RegExp,
): Promise<{ name: string; rows: string[][] }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await coming;
  const rows: string[][] = parse(readFileSync(await download.path(), 'utf8'), { bom: true });
  return { name: download.suggestedFilename(), rows };
}
