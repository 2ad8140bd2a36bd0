import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { main } from '../../src/cli/program.ts';
import { silentIo } from './cli-reference.ts';

/** What the quickstart prints in a fresh project, as a code block. Lines that depend on the clock are left out. */
export async function quickstartOutput(root: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'specloom-quickstart-'));
  try {
    for (const name of ['specs', 'pipelines', 'raw'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    const { io, printed } = silentIo(folder);
    await main(['node', 'specloom', 'run', 'pipelines/quickstart.yaml'], io);
    const lines = stripVTControlCharacters(printed()).split('\n');
    return `\`\`\`text\n${lines
      .filter((line) => !/^ +\d+\/\d+ records, /.test(line))
      .join('\n')
      .trim()}\n\`\`\``;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
