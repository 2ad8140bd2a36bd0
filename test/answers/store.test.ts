import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
import { chatAnswer, chatQuestion, embedQuestion, vectorAnswer } from './fixtures/samples.ts';

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

test('a store of version 1 keeps its answers and its ledger, and notes pending questions anew', async () => {
  const path = newPath();
  const question = chatQuestion('a');
  const key = keyOf(question);
  mkdirSync(join(path, '..'), { recursive: true });
  const old = openSqlite(path);
  // The tables as version 1 made them.
  old.exec(`
    CREATE TABLE answers (
      key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
      question TEXT NOT NULL, answer TEXT NOT NULL, finish TEXT NOT NULL, by TEXT NOT NULL,
      input_tokens INTEGER, output_tokens INTEGER, latency_ms REAL
    );
    CREATE TABLE pending (
      key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
      question TEXT NOT NULL, reason TEXT NOT NULL
    );
    CREATE TABLE ledger (
      attempt INTEGER PRIMARY KEY, scope TEXT NOT NULL, key TEXT NOT NULL, questions INTEGER NOT NULL,
      addressee TEXT NOT NULL, server TEXT NOT NULL, outcome TEXT, status INTEGER,
      reserved_nano_usd INTEGER, charged_nano_usd INTEGER, input_tokens INTEGER, output_tokens INTEGER
    );
    CREATE TABLE ledger_total (
      scope TEXT PRIMARY KEY, nano_usd INTEGER NOT NULL, open_nano_usd INTEGER NOT NULL,
      attempts INTEGER NOT NULL, faults INTEGER NOT NULL, unpriced INTEGER NOT NULL,
      input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO pending VALUES ('${'b'.repeat(64)}', 'chat', 'local/m', '', '{"messages":[]}', 'budget');
    INSERT INTO ledger_total VALUES ('run', 500000000, 0, 7, 1, 0, 10, 20);
    PRAGMA user_version = 1;
  `);
  old.run(
    `INSERT INTO answers VALUES (?, 'chat', 'local/m', '', ?, '{"text":"x"}', 'stop', 'local/m-2025', 3, 5, 12)`,
    ...[key, JSON.stringify(question.body)],
  );
  old.close();

  const store = openAnswers(path);
  expect(await store.get(key)).toEqual(chatAnswer('x'));
  expect(await store.ledger.spent('run')).toMatchObject({ usd: 0.5, attempts: 7, faults: 1 });
  expect((await store.stats()).pending).toEqual({});
  await store.notePending([chatQuestion('c')], 'server', 'run');
  await store.close();
  const again = openAnswers(path);
  expect((await again.stats()).pending).toEqual({ server: 1 });
  await again.close();
});

test('a store of version 2 gives back the vectors that it has in JSON, and takes new ones as bytes', async () => {
  const path = newPath();
  mkdirSync(join(path, '..'), { recursive: true });
  const old = openSqlite(path);
  // The tables as version 2 made them.
  old.exec(`
    CREATE TABLE answers (
      key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
      question TEXT NOT NULL, answer TEXT NOT NULL, finish TEXT NOT NULL, by TEXT NOT NULL,
      input_tokens INTEGER, output_tokens INTEGER, latency_ms REAL
    );
    CREATE TABLE pending (
      key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
      question TEXT NOT NULL, reason TEXT NOT NULL, scope TEXT NOT NULL
    );
    CREATE TABLE ledger (attempt INTEGER PRIMARY KEY);
    CREATE TABLE ledger_total (scope TEXT PRIMARY KEY) WITHOUT ROWID;
    PRAGMA user_version = 2;
  `);
  const write = (text: string, answer: string, finish: string) =>
    old.run(
      `INSERT INTO answers VALUES (?, 'embed', 'local/e', '', ?, ?, ?, 'local/m-2025', 3, 5, 12)`,
      ...[keyOf(embedQuestion(text)), JSON.stringify({ text }), answer, finish],
    );
  write('a', '{"vector":"AACAPwAAAAA="}', 'stop');
  write('b', '{"vector":""}', 'rejected');
  write('c', '{"vector":"AACA"}', 'stop');
  old.close();

  const first = openAnswers(path);
  await first.put(embedQuestion('d'), vectorAnswer([0.25]));
  expect(await first.put(embedQuestion('a'), vectorAnswer([9]))).toEqual(vectorAnswer([1, 0]));
  await first.close();
  const store = openAnswers(path);
  const keys = ['a', 'b', 'd'].map((text) => keyOf(embedQuestion(text)));
  expect([...(await store.getMany(keys))].sort()).toEqual(
    [
      [keys[0], vectorAnswer([1, 0])],
      [keys[1], vectorAnswer([], { finish: 'rejected' })],
      [keys[2], vectorAnswer([0.25])],
    ].sort(),
  );
  const half = keyOf(embedQuestion('c'));
  await expect(store.get(half)).rejects.toThrow(`answers forget --key ${half}`);
  await store.close();
});

test('a vector takes four bytes a value in the file, and stands in no text', async () => {
  const path = newPath();
  const store = openAnswers(path);
  await store.put(embedQuestion('a'), vectorAnswer([1, 0, 0.5]));
  await store.close();
  const sql = openSqlite(path);
  expect(sql.all('SELECT answer, typeof(vector) AS type, hex(vector) AS bytes FROM answers')).toEqual([
    { answer: 'null', type: 'blob', bytes: '0000803F000000000000003F' },
  ]);
  sql.close();
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
