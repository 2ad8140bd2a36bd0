import { ConfigError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Question, RewardBody } from '../core/question.ts';
import { modelOf, type WireOptions, without } from './wire.ts';

/** The routes of vLLM that can give a reward. */
export const rewardRoutes = ['classify', 'score', 'pooling'] as const;

export type RewardRoute = (typeof rewardRoutes)[number];

/** A conversation as the model's chat template writes it, without the token that begins a text: the server adds that. */
export interface RenderedTurns {
  readonly whole: string;
  /** The same without the answer that is scored. */
  readonly before: string;
}

/**
 * The request body for a reward question.
 *
 * A reward is the model's raw score: an activation would press it between 0 and 1, where the best answers look alike.
 * vLLM calls the switch `activation` up to 0.11.0 and `use_activation` from 0.11.1 on, and ignores the other one.
 *
 * @param turns - where the server takes texts only; else it gets the messages, and its own template renders them
 * @throws ConfigError for a template that does not let conversation and answer be told apart, by the route score.
 */
export function rewardRequest(
  question: Question,
  route: RewardRoute,
  { turns, wire = {} }: { readonly turns?: RenderedTurns | undefined; readonly wire?: WireOptions } = {},
): JsonObject {
  const { messages: _, ...parameters } = question.body;
  const given = turns === undefined ? asMessages(question.body as RewardBody, route) : asText(turns, route);
  return without(
    {
      model: modelOf(question.to),
      use_activation: false,
      activation: false,
      // Without it some versions give a value for each token.
      ...(route === 'pooling' && { task: 'classify', encoding_format: 'float' }),
      ...given,
      ...parameters,
    },
    wire.omit,
  );
}

/** The score route compares two texts, and knows no messages. */
function asMessages({ messages }: RewardBody, route: RewardRoute): JsonObject {
  if (route !== 'score') return { messages: messages.map(({ role, content }) => ({ role, content })) };
  const texts = messages.map(({ content }) => content);
  return { text_1: texts.slice(0, -1).join('\n\n'), text_2: texts.at(-1)! };
}

/** `text` is what SGLang's own classify route has for `input`; vLLM does not look at it. */
function asText({ whole, before }: RenderedTurns, route: RewardRoute): JsonObject {
  if (route === 'classify') return { input: whole, text: whole };
  if (route === 'pooling') return { input: whole };
  if (!whole.startsWith(before))
    throw new ConfigError(
      'the chat template of the reward model writes a conversation in another way where an answer follows, so the two cannot be compared by the route score; use the route classify',
    );
  return { text_1: before, text_2: whole.slice(before.length) };
}
