import { canonicalJson, type JsonObject } from '../../src/core/json.ts';
import type { Question } from '../../src/core/question.ts';
import { type Handler, listen } from '../../src/model/listen.ts';
import { rehearsalModel } from '../../src/model/rehearsal.ts';
import { misbehaviourOf } from '../../src/model/rehearsal-misbehaviour.ts';
import { rehearsalApp } from '../../src/model/rehearsal-server.ts';
import { chatRequest } from '../../src/model/wire.ts';
import { tasks } from '../../src/tasks/index.ts';

/** The environment variable that a test's pipeline takes its key from. */
export const keyVariable = 'MODEL_KEY';

/** A request to the server, as a hook sees it. */
export interface Incoming {
  readonly body: JsonObject;
  /** Its number in its scene, from 1. */
  readonly number: number;
}

/** What a test wants of the server; all of it optional. */
export interface Hooks {
  /** Before the reply is made. A Response goes out instead of the model's. */
  before?(incoming: Incoming): Response | undefined | Promise<Response | undefined>;
  /** Once the reply has been handed to the network. */
  after?(incoming: Incoming): void;
  /** The body that the model sees, where it is not to be the one that came. */
  seen?(incoming: Incoming): JsonObject;
}

/** The requests of one run, told from those of others by their key. */
export interface Scene {
  /** What the run needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Canonical JSON of the bodies that came in. */
  readonly asked: readonly string[];
}

/** The rehearsal model over HTTP, with hooks. One address for all scenes, so that pipeline files are the same. */
export interface ModelServer {
  readonly url: string;
  scene(hooks?: Hooks, key?: string): Scene;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts it on a free port of the loopback. A request without the key of a scene gets a 401, as from
 * any server that knows its customers.
 *
 * @param misbehave share of replies that go wrong on purpose
 */
export async function startModelServer(misbehave = 0.1): Promise<ModelServer> {
  const app = rehearsalApp(rehearsalModel(tasks, misbehaviourOf(misbehave)));
  const scenes = new Map<string, { readonly hooks: Hooks; readonly asked: string[] }>();
  const answer: Handler = async (request, { outgoing }) => {
    if (request.method !== 'POST') return app.fetch(request);
    const key = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    const scene = scenes.get(key);
    if (scene === undefined) return failure(401, `Incorrect API key provided: ${key}.`);
    const body = (await request.json()) as JsonObject;
    const { before, after, seen } = scene.hooks;
    const incoming: Incoming = { body, number: scene.asked.push(canonicalJson(body)) };
    if (after !== undefined) outgoing.on('finish', () => after(incoming));
    const own = await before?.(incoming);
    const shown = seen === undefined ? body : seen(incoming);
    return own ?? app.request(new URL(request.url).pathname, post(shown));
  };
  const { url, close } = await listen(answer);
  return {
    url,
    scene(hooks = {}, key = `scene-${scenes.size + 1}-key`) {
      const asked: string[] = [];
      scenes.set(key, { hooks, asked });
      return { env: { [keyVariable]: key }, asked };
    },
    [Symbol.asyncDispose]: close,
  };
}

const post = (body: JsonObject): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** An error status in OpenAI's form. */
export const failure = (status: number, message: string): Response =>
  Response.json({ error: { message, type: 'invalid_request_error', param: null, code: null } }, { status });

/** The body that a question is asked with, as `asked` lists it. */
export const wireBody = (question: Question): string => canonicalJson(chatRequest(question));

/** How often each text stands in a list. */
export function tally(texts: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
