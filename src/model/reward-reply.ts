import { ModelError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Answer, Question, RewardReply } from '../core/question.ts';
import { answererOf, arrayOf, malformed, objectOf, usageOf } from './wire.ts';

/**
 * Reads a reward: the one number of the one entry, whichever route it came by (`probs`, `score` and `data` of vLLM's
 * entries, `embedding` of SGLang's).
 *
 * @throws ModelError retryable, maybe billed, for a body without a number; about the setup for one with several, as a
 *   model with several labels gives, or one that is served token by token.
 */
export function readReward(question: Question, body: unknown): Omit<Answer, 'latencyMs'> {
  const reply = objectOf(body) ?? {};
  const entries = arrayOf(reply.data) ?? arrayOf(body) ?? [reply];
  const entry = objectOf(entries[0]);
  if (entries.length !== 1 || entry === undefined) throw malformed('one entry with a reward');
  const numbers = numbersIn(entry.probs ?? entry.score ?? entry.data ?? entry.embedding);
  if (numbers === undefined || numbers.length === 0) throw malformed('a number as the reward');
  if (numbers.length > 1) throw severalNumbers(numbers.length);
  const score: RewardReply = { score: numbers[0]! };
  return { body: score, finish: 'stop', usage: usageIn(reply, entry), by: answererOf(question, reply) };
}

/** All numbers of a value, in their order; undefined where it holds anything else. */
function numbersIn(value: Json | undefined): readonly number[] | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? [value] : undefined;
  const parts = arrayOf(value)?.map(numbersIn);
  return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function severalNumbers(count: number): ModelError {
  return new ModelError(
    `the reply has ${count} numbers where a reward is one: the model has several labels, or gives a value for each token; ` +
      'name a model with one label for the role reward, served for the task classify',
    { retryable: false, maybeBilled: true, blame: 'setup' },
  );
}

/** A reward costs no output, whatever the reply says of it. */
function usageIn(reply: JsonObject, entry: JsonObject): Answer['usage'] {
  const { prompt_tokens: tokens } = objectOf(reply.usage ?? entry.meta_info) ?? {};
  return tokens === undefined ? null : usageOf({ prompt_tokens: tokens }, 0);
}
