import type OpenAI from 'openai';
import type { Call } from '../core/answers.ts';
import { ConfigError, SpecloomError } from '../core/errors.ts';
import type { Limits, Provider, ProviderKind, Server, SignOfLife } from '../core/provider.ts';
import type { Answer, Question } from '../core/question.ts';
import { errorReply, findingOf } from './error-reply.ts';
import { faultOfConnection, faultOfStatus } from './faults.ts';
import { agentFetch } from './http.ts';
import {
  addresses,
  isOpenai,
  type OpenaiOptions,
  omittedFrom,
  openaiOptions,
  wireOptions,
} from './openai-options.ts';
import { readReward } from './reward-reply.ts';
import { type RewardRoute, rewardRequest } from './reward-request.ts';
import { rewardPoster } from './reward-route.ts';
import { safeReply, scrub } from './safe-reply.ts';
import {
  chatRequest,
  embedRequest,
  readChat,
  readEmbeddings,
  refusedAnswer,
  type WireOptions,
} from './wire.ts';

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
      servers: connections.map((connection) => ({
        ...serverOf(connection, wire),
        ...(options.reward && { reward: rewardOf(connection, options.reward, wire) }),
      })),
      limits,
      embedBatch: options.embedBatch,
      embedBatchTokens: options.embedBatchTokens,
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

let loaded: Promise<typeof import('openai')> | undefined;

/** Asked for by every attempt; even a module that is there already takes a while to be imported. */
function openaiPackage(): Promise<typeof import('openai')> {
  loaded ??= import('openai');
  return loaded;
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

/** Scores answers by a route that the provider was told. */
function rewardOf(connection: Connection, route: RewardRoute, wire: WireOptions): Call<Question, Answer> {
  const post = rewardPoster(connection.name, route);
  return async (question, signal) => {
    const startedMs = performance.now();
    const answers = await attempt(connection, [question], signal, async (client) => [
      readReward(question, await post(client, rewardRequest(question, route, { wire }), signal)),
    ]);
    return { ...answers[0]!, latencyMs: Math.round(performance.now() - startedMs) };
  };
}

type Reading = readonly Omit<Answer, 'latencyMs'>[];

/** One attempt: its answers, or the ModelError that its fault stands for. */
async function attempt(
  connection: Connection,
  questions: readonly Question[],
  signal: AbortSignal,
  work: (client: OpenAI) => Promise<Reading>,
): Promise<Reading> {
  const { APIError } = await openaiPackage();
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

async function probe({ name, key, client }: Connection, signal: AbortSignal): Promise<SignOfLife> {
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
