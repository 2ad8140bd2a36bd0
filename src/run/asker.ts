import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Call } from '../core/answers.ts';
import type { Ask, ReplyHow, Setting } from '../core/ask.ts';
import type { Entity } from '../core/entity.ts';
import { ConfigError, PendingError, ReplyError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { renderMessages } from '../core/prompt.ts';
import { type Answer, type ChatMessage, type Key, keyOf, type Question } from '../core/question.ts';
import { keyedRandom } from '../core/random.ts';
import { personQuestion } from '../core/review.ts';
import type { Task } from '../core/task.ts';
import { reward } from '../tasks/index.ts';
import { type ChatRole, chatQuestion, messagesOf, schemaOf, withLimit } from './chat-question.ts';
import { correctionFor, readAnswer } from './read-answer.ts';
import type { Register } from './register.ts';
import { gradedBy, type RewardRole, scoredBy } from './reward-models.ts';

export type { ChatRole } from './chat-question.ts';

/** Most tries that one question may have. */
const MOST_TRIES = 5;
const DEFAULT_TRIES = 3;

/** An embedding model in a role. Reports each answer that it uses. */
export interface EmbedRole {
  embed(texts: readonly string[], signal: AbortSignal, used: UseAnswer): Promise<Float32Array>;
}

export type UseAnswer = (key: Key, question: Question, answer: Answer) => void;

/** What asking needs, shared by all records of a run. */
export interface AskContext {
  readonly setting: Setting;
  readonly register: Register;
  readonly chatRoles: ReadonlyMap<string, ChatRole>;
  readonly embedRoles: ReadonlyMap<string, EmbedRole>;
  /** Reward models behind servers; a chat model in the role is asked as a judge. None where unset. */
  readonly rewardRoles?: ReadonlyMap<string, RewardRole>;
  /** Looks up what a person answered. @throws PendingError (`person`) where nobody has. */
  readonly person: Call<Question, Answer>;
  /** The records that the stage decides on. */
  readonly peers?: readonly Entity[];
  /** Aborted to stop: nothing new is asked. */
  readonly stopping: AbortSignal;
  /** Aborted to end what is in flight, too. */
  readonly signal: AbortSignal;
}

/**
 * The `ask` of one record in one stage. `used` is told each answer that the record's outcome rests on,
 * unreadable ones included.
 */
export function askFor(context: AskContext, stage: string, used: UseAnswer): Ask {
  const chatRole = (name: string): ChatRole => {
    const role = context.chatRoles.get(name);
    if (role === undefined) throw new ConfigError(`no model for role \`${name}\`; add it under models:`);
    return role;
  };
  const put = async (call: Call<Question, Answer>, question: Question): Promise<Answer> => {
    // Stored and rehearsed answers are there at once: without a pause, Ctrl-C would be heard when a stage ends.
    await letOthersRun();
    if (context.stopping.aborted) throw new PendingError('stopped', 'stopped before this question was asked');
    const answer = await call(question, context.signal);
    used(keyOf(question), question, answer);
    return answer;
  };
  const ask = async <In, Out>(
    task: Task<In, Out>,
    input: In,
    how: { role: string; draw?: string; tries?: number },
    tell: (answer: Answer) => void = () => {},
  ): Promise<Out> => {
    const role = chatRole(how.role);
    const messages = messagesOf(role, task, input);
    const tries = Math.min(how.tries ?? DEFAULT_TRIES, MOST_TRIES);
    let correction: readonly ChatMessage[] = [];
    for (let turn = 0; ; turn += 1) {
      const draw = `${how.draw ?? 'only'}/try-${turn}`;
      const question = chatQuestion(
        role,
        task,
        [...messages, ...correction],
        draw,
        context.setting.seed,
        schemaOf(role, task, input),
      );
      const answer = await put(role.chat, question);
      tell(answer);
      try {
        return readAnswer(task, input, answer, role.reasoning);
      } catch (error) {
        if (!(error instanceof ReplyError) || error.problem === 'rejected' || turn + 1 >= tries) throw error;
        correction = correctionFor(answer, error);
      }
    }
  };
  return Object.assign(ask, {
    reply: async <In>(task: Task<In, unknown>, input: In, how: ReplyHow) => {
      const role = chatRole(how.role);
      const messages = [...renderMessages(task.name, task.render(input)), ...(how.then ?? [])];
      const limited = withLimit(role, task, how);
      const stop = how.stop === undefined ? {} : { stop: how.stop };
      const question = chatQuestion(limited, task, messages, how.draw ?? 'only', context.setting.seed, stop);
      const answer = await put(role.chat, question);
      return { to: role.to, answer, ...(role.reasoning === undefined ? {} : { reasoning: role.reasoning }) };
    },
    model: (name: string) => {
      const { to, kind = 'instruct', thinking } = chatRole(name);
      return { to, kind, ...(thinking === undefined ? {} : { thinking }) };
    },
    rewardModel: (name: string) => {
      const scorer = context.rewardRoles?.get(name);
      if (scorer !== undefined) return scoredBy(scorer, (question) => put(scorer.reward, question));
      chatRole(name);
      return gradedBy((input, tell) => ask(reward, input, { role: name }, tell));
    },
    person: async (body: JsonObject, { reviewer }: { reviewer: string }) => {
      const question = personQuestion(body, reviewer);
      const answer = await context.person(question, context.signal);
      used(keyOf(question), question, answer);
      return answer.body;
    },
    branch: async <T>(work: (ask: Ask) => Promise<T>) => {
      const aside: Parameters<UseAnswer>[] = [];
      const value = await work(askFor(context, stage, (...use) => aside.push(use)));
      return {
        value,
        adopt: () => {
          for (const use of aside) used(...use);
        },
      };
    },
    embed: (texts: readonly string[], how: { role: string }) => {
      const role = context.embedRoles.get(how.role);
      if (role === undefined)
        throw new ConfigError(`no embedder for role \`${how.role}\`; add it under models:`);
      return role.embed(texts, context.signal, used);
    },
    random: (...key: readonly string[]) => keyedRandom(context.setting.seed, stage, ...key),
    find: (id: string) => context.register.find(id),
    trail: (id: string) => context.register.trail(id),
    peers: context.peers ?? [],
    setting: context.setting,
    stopping: context.stopping,
  });
}
