/** What asking one part of an evaluation took, as the stored answers have it. Unknown is null, and never 0. */
export interface Effort {
  /** Questions whose answers the outcomes rest on, later tries included. */
  readonly questions: number;
  /** Tokens over the answers that state them; `unstated`: how many state none. */
  readonly tokens: { readonly input: number; readonly output: number; readonly unstated: number };
  /** US dollars by the prices of today's table or the provider's settings; null where a price or a usage is unknown. */
  readonly costUsd: number | null;
  /** Milliseconds that an answer took, over those that state it; null where none does (the rehearsal model). */
  readonly latencyMs: {
    readonly answers: number;
    readonly median: number;
    readonly p95: number;
    readonly max: number;
  } | null;
}

/** By part of an evaluation: asking the subject, and asking the judges. */
export interface EvaluationEffort {
  readonly respond: Effort | null;
  readonly judge: Effort | null;
}
