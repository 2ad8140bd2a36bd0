/** A way to put a request differently, so that a model may fail to see what it is. */
export interface Tactic {
  /** Kebab-case, unique in a catalogue. */
  readonly id: string;
  /** A few words. */
  readonly name: string;
  /** The kind of tactic: `fiction`, `role`, `authority`, … */
  readonly family: string;
  /** What it does to a request, in one or two sentences. */
  readonly definition: string;
  /** A mild excerpt of a prompt that uses it. */
  readonly example: string;
  /** Where the idea is described: a paper, or `own`. */
  readonly origin: string;
}
