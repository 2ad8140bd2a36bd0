import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { main } from '../../src/cli/program.ts';
import { silentIo } from './cli-reference.ts';

/** What commands of the quickstart print, each as a code block. */
export interface QuickstartOutput {
  readonly run: string;
  readonly verify: string;
}

/**
 * What the quickstart prints in a fresh project, and what `verify` says of its dataset. Lines that
 * depend on the clock are left out.
 *
 * @throws Error where one of them does not end well: an error message must not become the documentation.
 */
export async function quickstartOutput(root: string): Promise<QuickstartOutput> {
  const folder = mkdtempSync(join(tmpdir(), 'specloom-quickstart-'));
  try {
    for (const name of ['specs', 'pipelines', 'raw'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    return {
      run: await printedBy(folder, ['run', 'pipelines/quickstart.yaml']),
      verify: await printedBy(folder, ['verify', 'curated/quickstart']),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printedBy(folder: string, words: readonly string[]): Promise<string> {
  const { io, printed, status } = silentIo(folder);
  await main(['node', 'specloom', ...words], io);
  if (status() !== 0)
    throw new Error(`specloom ${words.join(' ')} ended with status ${status()}:\n${printed()}`);
  const lines = stripVTControlCharacters(printed()).split('\n');
  return `\`\`\`text\n${lines
    .filter((line) => !/^ +\d+\/\d+ records, /.test(line))
    .join('\n')
    .trim()}\n\`\`\``;
}
