import type { Call } from '../core/answers.ts';
import type { RewardModel } from '../core/ask.ts';
import { ReplyError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import {
  type Answer,
  type ChatMessage,
  type Question,
  type RewardReply,
  totalUsage,
  type Usage,
} from '../core/question.ts';
import type { RewardInput } from '../tasks/index.ts';

/** A reward model behind a server, in a role. */
export interface RewardRole {
  readonly to: string;
  /** Members that are added to every body; they are part of the question. */
  readonly extraBody: JsonObject;
  /** Members of a body that the model's server does not take. */
  readonly omit: readonly string[];
  readonly reward: Call<Question, Answer>;
}

/**
 * A reward model that its server has a route for. An answer is scored once: it is the same whoever asks, so that equal
 * answers of several samples share one question. A request that the server will not take (too long) has no score.
 *
 * @param put - asks it, and counts the answer as used
 */
export function scoredBy(role: RewardRole, put: (question: Question) => Promise<Answer>): RewardModel {
  return {
    async score(messages, answer) {
      const { body, usage } = await put(rewardQuestion(role, messages, answer));
      return { score: (body as RewardReply).score, usage };
    },
  };
}

function rewardQuestion(
  { to, extraBody, omit }: RewardRole,
  messages: readonly ChatMessage[],
  answer: string,
): Question {
  const turns = [...messages.map(({ role, content }) => ({ role, content })), said(answer)];
  const members = Object.entries({ ...extraBody, messages: turns }).filter(([name]) => !omit.includes(name));
  return { kind: 'reward', to, body: Object.fromEntries(members), draw: 'only' };
}

const said = (content: string) => ({ role: 'assistant', content }) as const;

/**
 * A chat model that grades answers as a judge. A grade that cannot be read after its tries is none.
 *
 * @param grade - asks for a grade, and tells of each answer that came back. @throws ReplyError
 */
export function gradedBy(
  grade: (input: RewardInput, tell: (answer: Answer) => void) => Promise<number>,
): RewardModel {
  return {
    async score(messages, answer) {
      const tries: Answer[] = [];
      try {
        const score = await grade({ messages, answer }, (reply) => tries.push(reply));
        return { score, usage: usageOf(tries), written: true };
      } catch (error) {
        if (error instanceof ReplyError) return { score: null, usage: usageOf(tries), written: true };
        throw error;
      }
    },
  };
}

const usageOf = (tries: readonly Answer[]): Usage | null => totalUsage(tries.map(({ usage }) => usage));
