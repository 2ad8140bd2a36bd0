import { StoreError } from '../core/errors.ts';
import { canonicalJson, type Json, type JsonObject } from '../core/json.ts';
import {
  type Answer,
  canonicalBody,
  type Finish,
  type Key,
  type Question,
  type QuestionKind,
} from '../core/question.ts';
import { bytesOfVector, vectorOfBytes } from '../core/vector-bytes.ts';

/** A question as a row holds it. */
export interface QuestionRow {
  readonly key: string;
  readonly kind: string;
  readonly addressee: string;
  readonly draw: string;
  readonly question: string;
}

/** An answer as a row holds it. */
export interface AnswerRow {
  readonly key: string;
  readonly kind: string;
  /** JSON. In stores of before version 3 that of an embed question has its vector in it, in base64. */
  readonly answer: string;
  /** Float32, little-endian. */
  readonly vector: ArrayBuffer | null;
  readonly finish: string;
  readonly by: string;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly latency_ms: number | null;
}

/** Columns of an answer without its question. */
export const answerColumns = 'key, kind, answer, vector, finish, by, input_tokens, output_tokens, latency_ms';

/** A statement that adds an answer unless there is one; its values are those of `insertValues`. */
export const insertAnswer = `
  INSERT INTO answers (key, kind, addressee, draw, question, answer, finish, by, input_tokens, output_tokens,
    latency_ms, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
`;

/** A row that is to be written. */
export type NewRow = QuestionRow & Omit<AnswerRow, 'vector'> & { readonly vector: Uint8Array | null };

/** A new row. Read back by `answerOf`, it is the answer as the store will give it. */
export function rowOf(question: Question, answer: Answer, key: Key): NewRow {
  return {
    key,
    kind: question.kind,
    addressee: question.to,
    draw: question.draw,
    question: canonicalBody(question),
    answer: canonicalJson(answer.body),
    finish: answer.finish,
    by: answer.by,
    input_tokens: answer.usage?.inputTokens ?? null,
    output_tokens: answer.usage?.outputTokens ?? null,
    latency_ms: answer.latencyMs,
    vector: answer.vector === undefined ? null : bytesOfVector(answer.vector),
  };
}

/** The values of a new row, in the order of the statement. */
export function insertValues(row: NewRow) {
  return [
    ...[row.key, row.kind, row.addressee, row.draw, row.question, row.answer, row.finish, row.by],
    ...[row.input_tokens, row.output_tokens, row.latency_ms, row.vector],
  ];
}

export function questionOf(row: QuestionRow): Question {
  return {
    kind: row.kind as QuestionKind,
    to: row.addressee,
    body: parsed(row.question, row.key) as JsonObject,
    draw: row.draw,
  };
}

/** @throws StoreError for a row that nobody wrote so. */
export function answerOf(row: AnswerRow | NewRow): Answer {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = row;
  const written = parsed(row.answer, row.key);
  const vector = row.kind === 'embed' ? vectorOf(row, written) : undefined;
  return {
    body: row.kind === 'embed' ? null : written,
    ...(vector !== undefined && { vector }),
    finish: row.finish as Finish,
    usage: inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens },
    by: row.by,
    latencyMs: row.latency_ms,
  };
}

function vectorOf(row: AnswerRow | NewRow, written: Json): Float32Array | undefined {
  const bytes = row.vector === null ? bytesBefore3(written) : new Uint8Array(row.vector);
  if (bytes === null) return undefined;
  const vector = vectorOfBytes(bytes);
  if (vector === undefined) throw damaged(row.key);
  return vector.length === 0 ? undefined : vector;
}

/** The vector in the JSON of a row that was written before version 3; null in all later ones. */
function bytesBefore3(written: Json): Uint8Array | null {
  const base64 = written !== null && typeof written === 'object' && 'vector' in written && written.vector;
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : null;
}

function parsed(text: string, key: Key): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Without the cause: JSON's message quotes the text, which may be a prompt.
    throw damaged(key);
  }
}

function damaged(key: Key): StoreError {
  return new StoreError(`answer ${key} is damaged in the store; \`answers forget --key ${key}\` removes it`);
}
