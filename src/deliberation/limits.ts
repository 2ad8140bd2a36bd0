import type { Usage } from '../core/question.ts';

/** The tokens that a subject may say for one answer, over all its passes (`tokens` of the methods' options). */
export interface Purse {
  /** What is left, 0 or more; undefined where nothing limits it. */
  left(): number | undefined;
  /** What of it may go into reasoning: all but the share of the answer. 0 or more; undefined where nothing limits it. */
  forReasoning(): number | undefined;
  /**
   * Takes off what a pass took.
   *
   * @param usage - as its server counted; where it did not, the pass took all that it could
   * @param atMost - the limit that the pass was asked with; where it had none, all is spent
   */
  spend(usage: Usage | null, atMost?: number): void;
}

/**
 * What of a budget is kept for the answer: a quarter of it, at least 16 and at most 1,000 tokens, and never more than
 * there is.
 */
export const answerShare = (tokens: number): number =>
  Math.min(tokens, 1_000, Math.max(16, Math.floor(tokens / 4)));

/**
 * The purse of one answer. Where each pass is asked with no more than `left()`, and its server keeps to that, all passes
 * together say no more than `tokens`.
 *
 * @param tokens - the budget of one answer; undefined for none
 */
export function purseOf(tokens: number | undefined): Purse {
  if (tokens === undefined) return { left: () => undefined, forReasoning: () => undefined, spend: () => {} };
  let left = tokens;
  return {
    left: () => left,
    forReasoning: () => Math.max(0, left - answerShare(tokens)),
    spend: (usage, atMost = left) => {
      left = Math.max(0, left - (usage?.outputTokens ?? atMost));
    },
  };
}
