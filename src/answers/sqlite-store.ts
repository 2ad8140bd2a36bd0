import { setImmediate as turn } from 'node:timers/promises';
import { type PendingReason, StoreError } from '../core/errors.ts';
import { canonicalJson } from '../core/json.ts';
import { type Answer, type Key, keyOf } from '../core/question.ts';
import { openSqlite, type Sql } from './sqlite.ts';
import { sqliteLedger } from './sqlite-ledger.ts';
import {
  type AnswerRow,
  answerColumns,
  answerOf,
  insertAnswer,
  insertValues,
  type NewRow,
  type QuestionRow,
  questionOf,
  rowOf,
} from './sqlite-rows.ts';
import { prepareSchema } from './sqlite-schema.ts';
import type { Selection, StatsRow, Store } from './store.ts';

/** A pending question may have been answered since, by a batch or another process. */
const unanswered = 'NOT EXISTS (SELECT 1 FROM answers WHERE answers.key = pending.key)';

/** Rows read at a time where many are: no statement stays open between steps, so no lock does. */
const pageRows = 500;

/** Answers by a JSON list of keys: one statement for any number of them. */
const manyAnswers = `SELECT ${answerColumns} FROM answers WHERE key IN (SELECT value FROM json_each(?))`;

/**
 * Opens the answer store in a file, and makes it where there is none. Several processes may have it
 * open at once. `maxPages` bounds the file, for tests of a full disk.
 *
 * @throws StoreError when it cannot be opened, is no answer store, or is of a newer version.
 */
export function openAnswers(path: string, options: { readonly maxPages?: number } = {}): Store {
  const sql = openSqlite(path);
  try {
    prepareSchema(sql, path);
    if (options.maxPages !== undefined) sql.get(`PRAGMA max_page_count = ${options.maxPages}`);
  } catch (error) {
    sql.close();
    throw error;
  }

  const read = (key: Key) => sql.get<AnswerRow>(`SELECT ${answerColumns} FROM answers WHERE key = ?`, key);
  const insert = (row: NewRow): boolean => sql.run(insertAnswer, ...insertValues(row)) > 0;

  return {
    async get(key) {
      const row = read(key);
      return row && answerOf(row);
    },
    async getMany(keys) {
      const found = new Map<Key, Answer>();
      for (let at = 0; at < keys.length; at += pageRows) {
        const page = JSON.stringify(keys.slice(at, at + pageRows));
        for (const row of sql.all<AnswerRow>(manyAnswers, page)) found.set(row.key, answerOf(row));
        await turn();
      }
      return found;
    },
    async has(key) {
      return sql.get('SELECT 1 FROM answers WHERE key = ?', key) !== undefined;
    },
    async put(question, answer) {
      const key = keyOf(question);
      const row = rowOf(question, answer, key);
      const stored = await sql.grouped(() => (insert(row) ? row : read(key)));
      if (!stored) throw new StoreError(`answer store ${path}: ${key} was written and is not there`);
      return answerOf(stored);
    },
    async putAll(entries) {
      return sql.immediate(() => {
        let added = 0;
        for (const { question, answer } of entries)
          if (insert(rowOf(question, answer, keyOf(question)))) added += 1;
        return added;
      });
    },

    async stats() {
      const rows = sql.all<StatsRow>(
        `SELECT kind, addressee AS "to", by, count(*) AS answers, total(input_tokens) AS inputTokens,
           total(output_tokens) AS outputTokens, count(*) - count(input_tokens) AS withoutUsage
           FROM answers GROUP BY kind, addressee, by ORDER BY kind, addressee, by`,
      );
      const pending = sql.all<{ reason: string; count: number }>(
        `SELECT reason, count(*) AS count FROM pending WHERE ${unanswered}
           GROUP BY reason ORDER BY reason`,
      );
      return {
        answers: rows.reduce((sum, row) => sum + row.answers, 0),
        pending: Object.fromEntries(pending.map(({ reason, count }) => [reason, count])),
        rows,
      };
    },

    async *entries(selection = {}) {
      const chosen = selectionFilter(selection);
      for await (const row of pages<AnswerRow & QuestionRow>(
        sql,
        `SELECT * FROM answers WHERE ${whereOf(selection)}`,
        [selection.kind ?? null, selection.to ?? null],
      ))
        if (chosen(row.key)) yield { key: row.key, question: questionOf(row), answer: answerOf(row) };
    },

    async forget(selection) {
      const where = `DELETE FROM answers WHERE ${whereOf(selection)}`;
      const values = [selection.kind ?? null, selection.to ?? null];
      const { keys } = selection;
      if (keys === undefined) return sql.run(where, ...values);
      return sql.immediate(() =>
        keys.reduce((count, key) => count + sql.run(`${where} AND key = ?3`, ...values, key), 0),
      );
    },

    async notePending(questions, reason, scope) {
      sql.immediate(() => {
        for (const question of questions)
          sql.run(
            `INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, scope = excluded.scope`,
            ...[keyOf(question), question.kind, question.to, question.draw],
            ...[canonicalJson(question.body), reason, scope],
          );
      });
    },
    async *pendingQuestions(scope) {
      const open = `SELECT * FROM pending WHERE ${unanswered} AND (?1 IS NULL OR scope = ?1)`;
      for await (const row of pages<QuestionRow & { reason: string; scope: string }>(sql, open, [
        scope ?? null,
      ]))
        yield {
          key: row.key,
          question: questionOf(row),
          reason: row.reason as PendingReason,
          scope: row.scope,
        };
    },
    async clearPending(scope) {
      sql.run('DELETE FROM pending WHERE scope = ?', scope);
    },

    ledger: sqliteLedger(sql),
    async close() {
      // An answer whose charge is being written is handed in as soon as that is: it is paid for.
      await turn();
      sql.close();
    },
  };
}

const whereOf = ({ kind, to }: Selection): string =>
  `${kind === undefined ? '?1 IS NULL' : 'kind = ?1'} AND ${to === undefined ? '?2 IS NULL' : 'addressee = ?2'}`;

function selectionFilter({ keys }: Selection): (key: Key) => boolean {
  if (keys === undefined) return () => true;
  const chosen = new Set(keys);
  return (key) => chosen.has(key);
}

/** All rows of a query in the order of their keys, a page at a time. The query ends in a WHERE clause. */
async function* pages<Row extends { key: string }>(
  sql: Sql,
  query: string,
  values: readonly (string | null)[],
): AsyncGenerator<Row> {
  const place = values.length + 1;
  let after = '';
  for (;;) {
    const rows = sql.all<Row>(
      `${query} AND key > ?${place} ORDER BY key LIMIT ${pageRows}`,
      ...values,
      after,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return;
    after = last.key;
  }
}
