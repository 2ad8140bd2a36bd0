export { type Budget, openBudget } from './budget.ts';
export { type Asker, type AskThrough, askThrough } from './compose.ts';
export type { AskEvent, OnEvent } from './events.ts';
export {
  type BatchReader,
  exportLine,
  type ImportProblem,
  type ImportReport,
  importLines,
} from './exchange.ts';
export type { Attempt, Ledger, Settlement, Spent } from './ledger.ts';
export { memoryAnswers } from './memory-store.ts';
export { costUsd, priceOf, priceTable, requirePrice } from './prices.ts';
export { openAnswers } from './sqlite-store.ts';
export type { PendingQuestion, Selection, StatsRow, Store, StoredEntry, StoreStats } from './store.ts';
export { countTokens } from './tokens.ts';
export { missing, withAnswers } from './with-answers.ts';
