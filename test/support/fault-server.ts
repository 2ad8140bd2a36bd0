import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { canonicalJson, type JsonObject } from '../../src/core/json.ts';
import { keyedRandom } from '../../src/core/random.ts';

/** What goes wrong with an attempt. Another attempt at the same request may go well. */
export const faultKinds = [
  '429',
  '429-retry-after',
  '500',
  'hang',
  'reset',
  'truncated',
  'malformed',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How an answer turns out, whatever the attempt: a property of the request. */
export const turnKinds = ['refusal', 'filter', 'length'] as const;
export type TurnKind = (typeof turnKinds)[number];

/** A request as it came in. */
export interface Asked {
  readonly path: string;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Which attempt at this very request it is, from 1. */
  readonly attempt: number;
}

/** The reply: the text of a chat completion, or status (200 where not set), headers and body as they are. */
export type Reply =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: JsonObject | string;
    };

export interface FaultServerOptions {
  reply(asked: Asked): Reply | Promise<Reply>;
  /** Share of attempts that end in a fault, 0 to 1. */
  readonly faultRate?: number;
  readonly faults?: readonly FaultKind[];
  /** Faults at one request in a row, at most: a client with more attempts than this always gets through. */
  readonly faultsInARow?: number;
  /** Share of chat requests whose answer is a refusal, a filter stop or a cut-off reply, 0 to 1. */
  readonly turnRate?: number;
  readonly turns?: readonly TurnKind[];
  readonly seed?: string;
}

export interface FaultServer {
  /** For `baseUrl`: ends in /v1. */
  readonly url: string;
  /** All attempts, in the order in which they came in. */
  readonly asked: readonly Asked[];
  /** Attempts by the canonical JSON of path and body. */
  readonly attempts: ReadonlyMap<string, number>;
  /** Faults that were played, by kind. */
  readonly played: ReadonlyMap<FaultKind, number>;
  /** Most requests that were open at once. */
  readonly mostOpen: () => number;
  /** Goes away for good: open connections break, new ones are refused. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * An OpenAI-compatible server on the loopback that plays faults by the hash of request and attempt,
 * and turns of answers by the hash of the request alone: the same requests meet the same fate in any
 * order, so a client that retries ends with the same answers as one that met no fault.
 */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const { faultRate = 0, faults = faultKinds, faultsInARow = 3, turnRate = 0, turns = turnKinds } = options;
  const seed = options.seed ?? 'faults';
  const asked: Asked[] = [];
  const attempts = new Map<string, number>();
  const played = new Map<FaultKind, number>();
  const sockets = new Set<Socket>();
  let open = 0;
  let mostOpen = 0;

  const faultOf = (content: string, attempt: number): FaultKind | undefined => {
    if (attempt > faultsInARow) return undefined;
    const random = keyedRandom(seed, 'fault', content, attempt);
    return random.float() < faultRate ? random.pick(faults) : undefined;
  };
  const turnOf = (path: string, content: string): TurnKind | undefined => {
    if (!path.endsWith('/chat/completions')) return undefined;
    const random = keyedRandom(seed, 'turn', content);
    return random.float() < turnRate ? random.pick(turns) : undefined;
  };

  const server = createServer(async (request, response) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    const path = request.url ?? '';
    const text = await bodyOf(request);
    const body = (text === '' ? {} : JSON.parse(text)) as JsonObject;
    const content = canonicalJson([path, body]);
    const attempt = (attempts.get(content) ?? 0) + 1;
    attempts.set(content, attempt);
    const facts: Asked = { path, body, headers: request.headers, attempt };
    asked.push(facts);
    const fault = request.method === 'POST' ? faultOf(content, attempt) : undefined;
    if (fault) played.set(fault, (played.get(fault) ?? 0) + 1);
    if (fault === 'hang') return;
    const reply = await options.reply(facts);
    send(response, fault, turned(reply, body, turnOf(path, content)));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    attempts,
    played,
    mostOpen: () => mostOpen,
    stop,
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await stop();
    },
  };
}

/** A chat completion as servers write it. Tokens are words here: no tokenizer counts fewer. */
export function completion(text: string | null, request: JsonObject, more: JsonObject = {}): JsonObject {
  const messages = (request.messages ?? []) as readonly { readonly content: string }[];
  const inputTokens = messages.reduce((sum, { content }) => sum + wordsOf(content), 0);
  const outputTokens = wordsOf(text ?? '');
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: modelOf(request),
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text }, ...more }],
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  };
}

/** An embedding reply with vectors as numbers. */
export function embeddings(vectors: readonly (readonly number[])[], request: JsonObject): JsonObject {
  const tokens = ((request.input ?? []) as readonly string[]).reduce((sum, text) => sum + wordsOf(text), 0);
  return {
    object: 'list',
    model: modelOf(request),
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const modelOf = ({ model }: JsonObject): string => (typeof model === 'string' ? model : 'unnamed');

interface Whole {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function turned(reply: Reply, request: JsonObject, turn: TurnKind | undefined): Whole {
  const plain = typeof reply === 'string' ? { body: completion(reply, request) } : reply;
  const { status = 200, headers = {} } = 'status' in plain || 'headers' in plain ? plain : {};
  const body =
    status === 200 && turn && typeof plain.body === 'object'
      ? turnedBody(plain.body, request, turn)
      : plain.body;
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function turnedBody(body: JsonObject, request: JsonObject, turn: TurnKind): JsonObject {
  if (turn === 'refusal')
    return completion(null, request, {
      message: { role: 'assistant', content: null, refusal: 'I will not do that.' },
    });
  if (turn === 'filter') return completion(null, request, { finish_reason: 'content_filter' });
  const [choice] = body.choices as readonly { message: { content: string | null } }[];
  const text = choice?.message.content ?? '';
  return completion(text.slice(0, Math.ceil(text.length / 2)), request, { finish_reason: 'length' });
}

const json = { 'content-type': 'application/json' };
const errorBody = (message: string) =>
  JSON.stringify({ error: { message, type: 'server_error', code: null } });

function send(
  response: ServerResponse,
  fault: FaultKind | undefined,
  { status, headers, body }: Whole,
): void {
  switch (fault) {
    case '429':
      response.writeHead(429, json).end(errorBody('slow down'));
      return;
    case '429-retry-after':
      response.writeHead(429, { ...json, 'retry-after-ms': '5' }).end(errorBody('slow down'));
      return;
    case '500':
      response.writeHead(500, json).end(errorBody('something broke'));
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(200, { ...json, 'content-length': `${Buffer.byteLength(body)}` });
      response.write(body.slice(0, body.length >> 1), () => response.socket?.destroy());
      return;
    case 'malformed':
      response.writeHead(200, json).end(`${body.slice(0, -1)},]`);
      return;
    default:
      response.writeHead(status, { ...json, ...headers }).end(body);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
