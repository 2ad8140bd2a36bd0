import { type PendingReason, StoreError } from '../core/errors.ts';
import { canonicalJson, type Json, type JsonObject } from '../core/json.ts';
import {
  type Answer,
  type Finish,
  type Key,
  keyOf,
  type Question,
  type QuestionKind,
} from '../core/question.ts';
import { openSqlite, type Sql } from './sqlite.ts';
import { ledgerSchema, sqliteLedger } from './sqlite-ledger.ts';
import type { Selection, StatsRow, Store } from './store.ts';

/**
 * Raised when the tables change; an older store is brought up to it, one of a newer version is
 * refused, not guessed at. Version 2: pending questions say which run they belong to.
 */
const schemaVersion = 2;

const pendingSchema = `
  CREATE TABLE pending (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
    question TEXT NOT NULL, reason TEXT NOT NULL, scope TEXT NOT NULL
  );
`;

const schema = `
  CREATE TABLE answers (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, addressee TEXT NOT NULL, draw TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, finish TEXT NOT NULL, by TEXT NOT NULL,
    input_tokens INTEGER, output_tokens INTEGER, latency_ms REAL
  );
  ${pendingSchema}
  ${ledgerSchema}
`;

interface QuestionRow {
  key: string;
  kind: string;
  addressee: string;
  draw: string;
  question: string;
}

interface AnswerRow extends QuestionRow {
  answer: string;
  finish: string;
  by: string;
  input_tokens: number | null;
  output_tokens: number | null;
  latency_ms: number | null;
}

/** A pending question may have been answered since, by a batch or another process. */
const unanswered = 'NOT EXISTS (SELECT 1 FROM answers WHERE answers.key = pending.key)';

/** Rows read at a time by the iterators: no statement stays open between steps, so no lock does. */
const pageRows = 500;

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

  const read = (key: Key) => sql.get<AnswerRow>('SELECT * FROM answers WHERE key = ?', key);
  const insert = (question: Question, answer: Answer, key: Key): boolean =>
    sql.run(
      `INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
      ...[key, question.kind, question.to, question.draw, canonicalJson(question.body)],
      ...[canonicalJson(answer.body), answer.finish, answer.by],
      ...[answer.usage?.inputTokens ?? null, answer.usage?.outputTokens ?? null, answer.latencyMs],
    ) > 0;

  return {
    async get(key) {
      const row = read(key);
      return row && answerOf(row);
    },
    async has(key) {
      return sql.get('SELECT 1 FROM answers WHERE key = ?', key) !== undefined;
    },
    async put(question, answer) {
      const key = keyOf(question);
      insert(question, answer, key);
      const row = read(key);
      if (!row) throw new StoreError(`answer store ${path}: ${key} was written and is not there`);
      return answerOf(row);
    },
    async putAll(entries) {
      return sql.immediate(() => {
        let added = 0;
        for (const { question, answer } of entries) if (insert(question, answer, keyOf(question))) added += 1;
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
      for await (const row of pages<AnswerRow>(sql, `SELECT * FROM answers WHERE ${whereOf(selection)}`, [
        selection.kind ?? null,
        selection.to ?? null,
      ]))
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
      sql.close();
    },
  };
}

function prepareSchema(sql: Sql, path: string): void {
  sql.immediate(() => {
    const version = sql.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
    if (version === schemaVersion) return;
    if (version === 1) {
      // Pending questions are notes: the next run makes them again. Answers and ledger stay as they are.
      sql.exec(`DROP TABLE pending; ${pendingSchema}`);
      sql.exec(`PRAGMA user_version = ${schemaVersion}`);
      return;
    }
    if (version !== 0)
      throw new StoreError(
        `answer store ${path}: expected version ${schemaVersion}, it has version ${version}; ` +
          'update Specloom, or name another store',
      );
    const foreign = sql.get<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' LIMIT 1`);
    if (foreign)
      throw new StoreError(
        `answer store ${path}: it is a database of something else (it has a table ${foreign.name}); name another file`,
      );
    sql.exec(schema);
    sql.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
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

function questionOf(row: QuestionRow): Question {
  return {
    kind: row.kind as QuestionKind,
    to: row.addressee,
    body: parsed(row.question, row.key) as JsonObject,
    draw: row.draw,
  };
}

function answerOf(row: AnswerRow): Answer {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = row;
  return {
    body: parsed(row.answer, row.key),
    finish: row.finish as Finish,
    usage: inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens },
    by: row.by,
    latencyMs: row.latency_ms,
  };
}

function parsed(text: string, key: Key): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Without the cause: JSON's message quotes the text, which may be a prompt.
    throw new StoreError(`answer ${key} is damaged in the store; \`answers forget --key ${key}\` removes it`);
  }
}
