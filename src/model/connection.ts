import type OpenAI from 'openai';
import { type ModelError, SpecloomError } from '../core/errors.ts';
import type { Limits, SignOfLife } from '../core/provider.ts';
import type { Answer, Question } from '../core/question.ts';
import { errorReply, findingOf } from './error-reply.ts';
import { faultOfConnection, faultOfStatus } from './faults.ts';
import { agentFetch } from './http.ts';
import { isOpenai } from './openai-options.ts';
import { type SafeReply, safeReply, scrub } from './safe-reply.ts';
import { refusedAnswer } from './wire.ts';

let loaded: Promise<typeof import('openai')> | undefined;

/** Asked for by every attempt; even a module that is there already takes a while to be imported. */
function openaiPackage(): Promise<typeof import('openai')> {
  loaded ??= import('openai');
  return loaded;
}

/** One server of a provider, as its client reaches it. */
export interface Connection {
  /** The address without credentials. */
  readonly name: string;
  readonly key: string | undefined;
  client(): Promise<OpenAI>;
}

/** Opens no connection yet: that is for the first request. */
export function connect(url: string, key: string | undefined, limits: Limits): Connection {
  const { origin, pathname } = new URL(url);
  const name = `${origin}${pathname.replace(/\/+$/, '')}`;
  let client: Promise<OpenAI> | undefined;
  return {
    name,
    key,
    client() {
      // The client takes a tenth of a second to load; a run that needs no model must not pay for it.
      client ??= openaiPackage().then(({ default: Client }) => {
        const official = isOpenai(url);
        return new Client({
          baseURL: url,
          apiKey: key ?? 'none',
          ...(key === undefined && { defaultHeaders: { Authorization: null } }),
          // The environment's OpenAI account is nobody else's business.
          ...(!official && { organization: null, project: null }),
          maxRetries: 0,
          // Attempts are timed by the policy around them; this only has to be later.
          timeout: limits.timeoutMs + 60_000,
          // Its debug log would print prompts.
          logLevel: 'off',
          fetch: agentFetch(limits.concurrency),
        });
      });
      return client;
    },
  };
}

/** What a request came to, without the time that it took. */
export type Reading = readonly Omit<Answer, 'latencyMs'>[];

/** One attempt: its answers, or the ModelError that its fault stands for. */
export async function attempt(
  connection: Connection,
  questions: readonly Question[],
  signal: AbortSignal,
  work: (client: OpenAI) => Promise<Reading>,
): Promise<Reading> {
  const client = await connection.client();
  try {
    return await work(client);
  } catch (error) {
    const { fault, safe } = await faultOf(error, connection, questions, signal);
    const finding = safe && findingOf(safe.reply);
    // In a batch, one text can be the reason; who asked sends it in halves until that one is alone.
    if ((finding === 'rejected' || finding === 'filter') && questions.length === 1)
      return [refusedAnswer(questions[0]!, finding)];
    throw fault;
  }
}

/**
 * What an error of a client stands for, and what the server said, without what it quotes of the questions.
 *
 * @throws what is no fault: the reason of a signal that was aborted, and Specloom's own errors.
 */
export async function faultOf(
  error: unknown,
  { name, key }: Connection,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<{ readonly fault: ModelError; readonly safe?: SafeReply }> {
  if (signal.aborted && signal.reason instanceof Error) throw signal.reason;
  if (error instanceof SpecloomError) throw error;
  const { APIError } = await openaiPackage();
  if (!(error instanceof APIError) || error.status === undefined)
    return { fault: faultOfConnection(error, name) };
  const safe = safeReply(errorReply(error.status, error.error ?? error.message), questions, key);
  return { fault: faultOfStatus(safe, name, error.headers ?? new Headers()), safe };
}

/** Asks for the list of models. */
export async function probe({ name, key, client }: Connection, signal: AbortSignal): Promise<SignOfLife> {
  try {
    const reply = await (await client()).get<{ data?: readonly { id?: unknown }[] }>('/models', { signal });
    if (!Array.isArray(reply?.data))
      return { server: name, ok: true, detail: 'answers, with no list of models' };
    const models = reply.data.map(({ id }) => String(id));
    return { server: name, ok: true, detail: `${models.length} models`, models };
  } catch (error) {
    const { APIError } = await openaiPackage();
    const text =
      error instanceof APIError && error.status !== undefined
        ? error.message
        : faultOfConnection(error, name).message;
    return { server: name, ok: false, detail: scrub(text, key).slice(0, 200) };
  }
}
