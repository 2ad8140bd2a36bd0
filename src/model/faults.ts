import { ModelError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { ChatBody, EmbedBody, Question } from '../core/question.ts';

/** The error object of a reply with an error status, as far as it is there. */
export interface ErrorReply {
  readonly status: number;
  /** `code` and `type` of the error, and of its inner error (Azure). */
  readonly codes: readonly string[];
  readonly message: string;
}

/** Reads the error out of a reply's body: `{error: {…}}`, `{error: "…"}`, the error itself, or plain text. */
export function errorReply(status: number, body: unknown): ErrorReply {
  const outer = asObject(body);
  const error = asObject(outer?.error) ?? outer;
  const inner = asObject(error?.innererror) ?? asObject(error?.inner_error);
  const codes = [error?.code, error?.type, inner?.code].filter((code) => typeof code === 'string');
  const message = [error?.message, error?.detail, outer?.error, body].find(
    (text) => typeof text === 'string',
  );
  return { status, codes, message: message ?? '' };
}

/**
 * Whether an error status is an answer, because asking again will always give the same: a request
 * that is too long (`rejected`), or one that the server's filter stops (`filter`).
 */
export function finishOfError({ status, codes, message }: ErrorReply): 'rejected' | 'filter' | undefined {
  if (status === 413) return 'rejected';
  if (status !== 400 && status !== 422) return undefined;
  if (codes.some((code) => /context_length|string_above_max_length|too_long/i.test(code))) return 'rejected';
  if (codes.some((code) => /content_filter|ResponsibleAI|content_policy|invalid_prompt/i.test(code)))
    return 'filter';
  const tooLong =
    /maximum context length|context (length|window)|max_model_len|(prompt|input|request) is too long|too many tokens/i;
  if (tooLong.test(message)) return 'rejected';
  return /content management policy|content filter|safety system/i.test(message) ? 'filter' : undefined;
}

/** The fault that an error status stands for. */
export function faultOfStatus(
  reply: ErrorReply,
  server: string,
  headers: { get(name: string): string | null },
  safe: (text: string) => string,
): ModelError {
  const { status, codes } = reply;
  const outOfQuota = codes.includes('insufficient_quota') || codes.includes('billing_hard_limit_reached');
  const retryable = (status === 408 || status === 409 || status === 429 || status >= 500) && !outOfQuota;
  const facts = [codes[0], safe(reply.message)].filter((fact) => fact !== undefined && fact !== '');
  const hint = outOfQuota ? hints.quota : (hints[status] ?? '');
  // Without the client's error as cause: it holds the reply's body, which may quote the prompt.
  return new ModelError(`${server} answered ${status}${facts.map((fact) => ` ${fact}`).join(':')}${hint}`, {
    status,
    retryable,
    retryAfterMs: retryable ? retryAfterMs(headers, Date.now()) : undefined,
  });
}

/** Errors of a connection that never carried the request. */
const notSent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The fault behind an error without a status: no connection, a broken one, or a body that is no JSON. */
export function faultOfConnection(error: unknown, server: string): ModelError {
  const code = codesOf(error)[0];
  if (error instanceof SyntaxError)
    // Without the cause: JSON's message quotes the reply.
    return new ModelError(`${server} sent a body that is not JSON, or only a part of one`, {
      retryable: true,
      maybeBilled: true,
    });
  const unsent = code !== undefined && notSent.includes(code);
  const what = unsent ? 'cannot be reached' : 'broke the connection off';
  return new ModelError(`${server} ${what}${code === undefined ? '' : ` (${code})`}`, {
    retryable: true,
    maybeBilled: !unsent,
    cause: error,
  });
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const joined = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...joined, ...codesOf(error.cause)];
}

const hints: Readonly<Record<string | number, string>> = {
  401: '; check the key that `keyFrom` names',
  403: '; the key has no right to this model or server',
  404: '; check the model name and the `baseUrl` (it usually ends in /v1)',
  quota: '; the account has no credit left',
};

/** How long a server asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. Undefined where unsaid. */
function retryAfterMs(headers: { get(name: string): string | null }, nowMs: number): number | undefined {
  const inMs = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (inMs >= 0) return inMs;
  const stated = headers.get('retry-after');
  if (stated === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(stated)) return Number.parseFloat(stated) * 1000;
  const date = Date.parse(stated);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** Longest part of a server's own words that goes into an error message. */
const messageLength = 200;

/** Any run of this many characters that a question and a message share is taken for a quotation. */
const quotationLength = 20;

/**
 * Makes a server's words fit for an error message: without keys, without anything quoted from the
 * questions, and short.
 */
export function safeMessage(text: string, questions: readonly Question[], key: string | undefined): string {
  const scrubbed = scrub(text, key);
  const sent = questions.flatMap(textsOf);
  for (let at = 0; at + quotationLength <= scrubbed.length; at += 1) {
    const piece = scrubbed.slice(at, at + quotationLength);
    if (sent.some((one) => one.includes(piece))) return '(its message quotes the question and is not shown)';
  }
  return scrubbed.slice(0, messageLength);
}

/** Replaces keys: the one in use, and whatever looks like one. */
export function scrub(text: string, key: string | undefined): string {
  const known = key ? text.replaceAll(key, '[key]') : text;
  return known
    .replace(/\b(sk|pk|key)-[\w*-]{6,}/g, '[key]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [key]')
    .replace(/\/\/[^/@\s]+@/g, '//[key]@');
}

function textsOf({ kind, body }: Question): string[] {
  if (kind === 'embed') return [(body as EmbedBody).text];
  return (body as ChatBody).messages.map(({ content }) => content);
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
