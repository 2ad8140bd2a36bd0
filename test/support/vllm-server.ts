import { type Context, Hono } from 'hono';
import type { JsonObject } from '../../src/core/json.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import { listen } from '../../src/model/listen.ts';
import { Refusal, renderedTurn } from './vllm-chat.ts';
import type { vllmTemplates } from './vllm-templates.ts';
import { vocabulary } from './vllm-tokens.ts';

/** What the stand-in's model is asked to go on with. */
export interface Going {
  /** `/v1/chat/completions` or `/v1/completions`. */
  readonly route: string;
  /** The text as it reaches the model: rendered by the template, or as it came. */
  readonly prompt: string;
  readonly body: JsonObject;
  /** Which reply of this server it is, from 0. */
  readonly number: number;
}

/** A request as it came in. */
export interface VllmRequest {
  /** The path, `/v1/chat/completions` and `/tokenize` among them. */
  readonly route: string;
  /** Empty for a GET. */
  readonly body: JsonObject;
}

export interface VllmOptions {
  /** All that the model would go on with; cut here at stop strings and `max_tokens`. `finish` is what it ends with by itself. */
  reply?(facts: Going): { readonly text: string; readonly finish?: string };
  /** The model's chat template. Default `raw`. */
  readonly template?: keyof typeof vllmTemplates;
  /** Whether reasoning is taken out of chat replies, as a parser of DeepSeek-R1's does. Default false. */
  readonly reasoningParser?: boolean;
  /** False: `continue_final_message` is ignored, and there is no completions route. Default true. */
  readonly continues?: boolean;
  /** Whether there are `/tokenize` and `/detokenize`. By default where it continues. */
  readonly tokenize?: boolean;
  /** Whether a template in the request is taken (`--trust-request-chat-template`). Default false. */
  readonly trustTemplate?: boolean;
  /** The models it has; by default every one. */
  readonly models?: readonly string[];
  /** Instead of the answer to a request: a fault, or a promise that is never kept. */
  before?(request: VllmRequest & { readonly number: number }): Response | undefined | Promise<Response>;
  /** More routes. */
  readonly routes?: Hono;
}

export interface VllmServer {
  /** For `baseUrl`: ends in /v1. */
  readonly url: string;
  /** All requests, in the order in which they came in. */
  readonly requests: readonly VllmRequest[];
  /** The bodies of one route's requests. */
  bodies(route: string): readonly JsonObject[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A server on the loopback that does what vLLM does, with a script for a model: templates, partial turns, stop strings,
 * limits, counts of tokens, a reasoning parser, and vLLM's refusals. `n` is ignored.
 */
export async function startVllm(options: VllmOptions = {}): Promise<VllmServer> {
  const requests: VllmRequest[] = [];
  const app = appOf(options, requests);
  const { url, close } = await listen((request) => app.fetch(request));
  return {
    url,
    requests,
    bodies: (route) => requests.filter((request) => request.route === route).map(({ body }) => body),
    [Symbol.asyncDispose]: close,
  };
}

function appOf(options: VllmOptions, requests: VllmRequest[]): Hono {
  const { continues = true, tokenize = continues, models } = options;
  const app = new Hono();
  const tokens = vocabulary();
  let replies = 0;
  app.use(async ({ req }, next) => {
    const body = req.method === 'POST' ? ((await req.raw.clone().json()) as JsonObject) : {};
    const request = { route: req.path, body };
    const number = requests.push(request) - 1;
    const own = await options.before?.({ ...request, number });
    if (own !== undefined) return own;
    if (models !== undefined && req.method === 'POST' && !models.includes(String(body.model)))
      throw new Refusal(404, `The model \`${body.model}\` does not exist.`, 'NotFoundError');
    return await next();
  });
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    const { status, message, type } = error;
    return context.json({ error: { message, type, param: null, code: status } }, status);
  });

  /** What the model says, and how that ends. */
  const say = (route: string, prompt: string, body: JsonObject) => {
    const facts = { route, prompt, body, number: replies };
    replies += 1;
    const { text, finish = 'stop' } = options.reply?.(facts) ?? { text: 'All is said.' };
    const stopped = cutAtStop(text, body.stop);
    const limit = body.max_tokens ?? body.max_completion_tokens;
    const cut = tokens.first(stopped, typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY);
    const reason = cut.length < stopped.length ? 'length' : stopped.length < text.length ? 'stop' : finish;
    const prompt_tokens = tokens.count(prompt);
    const completion_tokens = tokens.count(cut);
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
    return { text: cut, reason, usage };
  };

  app.get('/v1/models', (context) =>
    context.json({
      object: 'list',
      data: (models ?? ['subject']).map((id) => ({ id, object: 'model', owned_by: 'vllm' })),
    }),
  );
  app.post('/v1/chat/completions', async (context) => {
    const body = await bodyOf(context);
    const { text, reason, usage } = say(context.req.path, renderedTurn(body, options), body);
    const message = options.reasoningParser === true ? parsed(text) : { content: text };
    return context.json({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: body.model,
      choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: reason }],
      usage,
    });
  });
  if (continues)
    app.post('/v1/completions', async (context) => {
      const body = await bodyOf(context);
      if (typeof body.prompt !== 'string' || body.prompt === '')
        throw new Refusal(400, 'Either prompt or prompt_embeds must be provided and non-empty.');
      const { text, reason, usage } = say(context.req.path, body.prompt, body);
      return context.json({
        id: 'cmpl-1',
        object: 'text_completion',
        model: body.model,
        choices: [{ index: 0, text, finish_reason: reason, stop_reason: null }],
        usage,
      });
    });
  if (tokenize) {
    app.post('/tokenize', async (context) => {
      const body = await bodyOf(context);
      const ids = tokens.ids(typeof body.prompt === 'string' ? body.prompt : renderedTurn(body, options));
      const strings = body.return_token_strs === true ? ids.map((id) => tokens.text([id])) : null;
      return context.json({ count: ids.length, max_model_len: 32_768, tokens: ids, token_strs: strings });
    });
    app.post('/detokenize', async (context) => {
      const { tokens: ids } = await bodyOf(context);
      return context.json({ prompt: tokens.text(ids as readonly number[]) });
    });
  }
  if (options.routes !== undefined) app.route('/', options.routes);
  app.notFound((context) => context.json({ detail: 'Not Found' }, 404));
  return app;
}

/** The messages of a request's body. */
export const messagesOf = (body: JsonObject): readonly ChatMessage[] =>
  body.messages as unknown as readonly ChatMessage[];

const bodyOf = async (context: Context): Promise<JsonObject> => (await context.req.json()) as JsonObject;

/** The text before the first stop string in it. */
function cutAtStop(text: string, stop: unknown): string {
  const places = [stop ?? []].flat().map((sought) => text.indexOf(String(sought)));
  return text.slice(0, Math.min(text.length, ...places.filter((at) => at >= 0)));
}

/** What a parser for DeepSeek-R1 makes of a reply: all is reasoning where no block ends, whatever came before it. */
function parsed(text: string): JsonObject {
  const said = text.startsWith('<think>') ? text.slice('<think>'.length) : text;
  const end = said.indexOf('</think>');
  if (end < 0) return { content: null, reasoning_content: said };
  const content = said.slice(end + '</think>'.length);
  return { content: content === '' ? null : content, reasoning_content: said.slice(0, end) };
}
