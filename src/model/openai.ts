import type OpenAI from 'openai';
import { z } from 'zod';
import type { Call } from '../core/answers.ts';
import { ConfigError, SpecloomError } from '../core/errors.ts';
import type { Limits, Provider, ProviderKind, Server } from '../core/provider.ts';
import { type Answer, type Question, reservedMembers } from '../core/question.ts';
import { errorReply, findingOf } from './error-reply.ts';
import { faultOfConnection, faultOfStatus } from './faults.ts';
import { agentFetch } from './http.ts';
import { safeReply, scrub } from './safe-reply.ts';
import {
  chatRequest,
  embedRequest,
  readChat,
  readEmbeddings,
  refusedAnswer,
  type WireOptions,
} from './wire.ts';

const openaiUrl = 'https://api.openai.com/v1';

const price = z.strictObject({
  input: z.number().nonnegative().describe('dollars per million input tokens'),
  output: z.number().nonnegative().default(0).describe('dollars per million output tokens'),
});

const httpUrl = z
  .url({ protocol: /^https?$/ })
  // Pipeline files are copied into datasets; a password in one of them would be published.
  .refine((url) => !hasCredentials(url), {
    message: 'holds a user name or password; take them out, and name the variable of a key with keyFrom',
  });

const members = z
  .record(z.string(), z.json())
  .refine((record) => reservedIn(Object.keys(record)) === undefined, {
    error: ({ input }) =>
      `cannot set \`${reservedIn(Object.keys(input as object))}\`: Specloom writes that itself`,
  });

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function reservedIn(names: readonly string[]): string | undefined {
  return names.find((name) => reservedMembers.includes(name));
}

export const openaiOptions = z
  .strictObject({
    baseUrl: httpUrl
      .optional()
      .describe('address of the API, usually ending in /v1; by default OpenAI itself'),
    servers: z.array(httpUrl).nonempty().optional().describe('several addresses of the same models'),
    keyFrom: z.string().optional().describe('name of the environment variable that holds the key'),
    extraBody: members.optional().describe('members added to every chat request, part of the question'),
    extraBodyByModel: z.record(z.string(), members).optional().describe('the same, for one model'),
    maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
    omit: z
      .array(z.string())
      .refine((names) => reservedIn(names) === undefined, {
        error: ({ input }) =>
          `cannot leave out \`${reservedIn(input as string[])}\`: no request goes without it`,
      })
      .optional()
      .describe('members that the server does not take, such as seed'),
    concurrency: z.int().positive().default(64).describe('requests in flight, per server'),
    requestsPerMinute: z.int().positive().optional(),
    tokensPerMinute: z.int().positive().optional(),
    timeoutMs: z.int().positive().default(600_000),
    embedBatch: z.int().positive().max(2048).default(128).describe('texts in one embedding request'),
    prices: z.record(z.string(), price).optional().describe('by model'),
  })
  .refine(({ baseUrl, servers }) => baseUrl === undefined || servers === undefined, {
    message: 'give baseUrl or servers, not both',
  });

export type OpenaiOptions = z.infer<typeof openaiOptions>;

/** How this provider's servers want requests written: for batch files, which bypass it. */
export function wireOptions(
  options: Pick<OpenaiOptions, 'baseUrl' | 'servers' | 'maxTokensField' | 'omit'>,
): WireOptions {
  const official = addresses(options).every((url) => isOpenai(url));
  return {
    maxTokensField: options.maxTokensField ?? (official ? 'max_completion_tokens' : 'max_tokens'),
    ...(options.omit && { omit: options.omit }),
  };
}

/** Any server that speaks OpenAI's API: OpenAI itself, vLLM, Ollama, llama.cpp, gateways. */
export const openaiKind: ProviderKind<OpenaiOptions> = {
  type: 'openai',
  options: openaiOptions,
  open(name, options, { env, offline }) {
    const urls = addresses(options);
    const key = offline ? undefined : keyOfProvider(name, options, urls, env);
    const limits: Limits = {
      concurrency: options.concurrency,
      timeoutMs: options.timeoutMs,
      ...(options.requestsPerMinute !== undefined && { requestsPerMinute: options.requestsPerMinute }),
      ...(options.tokensPerMinute !== undefined && { tokensPerMinute: options.tokensPerMinute }),
    };
    const wire = wireOptions(options);
    const connections = urls.map((url) => connect(url, key, limits));
    const provider: Provider = {
      name,
      servers: connections.map((connection) => serverOf(connection, wire)),
      limits,
      embedBatch: options.embedBatch,
      free: false,
      price(model) {
        const stated = options.prices?.[model];
        return stated && { inputPerMillionUsd: stated.input, outputPerMillionUsd: stated.output };
      },
      addressee: (model) => `${name}/${model}`,
      ...(options.omit && { omit: omittedFrom(options.omit, wire) }),
      extraBody: (model) => ({ ...options.extraBody, ...options.extraBodyByModel?.[model] }),
      probe: (signal) => Promise.all(connections.map((connection) => probe(connection, signal))),
    };
    return provider;
  },
};

