import type { Call } from '../core/answers.ts';
import type { Answer, Question, RewardBody } from '../core/question.ts';
import { attempt, type Connection } from './connection.ts';
import type { TurnRenderer } from './render-turns.ts';
import { readReward } from './reward-reply.ts';
import { type RenderedTurns, type RewardRoute, rewardRequest } from './reward-request.ts';
import { rewardPoster } from './reward-route.ts';
import { modelOf, type WireOptions } from './wire.ts';

export interface RewardCallOptions {
  readonly wire: WireOptions;
  /** Chat templates by model, for servers that take texts only. */
  readonly templates: { of(model: string): Promise<TurnRenderer | undefined> };
}

/** Scores answers by a route of a server. One attempt each; throws ModelError for a fault. */
export function rewardCall(
  connection: Connection,
  route: RewardRoute,
  { wire, templates }: RewardCallOptions,
): Call<Question, Answer> {
  const post = rewardPoster(connection.name, route);
  return async (question, signal) => {
    const startedMs = performance.now();
    const answers = await attempt(connection, [question], signal, async (client) => {
      const template = await templates.of(modelOf(question.to));
      const turns = template && renderedTurns(question, template);
      const reply = await post(client, rewardRequest(question, route, { turns, wire }), signal);
      return [readReward(question, reply)];
    });
    return { ...answers[0]!, latencyMs: Math.round(performance.now() - startedMs) };
  };
}

/** Servers put the token that begins a text before every text, and a doubled one makes for another score. */
function renderedTurns({ body }: Question, { render, bosToken }: TurnRenderer): RenderedTurns {
  const { messages } = body as RewardBody;
  const text = (turns: RewardBody['messages']): string => {
    const written = render(turns, false, body);
    return bosToken !== '' && written.startsWith(bosToken) ? written.slice(bosToken.length) : written;
  };
  return { whole: text(messages), before: text(messages.slice(0, -1)) };
}
