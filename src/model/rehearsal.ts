import { z } from 'zod';
import { ConfigError, ModelError } from '../core/errors.ts';
import { digest } from '../core/hash.ts';
import type { JsonObject } from '../core/json.ts';
import { readMessages, type Sections } from '../core/prompt.ts';
import type { Limits, Provider, ProviderKind } from '../core/provider.ts';
import type { Answer, ChatMessage, ChatReply, Finish, Usage } from '../core/question.ts';
import { keyedRandom } from '../core/random.ts';
import {
  isRehearsalModel,
  type RehearsalModelName,
  rehearsalModels,
  rehearsedThinking,
} from '../core/rehearsal-models.ts';
import type { LaterTurns, Task } from '../core/task.ts';
import { splitReasoning } from './reasoning.ts';
import { chatReply } from './rehearsal-chat.ts';
import { limitsOf, tokensIn, withinLimit, withStop } from './rehearsal-limits.ts';
import {
  type Misbehaviour,
  misbehave,
  misbehaviourSchema,
  type Spoilt,
  usualMisbehaviour,
} from './rehearsal-misbehaviour.ts';

/** Raised with every change of what this file or its misbehaviour does to a reply. */
const VERSION = '4';

/** What the rehearsal model answered. `text` is null for a filter stop. */
export interface RehearsalReply {
  readonly text: string | null;
  readonly finish: Finish;
  readonly usage: Usage;
}

/** The rehearsal model, without the provider around it: the HTTP server is built on it, too. */
export interface RehearsalModel {
  /** 8 hex digits over the versions of the tasks it plays and its misbehaviour: all that its replies depend on besides the request. */
  readonly digest: string;
  /**
   * Answers a chat body (`messages`, sampling parameters, `seed`; no `model`). The reply depends on the
   * body and the model alone. A last message of the assistant is its own turn, which it goes on with; with
   * `continue_final_message: false` it is a turn that is over, and the reply begins another one.
   * @throws ModelError for a body without messages, and for a task that it cannot play.
   */
  reply(body: JsonObject, model?: RehearsalModelName): RehearsalReply;
}

/** Makes a rehearsal model that plays these tasks. */
export function rehearsalModel(
  tasks: readonly Task<never, unknown>[],
  misbehaviour: Misbehaviour = usualMisbehaviour,
): RehearsalModel {
  const versions = tasks.map((task) => `${task.name}@${task.version}`).sort();
  return {
    digest: digest([VERSION, versions, misbehaviour]).slice(0, 8),
    reply(body, name = 'default') {
      const messages = messagesOf(body);
      const key = digest(name === 'default' ? body : [name, body]);
      const { stop, mostTokens } = limitsOf(body);
      const turns = turnsIn(messages, body.continue_final_message !== false);
      const good = withStop(play(tasks, messages, turns, key, name, 'response_format' in body), stop);
      const luck = keyedRandom('rehearsal', 'misbehaviour', key);
      const spoilt = behindThought(name, good, (answer) => misbehave(answer, misbehaviour, luck));
      const { text, finish } = withinLimit(spoilt, mostTokens);
      return { text, finish, usage: usageOf(messages, text) };
    },
  };
}

/**
 * What goes wrong in a reply that has thoughts goes wrong behind them: a model that refuses has ended them before. A
 * refusal that is set apart, and what a filter stops, is told without them.
 */
function behindThought(name: RehearsalModelName, good: string, spoil: (answer: string) => Spoilt): Spoilt {
  const end = name === 'reasoning' ? good.indexOf(rehearsedThinking.close) : -1;
  const from =
    end < 0 ? 0 : good.length - good.slice(end + rehearsedThinking.close.length).trimStart().length;
  const { text, finish } = spoil(good.slice(from));
  const isApart = text === null || finish === 'refusal';
  return { text: isApart ? text : good.slice(0, from) + text, finish };
}