function addresses({ baseUrl, servers }: Pick<OpenaiOptions, 'baseUrl' | 'servers'>): readonly string[] {
  return servers ?? [baseUrl ?? openaiUrl];
}

function isOpenai(url: string): boolean {
  return new URL(url).host === 'api.openai.com';
}

/** Omitted members under the names that questions have for them. */
function omittedFrom(omit: readonly string[], { maxTokensField }: WireOptions): readonly string[] {
  const others = omit.filter((name) => name !== 'max_tokens' && name !== 'max_completion_tokens');
  return maxTokensField !== undefined && omit.includes(maxTokensField) ? [...others, 'max_tokens'] : others;
}

function keyOfProvider(
  name: string,
  options: OpenaiOptions,
  urls: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const variable = options.keyFrom ?? (urls.some(isOpenai) ? 'OPENAI_API_KEY' : undefined);
  if (variable === undefined) return undefined;
  const key = env[variable]?.trim();
  // A header takes nothing else: the request would fail, again and again, as if the connection broke.
  if (key && !/^[\x21-\x7e]+$/.test(key))
    throw new ConfigError(
      `provider ${name} takes its key from the environment variable ${variable}, whose value is no key: it has ` +
        'white space, a line break or a character beyond ASCII in it; set it to the key alone',
    );
  if (key) return key;
  throw new ConfigError(
    `provider ${name} takes its key from the environment variable ${variable}, which is not set; ` +
      `set it, or name another one with keyFrom`,
  );
}

interface Connection {
  /** The address without credentials. */
  readonly name: string;
  readonly key: string | undefined;
  client(): Promise<OpenAI>;
}

function connect(url: string, key: string | undefined, limits: Limits): Connection {
  const { origin, pathname } = new URL(url);
  const name = `${origin}${pathname.replace(/\/+$/, '')}`;
  let client: Promise<OpenAI> | undefined;
  return {
    name,
    key,
    client() {
      // The client takes a tenth of a second to load; a run that needs no model must not pay for it.
      client ??= import('openai').then(({ default: Client }) => {
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

function serverOf(connection: Connection, wire: WireOptions): Server {
  const chat: Call<Question, Answer> = async (question, signal) => {
    const startedMs = performance.now();
    const answer = await attempt(connection, [question], signal, async (client) => {
      const request = chatRequest(question, wire);
      const reply = await client.chat.completions.create(
        request as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming,
        { signal },
      );
      return [readChat(question, reply)];
    });
    return { ...answer[0]!, latencyMs: Math.round(performance.now() - startedMs) };
  };
  const embed: Call<readonly Question[], readonly Answer[]> = async (questions, signal) => {
    const startedMs = performance.now();
    const answers = await attempt(connection, questions, signal, async (client) => {
      // Not by `embeddings.create`, which decodes base64 whether or not that is what came.
      const reply = await client.post('/embeddings', { body: embedRequest(questions, wire), signal });
      return readEmbeddings(questions, reply);
    });
    const latencyMs = Math.round(performance.now() - startedMs);
    return answers.map((answer) => ({ ...answer, latencyMs }));
  };
  return { name: connection.name, chat, embed };
}

type Reading = readonly Omit<Answer, 'latencyMs'>[];

/** One attempt: its answers, or the ModelError that its fault stands for. */
async function attempt(
  connection: Connection,
  questions: readonly Question[],
  signal: AbortSignal,
  work: (client: OpenAI) => Promise<Reading>,
): Promise<Reading> {
  const { APIError } = await import('openai');
  const client = await connection.client();
  try {
    return await work(client);
  } catch (error) {
    if (signal.aborted && signal.reason instanceof Error) throw signal.reason;
    if (error instanceof SpecloomError) throw error;
    if (!(error instanceof APIError) || error.status === undefined)
      throw faultOfConnection(error, connection.name);
    const safe = safeReply(errorReply(error.status, error.error ?? error.message), questions, connection.key);
    const finding = findingOf(safe.reply);
    // In a batch, one text can be the reason; who asked sends it in halves until that one is alone.
    if ((finding === 'rejected' || finding === 'filter') && questions.length === 1)
      return [refusedAnswer(questions[0]!, finding)];
    throw faultOfStatus(safe, connection.name, error.headers ?? new Headers());
  }
}

async function probe({ name, key, client }: Connection, signal: AbortSignal) {
  try {
    const reply = await (await client()).get<{ data?: unknown }>('/models', { signal });
    const models = Array.isArray(reply?.data)
      ? `${reply.data.length} models`
      : 'answers, with no list of models';
    return { server: name, ok: true, detail: models };
  } catch (error) {
    const { APIError } = await import('openai');
    const text =
      error instanceof APIError && error.status !== undefined
        ? error.message
        : faultOfConnection(error, name).message;
    return { server: name, ok: false, detail: scrub(text, key).slice(0, 200) };
  }
}
