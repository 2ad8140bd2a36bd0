import type { Entity, Id, Item } from './entity.ts';
import type { Json, JsonObject } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { Answer, ChatMessage, Usage } from './question.ts';
import type { Random } from './random.ts';
import type { ModelKind, ReasoningMarkers, ThinkingMarkers } from './reasoning.ts';
import type { Quota, Scenario, Source } from './scenario.ts';
import type { Catalogue } from './tactic.ts';
import type { Task } from './task.ts';

/** What the pipeline file settles for all stages. */
export interface Setting {
  readonly seed: number;
  readonly quotas: readonly Quota[];
  /** Full addressees by role: "provider/model". */
  readonly models: Readonly<Record<string, string>>;
  /** Whether a role's model reasons before it answers, where that is known; else it is taken to answer at once. */
  readonly kinds?: Readonly<Record<string, ModelKind>>;
  /** @throws SpecloomError for an unknown id. */
  scenario(id: string): Scenario;
  /** @throws SpecloomError for an unknown name. */
  source(name: string): Source;
  /** A file of tactics that a stage of the line says it draws from. @throws SpecloomError for another file. */
  tactics(file: string): Catalogue;
  /** A dataset that a stage of the line says it looks into. @throws SpecloomError for another folder. */
  dataset(folder: string): KnownDataset;
}

/** What there is already in a dataset of the project. */
export interface KnownDataset {
  readonly items: readonly Item[];
  /** Prompts, by scenario id, that people decided on and none rejected; as they were before an edit. */
  readonly accepted: readonly { readonly scenario: string; readonly prompt: string }[];
}

/** A record's outcome in a stage that is closed already. */
export interface Trace {
  readonly stage: string;
  readonly kind: Outcome<Entity>['kind'];
  readonly note?: Json;
}

/** What a model said, whatever it is: not read by a task's parser. */
export interface Reply {
  /** The full addressee: "provider/model". */
  readonly to: string;
  readonly answer: Answer;
  /** How the model's reasoning is told from its answer, where it was said how. */
  readonly reasoning?: ReasoningMarkers;
}

/** How a model under test is asked. */
export interface ReplyHow {
  readonly role: string;
  /** Which sample of it. Default `only`. */
  readonly draw?: string;
  /** Messages after the task's own. A last one of the assistant is a partial turn, which the model continues. */
  readonly then?: readonly ChatMessage[];
  /** Texts at which it is stopped; they are no part of what it says. */
  readonly stop?: readonly string[];
  /** Most tokens of this reply; the role's limit holds where it is lower. */
  readonly maxTokens?: number;
}

/** What is known of a role's model before it is asked. */
export interface ModelTraits {
  /** The full addressee: "provider/model". */
  readonly to: string;
  readonly kind: ModelKind;
  /** How it writes its reasoning; unknown for a model of no known family without markers of its own. */
  readonly thinking?: ThinkingMarkers;
}

/** What an answer is worth to a reward model. */
export interface Reward {
  /** Higher is better; comparable between answers to one question. Null where the model gave no number. */
  readonly score: number | null;
  readonly usage: Usage | null;
  /** Whether a chat model wrote it: its tokens are then part of what an answer takes. */
  readonly written?: true;
}

/** Scores answers: a reward model behind its server, or a chat model that is asked as a judge. */
export interface RewardModel {
  /**
   * Scores an answer as the last turn of a conversation.
   *
   * @param messages - the conversation before it; the last one is the user's
   * @throws PendingError when the score is missing.
   */
  score(messages: readonly ChatMessage[], answer: string): Promise<Reward>;
}

/** Answers that an outcome may turn out not to rest on. */
export interface Branch<T> {
  readonly value: T;
  /** Counts what was asked on the branch among the answers that the record's outcome rests on. */
  adopt(): void;
}

/**
 * All that a stage can reach. Handed in by the runner, which tracks the answers that each outcome
 * rests on.
 */
export interface Ask {
  /**
   * Asks a model and returns the parsed reply. A reply that does not parse is asked for again, with
   * the next try in its draw, up to `tries` times in all (default 3, at most 5).
   *
   * @throws ReplyError when no try could be read; the runner turns it into a `fail`.
   * @throws PendingError when an answer is missing.
   */
  <In, Out>(
    task: Task<In, Out>,
    input: In,
    how: { role: string; draw?: string; tries?: number },
  ): Promise<Out>;
  /**
   * Asks a model under test and returns what it said: a refusal, a filter stop or a reply that was cut
   * off is an answer like any other here. Asked once; nothing is corrected.
   *
   * @throws PendingError when the answer is missing.
   */
  reply<In>(task: Task<In, unknown>, input: In, how: ReplyHow): Promise<Reply>;
  /** What is known of the model in a role. @throws ConfigError for a role without one. */
  model(role: string): ModelTraits;
  /** The reward model in a role. @throws ConfigError for a role without one. */
  rewardModel(role: string): RewardModel;
  /**
   * Asks a person. The answer is what `specloom review import` brought in for just this question.
   *
   * @param body - all that the person is shown, the rubric included: it is what the answer is keyed by
   * @throws PendingError (`person`) when nobody has answered; the question is noted for `specloom review export`.
   */
  person(body: JsonObject, how: { reviewer: string }): Promise<Json>;
  /**
   * Asks on a branch: the answers count as behind the record's outcome only once they are adopted. For
   * work done ahead, which the outcome must not depend on.
   */
  branch<T>(work: (ask: Ask) => Promise<T>): Promise<Branch<T>>;
  /**
   * Embeds texts. Returns row-major n × dimensions float32, each row of unit length (a row of zeros
   * where a text has no features, a row of NaN where the embedder refused it).
   */
  embed(texts: readonly string[], how: { role: string }): Promise<Float32Array>;
  /** Randomness by key: depends on the run's seed, the stage and this key. */
  random(...key: readonly string[]): Random;
  /** A record of this run by id, dropped ones included. @throws SpecloomError for an unknown id. */
  find(id: Id): Entity;
  /** What earlier stages said of a record, oldest first. */
  trail(id: Id): readonly Trace[];
  /** All records that the stage decides on, in their order; none where it asks outside a line. */
  readonly peers: readonly Entity[];
  readonly setting: Setting;
  /**
   * Aborted when the run is to stop. What an `each` or `all` computes for long hands it on; it may throw
   * the signal's reason, and its records are then left for the next run.
   */
  readonly stopping: AbortSignal;
}
