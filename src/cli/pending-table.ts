import { groupBy } from '../core/group-by.ts';
import type { Key, QuestionKind } from '../core/question.ts';
import { columns } from './tables.ts';

/** A pending question, as `answers pending` tells of it. */
export interface PendingRow {
  readonly key: Key;
  /** The pipeline, or the evaluation, whose last run lacked the answer. */
  readonly pipeline: string;
  readonly kind: QuestionKind;
  readonly to: string;
  readonly draw: string;
  readonly reason: string;
  /** Length of the text, in UTF-16 code units. */
  readonly characters: number;
  /** The text itself, where it was asked for. */
  readonly text?: string;
}

/** Questions that are told one by one; more of them are counted. */
const shownQuestions = 20;

/** The pending questions: a few one by one, many counted by pipeline, addressee and reason, unless their texts are wanted. */
export function pendingText(rows: readonly PendingRow[]): string {
  if (rows.length === 0) return 'No question is pending.\n';
  if (rows.length <= shownQuestions || rows.some(({ text }) => text !== undefined))
    return `${eachOne(rows)}\n`;
  return `${counts(rows)}\n${rows.length} questions in all; --json lists each of them\n`;
}

function eachOne(rows: readonly PendingRow[]): string {
  return columns(
    rows.map(({ key, pipeline, kind, to, reason, characters, text }) => [
      key.slice(0, 12),
      pipeline,
      kind,
      to,
      reason,
      `${characters} characters`,
      ...(text === undefined ? [] : [JSON.stringify(text)]),
    ]),
  );
}

function counts(rows: readonly PendingRow[]): string {
  const groups = groupBy(rows, ({ pipeline, kind, to, reason }) =>
    JSON.stringify([pipeline, kind, to, reason]),
  );
  const lines = [...groups.values()].map((group) => {
    const { pipeline, kind, to, reason } = group[0]!;
    return [pipeline, kind, to, reason, String(group.length)];
  });
  return columns([
    ['pipeline', 'kind', 'to', 'reason', 'questions'],
    ...lines.sort((one, two) => (one.join() < two.join() ? -1 : 1)),
  ]);
}