/** A task's own reply, whatever the tries before were told; a plain reply where no task speaks. */
function play(
  tasks: readonly Task<never, unknown>[],
  messages: readonly ChatMessage[],
  turns: LaterTurns,
  key: string,
  name: RehearsalModelName,
  isStructured: boolean,
): string {
  const random = keyedRandom('rehearsal', 'reply', key);
  const asked = readMessages(messages);
  if (asked === undefined) return chatReply(messages, random);
  const task = tasks.findLast(({ name, hears }) =>
    asked.task === undefined ? hears !== undefined && hasAll(asked.sections, hears) : name === asked.task,
  );
  if (task !== undefined) {
    const reply = task.rehearse(asked.sections, random, name, turns);
    return isStructured && task.structured !== undefined ? task.structured.rehearsed(reply) : reply;
  }
  if (asked.task === undefined) return chatReply(messages, random);
  throw new ModelError(
    `the rehearsal model cannot play task \`${asked.task}\`; it plays ${tasks.map(({ name }) => name).join(', ')}`,
    { status: 400, retryable: false },
  );
}

/** What stands behind the sections, which are in the first turn of the user's. */
function turnsIn(messages: readonly ChatMessage[], isContinued: boolean): LaterTurns {
  const prompt = messages.findIndex(({ role }) => role === 'user');
  const request = messages[prompt]?.content.split(/^<\/[a-z0-9_]+ mark="[0-9a-f]{8}">$/m).at(-1) ?? '';
  const said = messages.slice(prompt + 1);
  const last = said.at(-1);
  if (!isContinued || last?.role !== 'assistant') return { request, said };
  return { request, said: said.slice(0, -1), partial: last.content };
}

const hasAll = (sections: Sections, names: readonly string[]): boolean =>
  sections.size === names.length && names.every((name) => sections.has(name));

function messagesOf(body: JsonObject): readonly ChatMessage[] {
  const parsed = messagesSchema.safeParse(body.messages);
  if (parsed.success) return parsed.data;
  throw new ModelError('expected `messages`: a list of at least one {role, content}, both strings', {
    status: 400,
    retryable: false,
  });
}

const messagesSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(1);

/** An estimate, stated as such in the docs: a token is 4 characters. */
function usageOf(messages: readonly ChatMessage[], text: string | null): Usage {
  const asked = messages.reduce((total, message) => total + message.content.length, 0);
  return { inputTokens: tokensIn(asked), outputTokens: tokensIn((text ?? '').length) };
}

const options = z.strictObject({
  misbehaviour: misbehaviourSchema
    .optional()
    .describe('How often replies go wrong on purpose, by kind: shares from 0 to 1, at most 1 in all.'),
});

/** Its answers are computed at once, in this process: more in flight would gain nothing. */
const limits: Limits = { concurrency: 64, timeoutMs: 60_000 };

/** The model that an addressee of ours names: "rehearsal/careful@1a2b3c4d". */
const modelIn = (addressee: string): RehearsalModelName => {
  const name = /\/([a-z]+)@/.exec(addressee)?.[1] ?? 'default';
  return isRehearsalModel(name) ? name : 'default';
};

/** What an answer holds: a block of reasoning at its start stands apart, as it does where a server's reply is read. */
const bodyOf = (text: string | null): ChatReply => (text === null ? { text } : { ...splitReasoning(text) });

/** The rule-based model that is built in. Free, deterministic, and known by name wherever its answers go. */
export const rehearsal: ProviderKind<z.infer<typeof options>> = {
  type: 'rehearsal',
  options,
  open(name, settings, { tasks }): Provider {
    const model = rehearsalModel(tasks, settings.misbehaviour ?? usualMisbehaviour);
    const by = `rehearsal@${model.digest}`;
    return {
      name,
      free: true,
      limits,
      addressee(asked) {
        if (!isRehearsalModel(asked))
          throw new ConfigError(
            `provider \`${name}\` has no model \`${asked}\`; say \`${name}/${rehearsalModels[0]}\`, or another of ${rehearsalModels.slice(1).join(', ')}`,
          );
        return `${name}/${asked}@${model.digest}`;
      },
      servers: [
        {
          name,
          async chat(question): Promise<Answer> {
            const { text, finish, usage } = model.reply(question.body, modelIn(question.to));
            return { body: bodyOf(text), finish, usage, by, latencyMs: null };
          },
        },
      ],
      traits: (asked) =>
        asked === 'reasoning' ? { kind: 'reasoning', thinking: rehearsedThinking } : undefined,
      continuation: async () => ({ way: 'chat', detail: 'the rehearsal model goes on with any turn' }),
      probe: async () => [{ server: name, ok: true, detail: `${by}, plays ${tasks.length} tasks` }],
    };
  },
};
