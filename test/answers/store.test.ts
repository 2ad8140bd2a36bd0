import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { openSqlite } from '../../src/answers/sqlite.ts';
import { openAnswers } from '../../src/answers/sqlite-store.ts';
import { StoreError } from '../../src/core/errors.ts';
import { keyOf } from '../../src/core/question.ts';
import { testAnswers } from '../contracts/answers.ts';
import { chatAnswer, chatQuestion } from './fixtures/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'specloom-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = () => {
  files += 1;
  return join(folder, `${files}`, 'answers.sqlite');
};

testAnswers('a file', () => openAnswers(newPath()));
testAnswers('memory', memoryAnswers);

const writer = join(import.meta.dirname, 'fixtures/writer.ts');

/** Starts a process that writes answers and prints a line for each acknowledged one. */
function startWriter(path: string, name: string, count: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path, name, String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, lines: createInterface({ input: child.stdout }), ended, errors: () => errors };
}

test('answers survive in the file, for their owner alone', async () => {
  const path = newPath();
  const first = openAnswers(path);
  await first.put(chatQuestion('a'), chatAnswer('x'));
  const modes = readdirSync(join(path, '..')).map((file) => statSync(join(path, '..', file)).mode & 0o777);
  expect(modes.length).toBeGreaterThanOrEqual(3);
  expect(new Set(modes)).toEqual(new Set([0o600]));
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  await first.close();
  const second = openAnswers(path);
  expect(await second.get(keyOf(chatQuestion('a')))).toEqual(chatAnswer('x'));
  await second.close();
});

test('a file that is no database, another database, and a newer store are refused in plain words', async () => {
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'just some notes\n'.repeat(200));
  expect(() => openAnswers(text)).toThrow(/is not an answer store/);
  expect(() => openAnswers(folder)).toThrow(StoreError);

  const foreign = join(folder, 'foreign.sqlite');
  const other = openSqlite(foreign);
  other.exec('CREATE TABLE recipes (name TEXT)');
  other.close();
  expect(() => openAnswers(foreign)).toThrow(/something else.*recipes/);

  const path = newPath();
  await openAnswers(path).close();
  const sql = openSqlite(path);
  sql.exec('PRAGMA user_version = 9');
  sql.close();
  expect(() => openAnswers(path)).toThrow(/has version 9; update Specloom/);
});

test('a full disk is a StoreError with its cause, and loses nothing that was acknowledged', async () => {
  const path = newPath();
  const store = openAnswers(path, { maxPages: 40 });
  const acknowledged: string[] = [];
  const fill = async () => {
    for (let n = 0; ; n += 1) {
      await store.put(chatQuestion(`q${n}`), chatAnswer('x'.repeat(2_000)));
      acknowledged.push(keyOf(chatQuestion(`q${n}`)));
    }
  };
  const error = await fill().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreError);
  expect((error as StoreError).message).toMatch(/disk is full/);
  expect((error as StoreError).cause).toMatchObject({ code: 'SQLITE_FULL' });
  expect(acknowledged.length).toBeGreaterThan(10);

  const many = Array.from({ length: 50 }, (_, n) => ({
    question: chatQuestion(`many${n}`),
    answer: chatAnswer('x'.repeat(2_000)),
  }));
  await expect(store.putAll(many)).rejects.toThrow(/disk is full/);
  expect((await store.stats()).answers).toBe(acknowledged.length);
  await store.close();

  const later = openAnswers(path);
  for (const key of acknowledged) expect(await later.has(key)).toBe(true);
  await later.put(chatQuestion('there is room again'), chatAnswer('x'));
  expect((await later.stats()).answers).toBe(acknowledged.length + 1);
  await later.close();
});

test('every acknowledged answer is there after the writer was killed', async () => {
  const path = newPath();
  const { child, lines, ended } = startWriter(path, 'victim', 100_000);
  const acknowledged: string[] = [];
  for await (const key of lines) {
    acknowledged.push(key);
    if (acknowledged.length === 500) child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  const store = openAnswers(path);
  const missing = [];
  for (const key of acknowledged) if (!(await store.has(key))) missing.push(key);
  expect(missing).toEqual([]);
  await store.put(chatQuestion('writing goes on'), chatAnswer('x'));
  await store.close();
});

test('processes that write at once lose no answer, double none, and all adopt the first one', async () => {
  const path = newPath();
  const count = 800;
  const writers = ['one', 'two', 'three'].map((name) => startWriter(path, name, count));
  const heard = await Promise.all(
    writers.map(async ({ lines, ended, errors }) => {
      const keys = [];
      for await (const key of lines) keys.push(key);
      expect([await ended, errors()]).toEqual([0, '']);
      return keys;
    }),
  );
  expect(heard.map((keys) => keys.length)).toEqual([count * 2, count * 2, count * 2]);
  const store = openAnswers(path);
  const own = 3 * count;
  expect((await store.stats()).answers).toBe(own + count);
  const spent = await store.ledger.spent('shared');
  expect(spent).toMatchObject({ attempts: own, usd: own / 1000, openUsd: 0 });
  await store.close();
});
