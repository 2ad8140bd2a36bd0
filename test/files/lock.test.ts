import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { acquireLock } from '../../src/files/index.ts';
import { deadPid, scratch } from './scratch.ts';

const owner = (pid: number, host = hostname()): string => JSON.stringify({ pid, host });

test('a lock names its process, is refused while held, and is gone when released', () => {
  using folder = scratch();
  const path = join(folder.path, 'runs/lock');
  const lock = acquireLock(path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
  expect(() => acquireLock(path)).toThrow(new RegExp(`held by process ${process.pid}.*wait for it to end`));
  lock.release();
  lock.release();
  expect(readdirSync(join(folder.path, 'runs'))).toEqual([]);
  acquireLock(path).release();
});

test('releasing late does not take the lock from its next holder', () => {
  using folder = scratch();
  const path = join(folder.path, 'lock');
  const first = acquireLock(path);
  first.release();
  const second = acquireLock(path);
  first.release();
  expect(existsSync(path)).toBe(true);
  second.release();
});

test('the lock of a running process is refused with its number and what to do', () => {
  using folder = scratch();
  const path = join(folder.path, 'lock');
  writeFileSync(path, owner(process.ppid));
  expect(() => acquireLock(path)).toThrow(UsageError);
  expect(() => acquireLock(path)).toThrow(`kill ${process.ppid}`);
});

test('a lock from another machine is refused, since nobody here can tell whether it is in use', () => {
  using folder = scratch();
  const path = join(folder.path, 'lock');
  writeFileSync(path, owner(deadPid, 'elsewhere'));
  expect(() => acquireLock(path)).toThrow(/on elsewhere.*remove the file/);
});

test.each([
  ['a process that is gone', owner(deadPid)],
  ['an earlier process that had our number', owner(process.pid)],
  ['a process that a power cut kept from writing', ''],
])('the lock of %s is taken over', (_, content) => {
  using folder = scratch();
  const path = join(folder.path, 'lock');
  writeFileSync(path, content);
  writeFileSync(`${path}.takeover`, content);
  const lock = acquireLock(path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
  expect(readdirSync(folder.path)).toEqual([]);
});

test('of several processes that find the same leftover, exactly one gets the lock', async () => {
  using folder = scratch();
  const path = join(folder.path, 'lock');
  writeFileSync(path, owner(deadPid));
  const racers = Array.from({ length: 4 }, () => race(path));
  try {
    await Promise.all(racers.map(({ ready }) => ready));
    for (const { child } of racers) child.stdin!.write('go\n');
    const results = await Promise.all(racers.map(({ result }) => result));
    expect(results.sort()).toEqual(['held', 'refused', 'refused', 'refused']);
  } finally {
    for (const { child } of racers) child.kill('SIGKILL');
  }
  await Promise.all(racers.map(({ ended }) => ended));
  acquireLock(path).release();
});

/** A process that tries to take a lock when told to, says how it went, and keeps it until it is killed. */
function race(path: string): {
  child: ChildProcess;
  ready: Promise<unknown>;
  result: Promise<string>;
  ended: Promise<unknown>;
} {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', resolve(import.meta.dirname, 'lock-racer.ts'), path],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let said = '';
  const heard = (what: RegExp): Promise<string> =>
    new Promise((done, failed) => {
      const listen = (): void => {
        const found = what.exec(said)?.[1];
        if (found !== undefined) done(found);
      };
      child.stdout!.on('data', listen);
      child.once('exit', () => failed(new Error('a racer ended early')));
      listen();
    });
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { child, ready: heard(/(ready)\n/), result: heard(/(held|refused)\n/), ended: once(child, 'exit') };
}
