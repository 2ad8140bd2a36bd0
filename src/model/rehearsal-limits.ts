import { z } from 'zod';
import { ModelError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Spoilt } from './rehearsal-misbehaviour.ts';

/** Characters that a token is taken for: an estimate, stated as such in the docs. */
const CHARACTERS = 4;

/** How many tokens so many characters are taken for. */
export const tokensIn = (characters: number): number => Math.ceil(characters / CHARACTERS);

/** Where a reply ends, whatever it would still say. */
export interface ReplyLimits {
  readonly stop: readonly string[];
  readonly mostTokens: number;
}

const limits = z.object({
  stop: z.union([z.string().min(1), z.array(z.string().min(1))]).nullish(),
  max_tokens: z.int().min(1).nullish(),
});

/**
 * The limits that a chat body sets.
 *
 * @throws ModelError for a limit that is none.
 */
export function limitsOf(body: JsonObject): ReplyLimits {
  const parsed = limits.safeParse(body);
  if (!parsed.success)
    throw new ModelError(
      'expected `stop`, a text or a list of texts, and `max_tokens`, a whole number from 1; either may be left out',
      { status: 400, retryable: false },
    );
  const { stop, max_tokens: most } = parsed.data;
  return { stop: [stop ?? []].flat(), mostTokens: most ?? Number.POSITIVE_INFINITY };
}

/** A text up to the first stop text in it, which is no part of it. */
export function withStop(text: string, stop: readonly string[]): string {
  const places = stop.map((each) => text.indexOf(each)).filter((at) => at >= 0);
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
}

/** A reply that ends at the limit where it would go on: with finish `length`, and in no half of a character. */
export function withinLimit(said: Spoilt, mostTokens: number): Spoilt {
  if (said.text === null || tokensIn(said.text.length) <= mostTokens) return said;
  const text = said.text.slice(0, mostTokens * CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
  return { text, finish: 'length' };
}
