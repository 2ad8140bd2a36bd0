import { type Blame, ModelError } from '../core/errors.ts';
import { findingOf } from './error-reply.ts';
import type { SafeReply } from './safe-reply.ts';

/** The fault that an error status stands for. */
export function faultOfStatus(
  { reply, shown }: SafeReply,
  server: string,
  headers: { get(name: string): string | null },
): ModelError {
  const { status, codes } = reply;
  const outOfQuota = codes.includes('insufficient_quota') || codes.includes('billing_hard_limit_reached');
  const retryable = (status === 408 || status === 409 || status === 429 || status >= 500) && !outOfQuota;
  const facts = [codes[0], shown.replace(/[\s.]+$/, '')].filter((fact) => fact !== undefined && fact !== '');
  const finding = findingOf(reply);
  const hint = outOfQuota ? hints.quota : (hints[finding ?? status] ?? '');
  // Without the client's error as cause: it holds the reply's body, which may quote the prompt.
  return new ModelError(`${server} answered ${status}${facts.map((fact) => ` ${fact}`).join(':')}${hint}`, {
    status,
    retryable,
    retryAfterMs: retryable ? retryAfterMs(headers, Date.now()) : undefined,
    blame: outOfQuota ? 'server' : blameOf(finding),
  });
}

function blameOf(finding: ReturnType<typeof findingOf>): Blame | undefined {
  if (finding === undefined) return undefined;
  return finding === 'reply-length' || finding === 'setting' ? 'setup' : 'question';
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
  'reply-length': '; the reply may be longer than this model can write: lower maxTokens of the role',
  setting:
    '; the server does not take one of the settings: change it for the role (extraBody, temperature, …), or list it under omit of the provider',
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
