import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { groupedBy } from '../../src/answers/grouped.ts';
import { openSqlite } from '../../src/answers/sqlite.ts';
import { openAnswers } from '../../src/answers/sqlite-store.ts';
import { keyOf } from '../../src/core/question.ts';
import { chatAnswer, chatQuestion } from './fixtures/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'specloom-grouped-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const insertOf = (sql: ReturnType<typeof openSqlite>, value: number) => () => {
  sql.run('INSERT INTO numbers VALUES (?)', value);
  if (value < 0) throw new RangeError(`${value}`);
  return value;
};
const numbersIn = (sql: ReturnType<typeof openSqlite>) =>
  sql.all<{ value: number }>('SELECT value FROM numbers ORDER BY rowid').map(({ value }) => value);

test('a work that fails is undone alone, and the others of its group are written once', async () => {
  const sql = openSqlite(join(folder, 'numbers.sqlite'));
  sql.exec('CREATE TABLE numbers (value INTEGER)');
  const works = [1, -2, 3].map((value) => sql.grouped(insertOf(sql, value)));
  expect(await Promise.allSettled(works)).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new RangeError('-2') },
    { status: 'fulfilled', value: 3 },
  ]);
  expect(numbersIn(sql)).toEqual([1, 3]);
  sql.close();
});

test('a file that is locked is waited for once, not once for each work of the group', async () => {
  let tries = 0;
  const { add } = groupedBy(() => {
    tries += 1;
    throw new Error('locked');
  });
  const ended = await Promise.allSettled([1, 2, 3].map((value) => add(() => value)));
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tries).toBe(1);
});

test('a thousand works are done in several transactions, all of them, in their order', async () => {
  let transactions = 0;
  const { add } = groupedBy((work) => {
    transactions += 1;
    return work();
  });
  const done: number[] = [];
  const values = await Promise.all(Array.from({ length: 1_000 }, (_, at) => add(() => done.push(at))));
  expect(values).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 1));
  expect(done).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
  expect(transactions).toBeGreaterThan(5);
  expect(transactions).toBeLessThan(100);
});

test('works that wait are done before the file is closed, and none after', async () => {
  const path = join(folder, 'closing.sqlite');
  const sql = openSqlite(path);
  sql.exec('CREATE TABLE numbers (value INTEGER)');
  const before = sql.grouped(insertOf(sql, 1));
  sql.close();
  await expect(before).resolves.toBe(1);
  await expect(sql.grouped(insertOf(sql, 2))).rejects.toThrow(/closed/);
  const again = openSqlite(path);
  expect(numbersIn(again)).toEqual([1]);
  again.close();
});

test('an answer whose charge is being written when the store is closed is kept', async () => {
  const path = join(folder, 'paid.sqlite');
  const store = openAnswers(path);
  const question = chatQuestion('paid');
  const key = keyOf(question);
  const attempt = await store.ledger.reserve({
    ...{ scope: 'run', key, questions: 1, to: question.to, server: 'one', reserveUsd: 0.01 },
  });
  const kept = store.ledger
    .settle(attempt!, { outcome: 'answer', chargedUsd: 0.005, usage: null })
    .then(() => store.put(question, chatAnswer('It is free.')));
  await store.close();
  await expect(kept).resolves.toMatchObject({ finish: 'stop' });
  const again = openAnswers(path);
  expect(await again.has(key)).toBe(true);
  expect((await again.ledger.spent('run')).openUsd).toBe(0);
  await again.close();
});
