import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { rehearseCommand } from '../../src/cli/rehearse.ts';
import { rehearsalModels } from '../../src/core/rehearsal-models.ts';

const root = join(import.meta.dirname, '../..');
const script = `
import { rehearseCommand } from './src/cli/rehearse.ts';
const io = { cwd: '.', env: {}, live: false, out: (text) => process.stdout.write(text), note: () => {}, exit: () => {} };
await rehearseCommand(io).parseAsync(process.argv.slice(1), { from: 'user' });
`;

function start(...args: string[]): { child: ChildProcess; firstLine: Promise<string> } {
  const command = ['--import', 'tsx', '--input-type=module', '-e', script, '--', ...args];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const firstLine = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', () => reject(new Error(`ended before it listened: ${text}`)));
  });
  return { child, firstLine };
}

test('the command prints its address, answers there, and ends with status 0 at SIGTERM', async () => {
  const { child, firstLine } = start('--port', '0');
  const line = await firstLine;
  expect(line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\/v1\n$/);
  const models = (await (await fetch(`${line.trim().replace('listening on ', '')}/models`)).json()) as {
    data: unknown[];
  };
  expect(models.data).toHaveLength(rehearsalModels.length + 1);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('with --json, the address is a JSON document', async () => {
  const { child, firstLine } = start('--json', '--misbehave', '0');
  expect(JSON.parse(await firstLine)).toMatchObject({
    url: expect.stringMatching(/^http/),
    model: 'default',
  });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

const silent: Io = { cwd: '.', env: {}, live: false, out: () => {}, note: () => {}, exit: () => {} };

test.each([
  [['--port', '70000'], /port from 0 to 65535/],
  [['--port', 'x'], /port from 0 to 65535/],
  [['--misbehave', '1.5'], /share from 0 to 1/],
])('%j is refused with what was expected', async (args, message) => {
  const command = rehearseCommand(silent)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const refused = command.parseAsync(args, { from: 'user' });
  await expect(refused).rejects.toThrow(CommanderError);
  await expect(refused).rejects.toThrow(message);
});
