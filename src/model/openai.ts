import type { Call } from '../core/answers.ts';
import { ConfigError } from '../core/errors.ts';
import type { Limits, Provider, ProviderKind, Server } from '../core/provider.ts';
import type { Answer, Question } from '../core/question.ts';
import { readRouted, routedChat } from './chat-route.ts';
import { attempt, type Connection, connect, probe } from './connection.ts';
import { embedRequest, readEmbeddings } from './embed-wire.ts';
import {
  addresses,
  isOpenai,
  type OpenaiOptions,
  omittedFrom,
  openaiOptions,
  wireOptions,
} from './openai-options.ts';
import { rewardCall } from './reward-call.ts';
import { turnFault } from './turn-fault.ts';
import { turnRenderers } from './turn-renderers.ts';
import { type TurnWays, turnWays } from './turn-ways.ts';
import type { WireOptions } from './wire.ts';

/** Any server that speaks OpenAI's API: OpenAI itself, vLLM, Ollama, llama.cpp, gateways. */
export const openaiKind: ProviderKind<OpenaiOptions> = {
  type: 'openai',
  options: openaiOptions,
  open(name, options, { env, offline, root }) {
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
    const templates = turnRenderers(name, options, root);
    const ways = turnWays(name, options, connections, templates);
    const provider: Provider = {
      name,
      servers: connections.map((connection) => ({
        ...serverOf(connection, wire, ways),
        ...(options.reward && { reward: rewardCall(connection, options.reward, { wire, templates }) }),
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
      continuation: (model, partial, signal, body) => ways.find(model, partial, signal, body),
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

function serverOf(connection: Connection, wire: WireOptions, ways: TurnWays): Server {
  const chat: Call<Question, Answer> = async (question, signal) => {
    const startedMs = performance.now();
    const answer = await attempt(connection, [question], signal, async (client) => {
      const { route, body } = routedChat(question, { ...wire, ...(await ways.wireFor(question, signal)) });
      const reply = await client.post(route, { body, signal }).catch((error: unknown) => {
        throw turnFault(error, connection.name) ?? error;
      });
      return [readRouted(question, reply)];
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
