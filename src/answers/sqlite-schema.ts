import { StoreError } from '../core/errors.ts';
import type { Sql } from './sqlite.ts';
import { ledgerSchema } from './sqlite-ledger.ts';

/**
 * Raised when the tables change; an older store is brought up to it, one of a newer version is
 * refused, not guessed at. Version 2: pending questions say which run they belong to. Version 3:
 * vectors have a column of their own.
 */
const schemaVersion = 3;

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
    input_tokens INTEGER, output_tokens INTEGER, latency_ms REAL, vector BLOB
  );
  ${pendingSchema}
  ${ledgerSchema}
`;

/** What leads from a version to the next one. */
const steps: ReadonlyMap<number, string> = new Map([
  // Pending questions are notes: the next run makes them again. Answers and ledger stay as they are.
  [1, `DROP TABLE pending; ${pendingSchema}`],
  // Vectors that are there stay in their JSON, which is read too: to rewrite gigabytes of them here
  // would keep every other process out for as long as it takes.
  [2, 'ALTER TABLE answers ADD COLUMN vector BLOB'],
]);

/**
 * Makes the tables of a new store, and brings those of an older one up to this version.
 *
 * @throws StoreError for a store of a newer version and for a database of something else.
 */
export function prepareSchema(sql: Sql, path: string): void {
  sql.immediate(() => {
    const version = sql.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    if (version === schemaVersion) return;
    if (version === 0) {
      checkEmpty(sql, path);
      sql.exec(schema);
    } else {
      if (version > schemaVersion)
        throw new StoreError(
          `answer store ${path}: expected version ${schemaVersion}, it has version ${version}; ` +
            'update Specloom, or name another store',
        );
      for (let step = version; step < schemaVersion; step += 1) sql.exec(steps.get(step)!);
    }
    sql.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}

function checkEmpty(sql: Sql, path: string): void {
  const foreign = sql.get<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' LIMIT 1`);
  if (foreign)
    throw new StoreError(
      `answer store ${path}: it is a database of something else (it has a table ${foreign.name}); name another file`,
    );
}
