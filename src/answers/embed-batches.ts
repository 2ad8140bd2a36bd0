import type { EmbedBody, Question } from '../core/question.ts';
import { countTokens } from './tokens.ts';

/** How much goes into one call. */
export interface BatchLimits {
  /** Most questions in one call. */
  readonly batch: number;
  /** Most tokens in one call, all its texts together; unset: no limit. */
  readonly batchTokens?: number;
}

/**
 * Divides embed questions into batches of one addressee and one set of parameters, in their order. A
 * batch is closed when the next text would exceed either limit; a text of more tokens than the limit
 * goes alone. Which batch a question is in is no part of its key.
 */
export async function embedBatches<T extends { readonly question: Question }>(
  open: readonly T[],
  limits: BatchLimits,
): Promise<T[][]> {
  const byKind = new Map<string, T[]>();
  for (const entry of open) {
    const { to, body } = entry.question;
    const place = JSON.stringify([to, body.dimensions ?? null]);
    const group = byKind.get(place);
    if (group) group.push(entry);
    else byKind.set(place, [entry]);
  }
  const batches = await Promise.all([...byKind.values()].map((group) => cut(group, limits)));
  return batches.flat();
}

async function cut<T extends { readonly question: Question }>(
  entries: readonly T[],
  { batch, batchTokens }: BatchLimits,
): Promise<T[][]> {
  const batches: T[][] = [];
  let last: T[] | undefined;
  let tokens = 0;
  for (const entry of entries) {
    const size = batchTokens === undefined ? 0 : await sizeOf(entry.question, batchTokens / batch);
    tokens += size;
    if (last === undefined || last.length === batch || (batchTokens !== undefined && tokens > batchTokens)) {
      last = [];
      batches.push(last);
      tokens = size;
    }
    last.push(entry);
  }
  return batches;
}

/**
 * Tokens of a text. A text of no more bytes than its even share of the limit is taken at its bytes: a
 * token is at least one byte, a whole batch of such texts fits, and counting costs more than all else.
 */
async function sizeOf({ body }: Question, share: number): Promise<number> {
  const { text } = body as EmbedBody;
  const bytes = Buffer.byteLength(text);
  return bytes <= share ? bytes : countTokens(text);
}
