import type { Entity, Id } from './entity.ts';
import type { Json } from './json.ts';
import type { Outcome } from './outcome.ts';
import type { Random } from './random.ts';
import type { Quota, Scenario, Source } from './scenario.ts';
import type { Task } from './task.ts';

/** What the pipeline file settles for all stages. */
export interface Setting {
  readonly seed: number;
  readonly quotas: readonly Quota[];
  /** @throws SpecloomError for an unknown id. */
  scenario(id: string): Scenario;
  /** @throws SpecloomError for an unknown name. */
  source(name: string): Source;
}

/** A record's outcome in a stage that is closed already. */
export interface Trace {
  readonly stage: string;
  readonly kind: Outcome<Entity>['kind'];
  readonly note?: Json;
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
  readonly setting: Setting;
}
