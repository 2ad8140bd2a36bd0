/** One attempt at a variant of an item, as `attempts.jsonl` lists it. */
export type Attempt = {
  /** Counted from 0 over all batches. */
  readonly number: number;
  /** Ids of the tactics that were drawn for it. */
  readonly tactics: readonly string[];
  /** `chosen`: it became the variant. `valid`: it passed, and a lower number was chosen. */
  readonly result: 'chosen' | 'valid' | 'invalid';
  /** Why it is invalid: `not-preserved`, `same-text`, or the problem of a reply (`refusal`, `malformed`, `length`, …). */
  readonly reason?: string;
  /** Votes that said yes, and votes that did not. */
  readonly passed: number;
  readonly failed: number;
  /** What was composed; null where no text came. */
  readonly text: string | null;
};

/** The note of an attacked item's outcome: attempts in the order of their numbers. */
export type AttackNote = {
  readonly generation: number;
  readonly attempts: readonly Attempt[];
};
