import type { z } from 'zod';
import type { Call } from './answers.ts';
import type { JsonObject } from './json.ts';
import type { Answer, Question } from './question.ts';
import type { ModelKind, ThinkingMarkers } from './reasoning.ts';
import type { Task } from './task.ts';

/** Dollars per million tokens. */
export interface Price {
  readonly inputPerMillionUsd: number;
  readonly outputPerMillionUsd: number;
}

/** What one server bears. Unset: no limit of that kind. */
export interface Limits {
  /** Requests in flight. */
  readonly concurrency: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Longest time one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** One address behind a provider. Its calls make one attempt each and throw ModelError for a fault. */
export interface Server {
  /** For logs and the ledger: a name or an address without credentials. */
  readonly name: string;
  readonly chat?: Call<Question, Answer>;
  /** A batch of embed questions; one answer each, in order. */
  readonly embed?: Call<readonly Question[], readonly Answer[]>;
  /** Scores an answer (`RewardBody` → `RewardReply`); only where the provider was told the route for it. */
  readonly reward?: Call<Question, Answer>;
}

/** How servers take a partial assistant turn that they are to continue. */
export interface Continuation {
  /** By chat with `continue_final_message`, or as a text that was rendered here, to the completions route. */
  readonly way: 'chat' | 'completions';
  /** One line for the user: how that was found out. */
  readonly detail: string;
}

/** Where questions can be sent. */
export interface Provider {
  readonly name: string;
  readonly servers: readonly Server[];
  readonly limits: Limits;
  /** Most texts in one embed call. */
  readonly embedBatch?: number;
  /** Most tokens in one embed call, all its texts together; a text that is longer goes alone. */
  readonly embedBatchTokens?: number;
  /** Whether answers are computed here and are free (the rehearsal model). */
  readonly free: boolean;
  /** The price of a model where the provider's own settings state one; the price table is asked otherwise. */
  price?(model: string): Price | undefined;
  /** The full addressee for a model name: "provider/model", with a digest where the model is ours. */
  addressee(model: string): string;
  /** Members that this provider adds to every chat body of a model (`extraBody`); they are part of the question. */
  extraBody?(model: string): Readonly<Record<string, unknown>>;
  /**
   * Members of a question's body that its servers do not take. They must be left out of the question
   * itself, not only of the request: what was not sent is no part of what was asked.
   */
  readonly omit?: readonly string[];
  /** What is known of a model of its own beside its settings. */
  traits?(model: string): { readonly kind?: ModelKind; readonly thinking?: ThinkingMarkers } | undefined;
  /**
   * Finds out how its servers continue a partial turn of a model. Spends nothing. Asked before anything else where a
   * method needs it; a provider without it cannot continue any.
   *
   * @param partial - a turn as the method will begin one, by which it is tried out
   * @param members - what else the questions say: `chat_template_kwargs` and the like change what becomes of a turn
   * @throws ConfigError where they cannot, saying why and what to do; ModelError where that cannot be told now.
   */
  continuation?(
    model: string,
    partial: string,
    signal: AbortSignal,
    members?: JsonObject,
  ): Promise<Continuation>;
  /** Asks each server for a sign of life. One line per server for `doctor`. Spends no tokens. */
  probe(signal: AbortSignal): Promise<readonly SignOfLife[]>;
}

/** What a server says when it is asked whether it is there. */
export interface SignOfLife {
  readonly server: string;
  readonly ok: boolean;
  readonly detail: string;
  /** The models it has, where it lists them. */
  readonly models?: readonly string[];
}

/** What a provider may know of its surroundings. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether nothing will be asked (replay, plan): no key is needed then. */
  readonly offline: boolean;
  /** Project root, which paths in a provider's options are relative to; the working folder where unset. */
  readonly root?: string;
  /** The tasks that the rehearsal model can play. */
  readonly tasks: readonly Task<never, unknown>[];
}

/** A kind of provider, as a pipeline file names it under `type`. */
export interface ProviderKind<O> {
  readonly type: string;
  readonly options: z.ZodType<O>;
  /** @throws ConfigError when a key's variable is not set. */
  open(name: string, options: O, surroundings: Surroundings): Provider;
}

/** Turns texts into unit vectors in this process. Remote embedding models are reached through a provider instead. */
export interface Embedder {
  /** "hashing/…" or "transformers/…": names everything that can change a vector. */
  readonly id: string;
  readonly dimensions: number;
  /** Whether vectors are worth storing: true where computing them is slow or differs between machines. */
  readonly stored: boolean;
  /** Row-major n × dimensions, unit rows (a row of zeros where a text has no features). */
  embed(texts: readonly string[]): Promise<Float32Array>;
}
