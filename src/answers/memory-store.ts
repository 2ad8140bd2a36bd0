import { type PendingReason, StoreError } from '../core/errors.ts';
import { canonicalJson } from '../core/json.ts';
import { type Answer, type Key, keyOf, type Question } from '../core/question.ts';
import { fromNanoUsd, type Ledger, type Spent, toNanoUsd } from './ledger.ts';
import type { PendingQuestion, Selection, StatsRow, Store, StoredEntry } from './store.ts';

/** An answer store that lives as long as this object: for tests and for one-off calls. */
export function memoryAnswers(): Store {
  const answers = new Map<Key, StoredEntry>();
  const pending = new Map<Key, PendingQuestion>();
  let closed = false;
  const check = () => {
    if (closed) throw new StoreError('answer store in memory is closed');
  };
  const ledger = memoryLedger(check);
  const add = (question: Question, answer: Answer): boolean => {
    const key = keyOf(question);
    if (answers.has(key)) return false;
    answers.set(key, copyOfEntry({ key, question, answer }));
    return true;
  };
  const inKeyOrder = <T>(map: ReadonlyMap<Key, T>): T[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  const openPending = () => inKeyOrder(pending).filter(({ key }) => !answers.has(key));

  return {
    async get(key) {
      check();
      const entry = answers.get(key);
      return entry && copyOfAnswer(entry.answer);
    },
    async getMany(keys) {
      check();
      return new Map(
        keys.flatMap((key) => {
          const entry = answers.get(key);
          return entry ? [[key, copyOfAnswer(entry.answer)]] : [];
        }),
      );
    },
    async has(key) {
      check();
      return answers.has(key);
    },
    async put(question, answer) {
      check();
      add(question, answer);
      return copyOfAnswer(answers.get(keyOf(question))!.answer);
    },
    async putAll(entries) {
      check();
      return entries.map(({ question, answer }) => add(question, answer)).filter(Boolean).length;
    },
    async stats() {
      check();
      const reasons: Record<string, number> = {};
      for (const { reason } of openPending()) reasons[reason] = (reasons[reason] ?? 0) + 1;
      return { answers: answers.size, pending: reasons, rows: countRows([...answers.values()]) };
    },
    async *entries(selection = {}) {
      check();
      for (const entry of inKeyOrder(answers)) if (fits(selection, entry)) yield copyOfEntry(entry);
    },
    async forget(selection) {
      check();
      const chosen = [...answers.values()].filter((entry) => fits(selection, entry));
      for (const { key } of chosen) answers.delete(key);
      return chosen.length;
    },
    async notePending(questions, reason: PendingReason, scope) {
      check();
      for (const question of questions) {
        const key = keyOf(question);
        pending.set(key, copyOf({ key, question, reason, scope }));
      }
    },
    async *pendingQuestions(scope) {
      check();
      for (const each of openPending()) if (scope === undefined || each.scope === scope) yield each;
    },
    async clearPending(scope) {
      check();
      for (const each of [...pending.values()]) if (each.scope === scope) pending.delete(each.key);
    },
    ledger,
    async close() {
      closed = true;
    },
  };
}

/** A ledger of this process alone. `check` throws when its store is closed. */
function memoryLedger(check: () => void): Ledger {
  type Row = { scope: string; reservedNanoUsd: number; chargedNanoUsd?: number };
  const rows: Row[] = [];
  const totals = new Map<string, Spent & { nanoUsd: number; openNanoUsd: number }>();
  const empty = { usd: 0, openUsd: 0, attempts: 0, faults: 0, unpriced: 0, inputTokens: 0, outputTokens: 0 };
  const totalOf = (scope: string) => totals.get(scope) ?? { ...empty, nanoUsd: 0, openNanoUsd: 0 };
  return {
    async reserve({ scope, reserveUsd }, budgetUsd) {
      check();
      const total = totalOf(scope);
      const reserved = reserveUsd === null ? 0 : toNanoUsd(reserveUsd);
      if (budgetUsd !== undefined && total.nanoUsd + reserved > toNanoUsd(budgetUsd)) return undefined;
      totals.set(scope, {
        ...total,
        nanoUsd: total.nanoUsd + reserved,
        openNanoUsd: total.openNanoUsd + reserved,
        attempts: total.attempts + 1,
        unpriced: total.unpriced + (reserveUsd === null ? 1 : 0),
      });
      return rows.push({ scope, reservedNanoUsd: reserved });
    },
    async settle(attempt, { outcome, chargedUsd, usage }) {
      check();
      const row = rows[attempt - 1];
      if (!row || row.chargedNanoUsd !== undefined)
        throw new StoreError(`ledger: attempt ${attempt} is not open, it cannot be settled`);
      row.chargedNanoUsd = chargedUsd === null ? 0 : toNanoUsd(chargedUsd);
      const total = totalOf(row.scope);
      totals.set(row.scope, {
        ...total,
        nanoUsd: total.nanoUsd + row.chargedNanoUsd - row.reservedNanoUsd,
        openNanoUsd: total.openNanoUsd - row.reservedNanoUsd,
        faults: total.faults + (outcome === 'fault' ? 1 : 0),
        inputTokens: total.inputTokens + (usage?.inputTokens ?? 0),
        outputTokens: total.outputTokens + (usage?.outputTokens ?? 0),
      });
    },
    async spent(scope) {
      check();
      const { nanoUsd, openNanoUsd, ...rest } = totalOf(scope);
      return { ...rest, usd: fromNanoUsd(nanoUsd), openUsd: fromNanoUsd(openNanoUsd) };
    },
  };
}

/** What a trip through a file would make of it, so that this store gives back what the other one does. */
function copyOf<T>(value: T): T {
  return JSON.parse(canonicalJson(value)) as T;
}

function copyOfAnswer({ vector, ...answer }: Answer): Answer {
  return { ...copyOf(answer), ...(vector !== undefined && { vector: vector.slice() }) };
}

function copyOfEntry({ key, question, answer }: StoredEntry): StoredEntry {
  return { ...copyOf({ key, question }), answer: copyOfAnswer(answer) };
}

function fits({ kind, to, keys }: Selection, { key, question }: StoredEntry): boolean {
  return (
    (kind === undefined || question.kind === kind) &&
    (to === undefined || question.to === to) &&
    (keys === undefined || keys.includes(key))
  );
}

function countRows(entries: readonly StoredEntry[]): StatsRow[] {
  const rows = new Map<string, StatsRow>();
  for (const { question, answer } of entries) {
    const { kind, to } = question;
    const place = canonicalJson([kind, to, answer.by]);
    const empty = { answers: 0, inputTokens: 0, outputTokens: 0, withoutUsage: 0 };
    const row = rows.get(place) ?? { kind, to, by: answer.by, ...empty };
    rows.set(place, {
      ...row,
      answers: row.answers + 1,
      inputTokens: row.inputTokens + (answer.usage?.inputTokens ?? 0),
      outputTokens: row.outputTokens + (answer.usage?.outputTokens ?? 0),
      withoutUsage: row.withoutUsage + (answer.usage === null ? 1 : 0),
    });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
