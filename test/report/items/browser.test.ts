import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { columns, type Table } from '../../../src/report/table.ts';
import { describeInChromium } from '../../support/chromium.ts';
import { hostileSample, hostileTexts } from '../hostile.ts';
import { sample } from '../sample.ts';
import { several } from '../several.ts';
import { itemsPage, savedBy } from './items-page.ts';

const one = sample({ rows: 120 });
const rows = one.evaluations[0]!.rows;
/** The page that most tests open, drawn once. */
const pageOfOne = itemsPage(one);

describeInChromium('the item browser', (openText) => {
  const open = async (data = one, width = 1400, ...tables: readonly Table[]) => {
    const text = data === one && tables.length === 0 ? pageOfOne : itemsPage(data, ...tables);
    const opened = await openText(await text, width);
    opened.page.setDefaultTimeout(5000);
    await opened.page.locator('tr.row').first().waitFor();
    return opened;
  };
  const said = (page: Page, words: string) =>
    expect.poll(() => page.locator('#items-listed').textContent()).toBe(words);
  const ids = (page: Page): Promise<string[]> => page.locator('tr.row button.open').allTextContents();
  const reveal = (page: Page) => page.getByRole('button', { name: 'Show prompts and responses' }).click();
  const search = (page: Page) => page.getByLabel('Search', { exact: true });
  const choose = (page: Page, label: string, value: string) =>
    page.getByLabel(label, { exact: true }).selectOption(value);

  test('lists 50 rows on a page, and goes through the pages by button and by key', async () => {
    const { page } = await open();
    await said(page, 'Rows 1–50 of 120.');
    expect(await ids(page)).toEqual(rows.slice(0, 50).map(({ item }) => item));
    await page.getByRole('button', { name: 'Next page' }).click();
    await said(page, 'Rows 51–100 of 120.');
    expect(await ids(page)).toEqual(rows.slice(50, 100).map(({ item }) => item));
    await page.keyboard.press('ArrowRight');
    await said(page, 'Rows 101–120 of 120.');
    expect(await page.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    await said(page, 'Rows 1–50 of 120.');
    await page.close();
  });

  test('filters by what is chosen, counts what is left, and clears again', async () => {
    const { page } = await open();
    await choose(page, 'Scenario', 'library');
    const library = rows.filter(({ scenario }) => scenario === 'library');
    await said(page, `Rows 1–50 of ${library.length} that pass; 120 in all.`);
    await choose(page, 'Spec', 'library/s1');
    await choose(page, 'Verdict', 'NO');
    const breach = library.filter(({ verdicts }) => verdicts.s1 === 'NO').map(({ item }) => item);
    await expect.poll(() => ids(page)).toEqual(breach);
    await choose(page, 'Scenario', 'travel');
    expect(await page.getByLabel('Spec', { exact: true }).inputValue()).toBe('');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await said(page, 'Rows 1–50 of 120.');
    await page.getByLabel('Unscored only').check();
    await expect
      .poll(() => ids(page))
      .toEqual(rows.filter(({ score }) => score.sar === null).map(({ item }) => item));
    await page.close();
  });

  test('searches names always, and texts only while they are shown', async () => {
    const { page } = await open();
    await search(page).fill('in lisbon');
    await said(page, 'None of 120 rows passes.');
    await search(page).fill(rows[7]!.item.slice(0, 8).toUpperCase());
    await said(page, 'Rows 1–1 of 1 that pass; 120 in all.');
    await reveal(page);
    await search(page).fill('in lisbon');
    const lisbon = rows.filter(({ prompt }) => prompt.includes('in Lisbon'));
    await said(page, `Rows 1–${lisbon.length} of ${lisbon.length} that pass; 120 in all.`);
    await page.getByRole('button', { name: 'Hide prompts and responses' }).click();
    await said(page, 'None of 120 rows passes.');
    expect(page.url()).not.toContain('lisbon');
    await page.close();
  });

  test('opens the verdicts, rules and scores of one item without its texts', async () => {
    const { page } = await open(one, 390);
    const item = page.locator('button.open').nth(3);
    await item.click();
    expect(await item.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.verdict:visible').allTextContents()).toEqual(
      Object.values(rows[3]!.verdicts),
    );
    expect(await page.locator('.rule:visible').first().textContent()).toBe(
      one.dataset.scenarios.find(({ id }) => id === rows[3]!.scenario)!.safety[0]!.text,
    );
    await page.getByText(`Lineage: ${rows[3]!.lineage}`).waitFor();
    expect(await page.locator('.text, .excerpt').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(rows[4]!.item);
    await item.click();
    expect(await page.locator('.verdict').count()).toBe(0);
    await page.close();
  });

  test('says of an unknown score where it lies, and of a missing response that there is none', async () => {
    const lost = rows.findIndex(({ finish }) => finish === null);
    const { page } = await open();
    await reveal(page);
    await page.locator('button.open').nth(lost).click();
    await page.getByText('There is no response.').waitFor();
    expect(await page.locator('.inside').getByText('unknown (within 0.00–1.00)').count()).toBe(3);
    await page.close();
  });

  test('shows both forms of an item one behind the other, and finds them by split and label', async () => {
    const both = sample({ rows: 6, both: true });
    const { page } = await open(both);
    await said(page, 'Rows 1–12 of 12.');
    expect(await page.locator('section p').first().textContent()).toContain('6 items, asked 12 times in all');
    const cells = page.locator('tr.row').first().locator('td');
    expect((await cells.allTextContents()).slice(1, 3)).toEqual(['original', 'prompt']);
    await choose(page, 'Label or split', 'control');
    await said(page, 'Rows 1–2 of 2 that pass; 12 in all.');
    await choose(page, 'Label or split', 'label safe');
    await said(page, 'Rows 1–4 of 4 that pass; 12 in all.');
    await page.close();
  });

  test('has a column of SAR for each of several models, and finds where they disagree', async () => {
    const data = several({ rows: 30, models: 3, judged: false });
    const { page } = await open(data);
    const heads = await page.locator('#items-list thead th').allTextContents();
    expect(heads.slice(-3)).toEqual(data.evaluations.map(({ name }) => `SAR of ${name}`));
    await page.getByLabel('Models disagree').check();
    const split = data.evaluations[0]!.rows.filter((_, at) => {
      const safety = data.evaluations.map(({ rows }) => rows[at]!.score.safety);
      return safety.includes(0) && safety.includes(1);
    });
    expect(split.length).toBeGreaterThan(0);
    await expect.poll(() => ids(page)).toEqual(split.map(({ item }) => item));
    await page.locator('button.open').first().click();
    expect(await page.locator('.verdict').count()).toBe(3 * 21);
    await page.close();
  });

  test('opens the item and the filters that the address names, and keeps both there', async () => {
    const { page } = await open();
    const at = 77;
    await page.evaluate(`location.hash = 'item=${rows[at]!.item}'`);
    await said(page, 'Rows 51–100 of 120.');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(rows[at]!.item);
    expect(await page.locator('.inside:visible').count()).toBe(1);
    await page.evaluate(`location.hash = 'scenario=library&page=2'`);
    await said(page, 'Rows 51–60 of 60 that pass; 120 in all.');
    expect(await page.getByLabel('Scenario', { exact: true }).inputValue()).toBe('library');
    await choose(page, 'Verdict', 'NO');
    await expect.poll(() => page.url()).toMatch(/#scenario=library&verdict=NO$/);
    await page.locator('button.open').nth(2).click();
    const [, , third] = await ids(page);
    await page.getByText('Link to this item').click();
    await expect.poll(() => page.url()).toMatch(new RegExp(`#item=${third}&scenario=library&verdict=NO$`));
    await page.evaluate(`location.hash = 'item=nowhere'`);
    await said(page, 'This report has no item of the id that the address names.');
    await page.close();
  });

  test('saves what passes as CSV: ids, scores and verdicts, and texts only while they are shown', async () => {
    const { page } = await open();
    await choose(page, 'Scenario', 'travel');
    const travel = rows.filter(({ scenario }) => scenario === 'travel');
    const hidden = await savedBy(page, /^CSV: items/);
    expect(hidden.name).toBe('quickstart-items.csv');
    expect(hidden.rows).toHaveLength(travel.length + 1);
    const line = Object.fromEntries(hidden.rows[0]!.map((head, at) => [head, hidden.rows[1]![at]]));
    expect(line).toMatchObject({
      ...{ item: travel[0]!.item, model: 'acme/assistant-2', SAR: String(travel[0]!.score.sar) },
      verdicts: Object.entries(travel[0]!.verdicts)
        .map((pair) => pair.join(' '))
        .join('; '),
    });
    expect(hidden.rows.flat()).not.toContain(travel[0]!.prompt);
    const unknown = hidden.rows[1 + travel.findIndex(({ score }) => score.sar === null)]!;
    expect(unknown.slice(9, 13)).toEqual(['', '0', '1', '']);
    await reveal(page);
    const shown = await savedBy(page, /^CSV: items/);
    expect(shown.rows[1]!.slice(-3)).toEqual([
      travel[0]!.prompt,
      travel[0]!.variant ?? '',
      travel[0]!.response,
    ]);
    await page.close();
  });

  test('saves every other table as shown, with raw values beside, and no cell is a formula', async () => {
    const share: Table = {
      caption: 'Shares: =by model',
      columns: columns('model', 'SAR', 'items'),
      rows: [
        ['=1+1', { shown: '51.2\u{A0}%', value: 0.51234 }, '1,271'],
        ['@other', { shown: 'unknown', value: null }, 7],
      ],
    };
    const { page } = await open(one, 1400, share);
    const { name, rows: saved } = await savedBy(page, 'CSV: Shares: =by model');
    expect(name).toBe('shares-by-model.csv');
    expect(saved).toEqual([
      ['model', 'SAR', 'SAR (raw)', 'items'],
      ["'=1+1", '51.2\u{A0}%', '0.51234', '1,271'],
      ["'@other", 'unknown', '', '7'],
    ]);
    await page.close();
  });

  test('takes hostile names and texts for texts, in filters, in the list, in the address and in CSV', async () => {
    const { page, complaints } = await open(hostileSample());
    const before = await page.title();
    for (const tactic of hostileTexts.slice(0, 7)) {
      await choose(page, 'Tactic', tactic);
      await expect.poll(() => page.locator('tr.row').count()).toBe(10);
    }
    await reveal(page);
    const { rows: saved } = await savedBy(page, /^CSV: items/);
    expect(saved).toHaveLength(11);
    await page.reload();
    await said(page, 'Rows 1–10 of 10 that pass; 40 in all.');
    expect(await page.title()).toBe(before);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('is a list of cards on a telephone, where each value says what it is', async () => {
    const { page, overhang } = await open(one, 390);
    await page.getByRole('button', { name: 'Open all on this page' }).click();
    expect(await overhang()).toBe(0);
    const list = page.locator('#items-list');
    expect(await list.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    const label = await page.evaluate(
      "getComputedStyle(document.querySelector('tr.row td'), '::before').content",
    );
    expect(label).toBe('"scenario"');
    await page.close();
  });
});
