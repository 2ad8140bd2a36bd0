import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type LibsqlDatabase from 'libsql';
import { StoreError } from '../core/errors.ts';
import { groupedBy } from './grouped.ts';

type Value = string | number | Uint8Array | null;

/** An open database. Every failure is a StoreError that names the file. */
export interface Sql {
  all<Row>(sql: string, ...values: readonly Value[]): Row[];
  get<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  /** Runs a statement and counts the changed rows. */
  run(sql: string, ...values: readonly Value[]): number;
  /** Runs a statement that adds a row, and returns the row's number. */
  insert(sql: string, ...values: readonly Value[]): number;
  exec(sql: string): void;
  /** Runs `work` in a transaction that holds the write lock from its start; undone when it throws. */
  immediate<T>(work: () => T): T;
  /**
   * The same for work that may wait for a turn or two of the event loop: all of it that is handed in until then shares
   * one transaction. Each is done or undone by itself, and resolved when it is written. It must do nothing
   * but read and write here, since it may be done anew.
   */
  grouped<T>(work: () => T): Promise<T>;
  /** Writes what was handed in, and closes the file. */
  close(): void;
}

/** How long a write waits for another process's write, in milliseconds. */
const busyTimeoutMs = 10_000;

/**
 * Opens a database file for this user alone (0600, its folder 0700 where it is made here), in WAL
 * mode, so that readers and a writer do not wait for each other and a killed process loses no
 * acknowledged write. `synchronous = NORMAL`: a power cut, not a kill, may lose the last moments.
 */
export function openSqlite(path: string): Sql {
  const file = path === ':memory:' ? path : resolve(path);
  const database = open(file);
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  let closed = false;

  // libsql goes on answering from prepared statements after close(); writes there would be lost silently.
  const guarded = <T>(work: () => T): T => {
    if (closed) throw new StoreError(`answer store ${file} is closed`);
    try {
      return work();
    } catch (error) {
      throw asStoreError(file, error);
    }
  };
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const exec = (sql: string): void => guarded(() => void database.exec(sql));
  const immediate = <T>(work: () => T): T => {
    exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself; a second ROLLBACK would hide the first error.
      if (database.inTransaction) exec('ROLLBACK');
      throw error;
    }
  };
  const group = groupedBy(immediate);

  return {
    all: <Row>(sql: string, ...values: readonly Value[]) => guarded(() => prepared(sql).all(values) as Row[]),
    get: <Row>(sql: string, ...values: readonly Value[]) =>
      guarded(() => prepared(sql).get(values) as Row | undefined),
    run: (sql, ...values) => guarded(() => prepared(sql).run(values).changes),
    insert: (sql, ...values) => guarded(() => Number(prepared(sql).run(values).lastInsertRowid)),
    exec,
    immediate,
    grouped: group.add,
    close() {
      if (closed) return;
      group.flush();
      guarded(() => database.close());
      closed = true;
    },
  };
}

function open(file: string): LibsqlDatabase.Database {
  try {
    if (file !== ':memory:') {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // SQLite gives its -wal and -shm files the mode of the database file.
      if (existsSync(file)) chmodSync(file, 0o600);
      else closeSync(openSync(file, 'a', 0o600));
    }
    // Loaded here and not on import: commands that never open a store must not pay for it.
    const Database = createRequire(import.meta.url)('libsql') as typeof LibsqlDatabase;
    const database = new Database(file, { timeout: busyTimeoutMs });
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    enterWal(database);
    database.pragma('synchronous = NORMAL');
    return database;
  } catch (error) {
    throw asStoreError(file, error);
  }
}

/** Switching to WAL ignores the busy timeout, so two processes that create a store at once take turns here. */
function enterWal(database: LibsqlDatabase.Database): void {
  for (let turn = 1; ; turn += 1) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (turn === 100 || codeOf(error) !== 'SQLITE_BUSY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const sentences: readonly (readonly [start: string, sentence: string])[] = [
  ['SQLITE_FULL', 'the disk is full; free some space and run again, nothing that was stored is lost'],
  ['ENOSPC', 'the disk is full; free some space and run again, nothing that was stored is lost'],
  ['SQLITE_READONLY', 'it cannot be written; check its permissions and those of its folder'],
  ['EACCES', 'it cannot be opened; check its permissions and those of its folder'],
  ['EPERM', 'it cannot be opened; check its permissions and those of its folder'],
  ['EROFS', 'its file system is read-only; name another place for it'],
  ['SQLITE_NOTADB', 'it is not an answer store; name another file, or move this one away'],
  ['SQLITE_CORRUPT', 'it is damaged; restore it from an export or a copy'],
  ['SQLITE_BUSY', `another process kept it locked for over ${busyTimeoutMs / 1000} s; run again`],
  ['SQLITE_IOERR', 'the disk reports an error; check it, then run again'],
];

function asStoreError(file: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  const known = sentences.find(([start]) => code.startsWith(start))?.[1];
  const sentence = known ?? `it cannot be opened or used (${code || 'no SQLite code'}); check the path`;
  return new StoreError(`answer store ${file}: ${sentence}`, { cause: error });
}
