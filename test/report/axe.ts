import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds serious or critical in a page as it stands, by all its rules or by some of them; each with the first
 * element that it concerns.
 */
export async function seriousFindings(page: Page, ...rules: readonly string[]): Promise<readonly string[]> {
  // Pages run no script but their own; what the browser is told to evaluate is none of the page's.
  await page.evaluate(source);
  const options = { resultTypes: ['violations'], ...(rules.length === 0 ? {} : { runOnly: rules }) };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}, first ${nodes[0]?.html.slice(0, 200)})`);
}
