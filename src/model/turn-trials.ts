import type OpenAI from 'openai';
import { ModelError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Question } from '../core/question.ts';
import { type Connection, faultOf } from './connection.ts';
import { joinTurn } from './partial-turn.ts';
import { arrayOf, objectOf } from './wire.ts';

/** What a server makes of a turn that is to be continued. */
export interface Trial {
  /** Whether it goes to the model as it is, behind the beginning of its own turn. */
  readonly kept: boolean;
  /** Why not, or why that cannot be told; goes on from the server's name. */
  readonly reason?: string;
}

/** What is tried out. */
interface Turn {
  readonly model: string;
  readonly partial: string;
  /** Members of the questions; those about the chat template count. */
  readonly members: JsonObject;
}

/** Those members of a body that are about the chat template. */
export const templateMembers = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(body).filter(([name]) => name === 'chat_template' || name === 'chat_template_kwargs'),
  );

/** Longest wait for a reply to a trial, which takes no time to compute. */
const trialMs = 15_000;

/**
 * Tries out what a server's chat template makes of a partial turn: by the text that its `/tokenize` and `/detokenize`
 * (vLLM) come to. Nothing is generated.
 *
 * @throws ModelError where the server cannot be reached, or is in trouble.
 */
export async function tryTurn(connection: Connection, turn: Turn, signal: AbortSignal): Promise<Trial> {
  const { partial, members } = turn;
  const user = { role: 'user', content: 'Hello.' };
  const textOf = (messages: readonly JsonObject[], continues: boolean) =>
    textOfChat(connection, turn, signal, {
      messages,
      add_generation_prompt: !continues,
      continue_final_message: continues,
      ...templateMembers(members),
    });
  const begun = await textOf([user], false);
  if ('status' in begun) return { kept: false, reason: untold(begun) };
  const continued = await textOf([user, { role: 'assistant', content: partial }], true);
  if ('status' in continued) return { kept: false, reason: refusal(continued) };
  const expected = folded(joinTurn(begun.text, partial));
  if (folded(continued.text) === expected) return { kept: true };
  return { kept: false, reason: difference(folded(continued.text), folded(begun.text), folded(partial)) };
}

/**
 * Whether a server has a completions route: by a request that no model can answer, since it has no prompt.
 *
 * @returns why not, to go on from the server's name; undefined where it has one.
 * @throws ModelError where the server cannot be reached, or is in trouble.
 */
export async function hasCompletions(
  connection: Connection,
  model: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const reply = await tried(connection, [], signal, (client, ends) =>
    client.post('/completions', { body: { model, max_tokens: 1 }, signal: ends }),
  );
  const isMissing = reply instanceof Refused && noRoute.includes(reply.status);
  return isMissing ? `has no completions route (status ${reply.status})` : undefined;
}

const noRoute: readonly number[] = [404, 405, 501];

/** A request that a server does not take. */
class Refused {
  readonly status: number;
  readonly words: string;
  constructor(status: number, words: string) {
    this.status = status;
    this.words = words;
  }
}

/** The text that a chat comes to; the routes are at the root of a server, beside /v1. */
async function textOfChat(
  connection: Connection,
  { model, partial }: Turn,
  signal: AbortSignal,
  chat: JsonObject,
): Promise<{ text: string } | Refused> {
  const root = connection.name.replace(/\/v1$/, '');
  const shown: Question = {
    kind: 'chat',
    to: '',
    body: { messages: [{ role: 'user', content: partial }] },
    draw: '',
  };
  const post = (route: string, body: JsonObject) =>
    tried(connection, [shown], signal, (client, ends) =>
      client.post(`${root}/${route}`, { body: { model, ...body }, signal: ends }),
    );
  const tokenized = await post('tokenize', chat);
  if (tokenized instanceof Refused) return tokenized;
  const tokens = arrayOf(objectOf(tokenized)?.tokens);
  // llama.cpp's route of this name reads texts alone.
  if (tokens === undefined || tokens.length === 0) return new Refused(200, '');
  const text = await post('detokenize', { tokens });
  if (text instanceof Refused) return text;
  const { prompt } = objectOf(text) ?? {};
  return typeof prompt === 'string' ? { text: prompt } : new Refused(200, '');
}

/** A request that costs nothing, or that it was refused. */
async function tried(
  connection: Connection,
  questions: readonly Question[],
  signal: AbortSignal,
  work: (client: OpenAI, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  const late = AbortSignal.timeout(trialMs);
  const ends = AbortSignal.any([signal, late]);
  try {
    return await work(await connection.client(), ends);
  } catch (error) {
    if (late.aborted && !signal.aborted)
      throw new ModelError(`${connection.name} did not answer within ${trialMs / 1000} s`, {
        retryable: true,
      });
    const { fault, safe } = await faultOf(error, connection, questions, signal);
    const isRefused = safe !== undefined && [400, 422, 500, ...noRoute].includes(safe.reply.status);
    if (!isRefused) throw fault;
    return new Refused(safe.reply.status, safe.shown);
  }
}

/** Tokenizers may tidy white space up where they turn tokens back into text. */
const folded = (text: string): string => text.replace(/\s+/g, '');

const untold = ({ status }: Refused): string =>
  `has no /tokenize for chats to tell what becomes of a turn${status === 200 ? '' : ` (status ${status})`}`;

const refusal = ({ status, words }: Refused): string =>
  `does not take a turn to continue (status ${status}${words === '' ? '' : `: ${words}`})`;

function difference(continued: string, begun: string, partial: string): string {
  if (!continued.includes(partial)) return 'drops a part of the turn (its chat template does)';
  if (!continued.endsWith(partial)) return 'ends the turn where it is to be continued';
  if (continued === begun + partial) return 'opens a block of reasoning twice';
  return 'puts something before the turn, such as an empty block of reasoning (its chat template does)';
}
