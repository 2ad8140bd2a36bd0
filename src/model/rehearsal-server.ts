import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ModelError } from '../core/errors.ts';
import { digest } from '../core/hash.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Finish } from '../core/question.ts';
import { isRehearsalModel, rehearsalModels } from '../core/rehearsal-models.ts';
import { type Listening, listen } from './listen.ts';
import type { RehearsalModel } from './rehearsal.ts';
import { questionOf } from './rehearsal-request.ts';
import { detokenized, tokenized } from './rehearsal-tokens.ts';

/** The rehearsal model behind the OpenAI wire format: a function from Request to Response, no socket needed. */
export function rehearsalApp(model: RehearsalModel): Hono {
  const app = new Hono();
  const by = `rehearsal@${model.digest}`;
  const names: readonly string[] = [...rehearsalModels, by];

  app.get('/v1/models', (context) =>
    context.json({
      object: 'list',
      data: names.map((id) => ({ id, object: 'model', created: 0, owned_by: 'specloom' })),
    }),
  );

  app.post('/tokenize', async (context) => context.json(tokenized(await readBody(context.req.raw))));
  app.post('/detokenize', async (context) => context.json(detokenized(await readBody(context.req.raw))));

  app.post('/v1/chat/completions', async (context) => {
    const asked = await readBody(context.req.raw);
    const { model: name, stream, ...body } = asked;
    if (typeof name !== 'string') throw refuse(400, 'expected `model`, a string', 'model');
    if (!names.includes(name))
      throw refuse(404, `there is no model \`${name}\` here; the models are ${names.join(', ')}`, 'model');
    if (stream === true) throw refuse(400, 'replies are not streamed here; leave `stream` out', 'stream');
    const { text, finish, usage } = model.reply(questionOf(body), isRehearsalModel(name) ? name : 'default');
    const declined = finish === 'refusal';
    return context.json({
      id: `rehearsal-${digest(asked).slice(0, 24)}`,
      object: 'chat.completion',
      created: 0,
      model: by,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: declined ? null : text, refusal: declined ? text : null },
          logprobs: null,
          finish_reason: finishReasons[finish],
        },
      ],
      usage: {
        prompt_tokens: usage.inputTokens,
        completion_tokens: usage.outputTokens,
        total_tokens: usage.inputTokens + usage.outputTokens,
      },
    });
  });

  app.notFound((context) =>
    context.json(errorBody(`there is no ${context.req.method} ${context.req.path} here`, null, null), 404),
  );

  app.onError((error, context) => {
    if (error instanceof Refusal)
      return context.json(
        errorBody(error.message, error.param, error.status === 404 ? 'model_not_found' : null),
        error.status,
      );
    if (error instanceof ModelError) return context.json(errorBody(error.message, 'messages', null), 400);
    return context.json(
      { error: { message: 'internal error', type: 'server_error', param: null, code: null } },
      500,
    );
  });

  return app;
}

const finishReasons: Readonly<Record<Finish, string>> = {
  stop: 'stop',
  refusal: 'stop',
  length: 'length',
  filter: 'content_filter',
  rejected: 'stop',
};

class Refusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly param: string | null;
  constructor(status: ContentfulStatusCode, message: string, param: string | null) {
    super(message);
    this.status = status;
    this.param = param;
  }
}

const refuse = (status: ContentfulStatusCode, message: string, param: string | null): Refusal =>
  new Refusal(status, message, param);

function errorBody(message: string, param: string | null, code: string | null): JsonObject {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

async function readBody(request: Request): Promise<JsonObject> {
  const body = (await request.json().catch(() => null)) as Json;
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw refuse(400, 'the request body is not a JSON object', null);
  return body as JsonObject;
}

/**
 * Serves a rehearsal model on the loopback interface. Port 0 takes a free one.
 *
 * @throws the system's error where the port cannot be had (`EADDRINUSE`, `EACCES`).
 */
export const serveRehearsal = (
  model: RehearsalModel,
  options: { readonly port: number; readonly host?: '127.0.0.1' | '::1' },
): Promise<Listening> => {
  const { fetch } = rehearsalApp(model);
  return listen((request) => fetch(request), options);
};
