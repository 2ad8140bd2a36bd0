import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { medianMs } from './measure.ts';

const cli = resolve(import.meta.dirname, '../dist/cli/main.js');

/** How long `specloom --help` takes, against a Node process that does nothing. */
export async function run(): Promise<void> {
  if (!existsSync(cli)) throw new Error('dist/ is missing; run npm run build first');
  const node = (...argv: string[]) => execFileSync(process.execPath, argv, { stdio: 'ignore' });
  const bareMs = await medianMs(15, () => node('-e', ''));
  const helpMs = await medianMs(15, () => node(cli, '--help'));
  const ratio = (helpMs / bareMs).toFixed(2);
  process.stdout.write(
    `startup: specloom --help ${helpMs.toFixed(0)} ms, bare node ${bareMs.toFixed(0)} ms, ratio ${ratio}\n`,
  );
}
