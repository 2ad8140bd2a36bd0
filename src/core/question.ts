import { sha256 } from './hash.ts';
import { canonicalJson, type Json, type JsonObject } from './json.ts';

/** 64 hex digits: SHA-256 over the canonical question. */
export type Key = string;

export type QuestionKind = 'chat' | 'embed' | 'reward' | 'person';

/** What is asked of a model or a person. Everything that can change the answer is in here, and nothing else. */
export interface Question {
  readonly kind: QuestionKind;
  /** Whom: "provider/model". The server's address is provenance and not part of it. */
  readonly to: string;
  readonly body: JsonObject;
  /** Which sample of it: `vote-3/try-1`. */
  readonly draw: string;
}

/** How an answer ended. `rejected`: the server will never answer this (too long); the others as providers have them. */
export type Finish = 'stop' | 'length' | 'filter' | 'refusal' | 'rejected';

/** Tokens as the provider counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Tokens of several answers together; null where one of them is unknown. */
export function totalUsage(usages: readonly (Usage | null)[]): Usage | null {
  let inputTokens = 0;
  let outputTokens = 0;
  for (const usage of usages) {
    if (usage === null) return null;
    inputTokens += usage.inputTokens;
    outputTokens += usage.outputTokens;
  }
  return { inputTokens, outputTokens };
}

/** What came back, pleasant or not. A fault is never an answer. */
export interface Answer {
  /** What a chat model or a person said; null for an embed question. */
  readonly body: Json;
  /** The answer to an embed question; absent where the server refused the text, and for all other kinds. */
  readonly vector?: Float32Array;
  readonly finish: Finish;
  readonly usage: Usage | null;
  /** Who gave it: the provider and the model it says it is. `rehearsal@…` for the rehearsal model, over HTTP too. */
  readonly by: string;
  readonly latencyMs: number | null;
}

/** Role and text of one turn; the field's wire names, as every OpenAI-compatible server takes them. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * Body of a chat question. Wire names; extra members (`chat_template_kwargs`, …) are sent as they
 * are. A last message of role `assistant` is a partial turn to continue.
 */
export type ChatBody = {
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly seed?: number;
  /** Texts at which the reply ends; they are no part of it. */
  readonly stop?: readonly string[];
} & JsonObject;

/** Members of a request that are not for settings to set or to leave out: they are what makes it a question with one reply. */
export const reservedMembers: readonly string[] = ['messages', 'model', 'n', 'stream'];

/** Body of a chat answer. `text` is null where the server gave none (a filter stop, a rejected request). */
export type ChatReply = { readonly text: string | null; readonly reasoning?: string };

/** Body of a reward question: a conversation whose last message is the assistant's, which is what is scored. */
export type RewardBody = { readonly messages: readonly ChatMessage[] } & JsonObject;

/** Body of a reward answer: higher is better, on the model's own scale. Null where the server gave no number. */
export type RewardReply = { readonly score: number | null };

/** Body of an embed question: one text; `dimensions` only where set. */
export type EmbedBody = { readonly text: string; readonly dimensions?: number };

/** What was computed of a question already: it is written and hashed once, though policies, store and audit all ask. */
const keys = new WeakMap<Question, Key>();
const bodies = new WeakMap<Question, string>();

/** The body of a question as canonical JSON. */
export function canonicalBody(question: Question): string {
  const known = bodies.get(question);
  if (known !== undefined) return known;
  const text = canonicalJson(question.body);
  bodies.set(question, text);
  return text;
}

/**
 * The key of a question: the digest of {kind, to, body, draw}. Two questions share a key only if they ask the same, of
 * the same, for the same sample.
 */
export function keyOf(question: Question): Key {
  const known = keys.get(question);
  if (known !== undefined) return known;
  const { kind, to, draw } = question;
  const member = (name: string, text: string): string => `"${name}":${JSON.stringify(text)}`;
  // Canonical JSON in parts: the body is written already, and is not copied once more.
  const others = `,${member('draw', draw)},${member('kind', kind)},${member('to', to)}}`;
  const key = sha256('{"body":', canonicalBody(question), others);
  keys.set(question, key);
  return key;
}

/** Whether an answer came from the rehearsal model, here or over HTTP. */
export function isRehearsal(answer: Pick<Answer, 'by'>): boolean {
  return answer.by.startsWith('rehearsal@');
}
