import { canonicalJson, type Json, type JsonObject, jsonObjectIn } from '../core/json.ts';
import { type Answer, keyOf, type Question } from '../core/question.ts';
import { bytesOfVector } from '../core/vector-bytes.ts';
import { batchFailure, batchResponse, exportedEntry } from './exchange-lines.ts';
import type { Store, StoredEntry } from './store.ts';

/**
 * Reads one reply of a batch file as the answer to a pending question. Given by whoever knows the
 * wire format. Throws for a reply that is no answer (a fault, an unknown form); the message must not
 * hold text of the reply.
 */
export type BatchReader = (question: Question, reply: { status: number; body: Json }) => Answer;

/** Why a line was not taken in. */
export type ImportProblem = 'broken-line' | 'unknown-question' | 'failed-request' | 'unreadable-reply';

export interface ImportReport {
  /** Answers that are new in the store. */
  readonly stored: number;
  /** Lines whose question had an answer already; the stored one stays. */
  readonly alreadyThere: number;
  /** Lines that were not taken in, by line number from 1. */
  readonly problems: readonly {
    readonly line: number;
    readonly problem: ImportProblem;
    readonly detail: string;
  }[];
}

type Entry = Pick<StoredEntry, 'question' | 'answer'>;

type LineResult =
  | { readonly entry: Entry }
  | { readonly known: true }
  | { readonly problem: ImportProblem; readonly detail: string };

/**
 * One stored answer as a line of an export file, without the line break. A vector is base64 there, in
 * the answer's body; where the server refused the text it is empty.
 */
export function exportLine({ key, question, answer: { vector, ...answer } }: StoredEntry): string {
  const bytes = bytesOfVector(vector ?? new Float32Array());
  const body = question.kind === 'embed' ? { vector: Buffer.from(bytes).toString('base64') } : answer.body;
  return canonicalJson({ key, question, answer: { ...answer, body } });
}

/** Lines stored in one go. */
const chunkLines = 500;

/**
 * Takes answers in, line by line: lines of our own export, or of a batch's output file (OpenAI Batch,
 * `vllm run-batch`), whose `custom_id` is the key of a pending question. What cannot be taken in is
 * reported, never skipped in silence; empty lines are nothing.
 *
 * @throws StoreError when the store cannot be written; what came before is kept.
 */
export async function importLines(
  store: Store,
  lines: AsyncIterable<string> | Iterable<string>,
  readBatch: BatchReader,
): Promise<ImportReport> {
  const pending = new Map<string, Question>();
  for await (const { key, question } of store.pendingQuestions()) pending.set(key, question);

  const problems: ImportReport['problems'][number][] = [];
  const chunk: Entry[] = [];
  let stored = 0;
  let alreadyThere = 0;
  const flush = async () => {
    const added = await store.putAll(chunk);
    stored += added;
    alreadyThere += chunk.length - added;
    chunk.length = 0;
  };

  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const result = await readLine(text, store, pending, readBatch);
    if ('problem' in result) problems.push({ line, ...result });
    else if ('known' in result) alreadyThere += 1;
    else chunk.push(result.entry);
    if (chunk.length === chunkLines) await flush();
  }
  await flush();
  return { stored, alreadyThere, problems };
}

async function readLine(
  text: string,
  store: Store,
  pending: ReadonlyMap<string, Question>,
  readBatch: BatchReader,
): Promise<LineResult> {
  const line = jsonObjectIn(text);
  if (!line) return { problem: 'broken-line', detail: 'expected one JSON object in the line' };
  if ('custom_id' in line) return readBatchLine(line, store, pending, readBatch);
  const read = exportedEntry.safeParse(line);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('.') || 'the line';
    return {
      problem: 'broken-line',
      detail: `expected { key, question, answer } of an export, or { custom_id, response } of a batch; ${place} does not fit`,
    };
  }
  const { key, question, answer } = read.data as unknown as StoredEntry;
  if (keyOf(question) !== key)
    return { problem: 'broken-line', detail: `the question is not that of ${named(key)}` };
  return { entry: { question, answer } };
}

async function readBatchLine(
  line: JsonObject,
  store: Store,
  pending: ReadonlyMap<string, Question>,
  readBatch: BatchReader,
): Promise<LineResult> {
  const key = String(line.custom_id);
  const question = pending.get(key);
  if (!question) {
    if (await store.has(key)) return { known: true };
    return { problem: 'unknown-question', detail: `no pending question has ${named(key)}` };
  }
  const read = batchResponse.safeParse(line.response);
  if (!read.success) {
    const failure = batchFailure.safeParse(line.error);
    const code = failure.success ? failure.data.code : 'the line has no response that can be read';
    return { problem: 'failed-request', detail: code };
  }
  const { status_code: status, body } = read.data;
  try {
    return { entry: { question, answer: readBatch(question, { status, body: body as Json }) } };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: status === 200 ? 'unreadable-reply' : 'failed-request', detail };
  }
}

/** A key as a message may show it: a file can hold anything in its place. */
function named(key: string): string {
  return /^[0-9a-f]{64}$/.test(key) ? `the key ${key}` : 'a key that is none (64 hex digits)';
}
