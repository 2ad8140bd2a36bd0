import { StoreError } from '../core/errors.ts';
import { fromNanoUsd, type Ledger, toNanoUsd } from './ledger.ts';
import type { Sql } from './sqlite.ts';

export const ledgerSchema = `
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
`;

interface TotalRow {
  nano_usd: number;
  open_nano_usd: number;
  attempts: number;
  faults: number;
  unpriced: number;
  input_tokens: number;
  output_tokens: number;
}

interface OpenRow {
  readonly scope: string;
  readonly reserved_nano_usd: number | null;
}

/** The ledger beside the answers. Totals by scope are kept up to date, so that reserving takes no scan. */
export function sqliteLedger(sql: Sql): Ledger {
  // Those that were reserved here and are open still: they need not be looked up to be settled.
  const open = new Map<number, OpenRow>();
  const totalOf = (scope: string) => sql.get<TotalRow>('SELECT * FROM ledger_total WHERE scope = ?', scope);
  return {
    async reserve({ scope, key, questions, to, server, reserveUsd }, budgetUsd) {
      const reserved = reserveUsd === null ? null : toNanoUsd(reserveUsd);
      // Whether it fits is to be known before the next one is tried; without a limit all of them fit.
      const write: Sql['grouped'] =
        budgetUsd === undefined ? sql.grouped : async (work) => sql.immediate(work);
      const attempt = await write(() => {
        if (budgetUsd !== undefined) {
          const before = totalOf(scope)?.nano_usd ?? 0;
          if (before + (reserved ?? 0) > toNanoUsd(budgetUsd)) return undefined;
        }
        const amount = reserved ?? 0;
        const unpriced = reserved === null ? 1 : 0;
        const isThere = sql.run(
          `UPDATE ledger_total SET nano_usd = nano_usd + ?, open_nano_usd = open_nano_usd + ?,
             attempts = attempts + 1, unpriced = unpriced + ? WHERE scope = ?`,
          ...[amount, amount, unpriced, scope],
        );
        if (isThere === 0)
          sql.run(
            'INSERT INTO ledger_total VALUES (?, ?, ?, 1, 0, ?, 0, 0)',
            ...[scope, amount, amount, unpriced],
          );
        return sql.insert(
          `INSERT INTO ledger (scope, key, questions, addressee, server, reserved_nano_usd)
             VALUES (?, ?, ?, ?, ?, ?)`,
          ...[scope, key, questions, to, server, reserved],
        );
      });
      if (attempt !== undefined) open.set(attempt, { scope, reserved_nano_usd: reserved });
      return attempt;
    },

    async settle(attempt, { outcome, status, chargedUsd, usage }) {
      const charged = chargedUsd === null ? null : toNanoUsd(chargedUsd);
      const mine = open.get(attempt);
      open.delete(attempt);
      await sql.grouped(() => {
        const row =
          mine ??
          sql.get<OpenRow>(
            'SELECT scope, reserved_nano_usd FROM ledger WHERE attempt = ? AND outcome IS NULL',
            attempt,
          );
        if (!row) throw new StoreError(`ledger: attempt ${attempt} is not open, it cannot be settled`);
        const reserved = row.reserved_nano_usd ?? 0;
        sql.run(
          `UPDATE ledger SET outcome = ?, status = ?, charged_nano_usd = ?, input_tokens = ?, output_tokens = ?
             WHERE attempt = ?`,
          ...[outcome, status ?? null, charged, usage?.inputTokens ?? null, usage?.outputTokens ?? null],
          attempt,
        );
        sql.run(
          `UPDATE ledger_total SET nano_usd = nano_usd + ?, open_nano_usd = open_nano_usd - ?,
             faults = faults + ?, input_tokens = input_tokens + ?, output_tokens = output_tokens + ?
             WHERE scope = ?`,
          ...[(charged ?? 0) - reserved, reserved, outcome === 'fault' ? 1 : 0],
          ...[usage?.inputTokens ?? 0, usage?.outputTokens ?? 0, row.scope],
        );
      });
    },

    async spent(scope) {
      const row = totalOf(scope);
      return {
        usd: fromNanoUsd(row?.nano_usd ?? 0),
        openUsd: fromNanoUsd(row?.open_nano_usd ?? 0),
        attempts: row?.attempts ?? 0,
        faults: row?.faults ?? 0,
        unpriced: row?.unpriced ?? 0,
        inputTokens: row?.input_tokens ?? 0,
        outputTokens: row?.output_tokens ?? 0,
      };
    },
  };
}
