import type { Call } from '../core/answers.ts';
import type { ReplyHow } from '../core/ask.ts';
import { digest } from '../core/hash.ts';
import type { JsonObject } from '../core/json.ts';
import { renderMessages } from '../core/prompt.ts';
import type { Answer, ChatMessage, Question } from '../core/question.ts';
import type { ModelKind, ReasoningMarkers, ThinkingMarkers } from '../core/reasoning.ts';
import { type Sampling, samplingFor, type Task } from '../core/task.ts';

/** A chat model in a role: whom to ask, and the settings that win over a task's. */
export interface ChatRole {
  readonly to: string;
  readonly sampling: Sampling;
  readonly extraBody: JsonObject;
  /** Whether it reasons before it answers; `instruct` where unset. */
  readonly kind?: ModelKind;
  /** How its reasoning is told from its answer, where its server does not. */
  readonly reasoning?: ReasoningMarkers;
  /** How it writes its reasoning, where that is known. */
  readonly thinking?: ThinkingMarkers;
  /** Whether its server keeps a reply to a JSON Schema. */
  readonly structured?: boolean;
  /** Members of a body that the model's server does not take. */
  readonly omit: readonly string[];
  readonly chat: Call<Question, Answer>;
}

/** A role whose replies are no longer than this one may be; its own limit holds where it is lower, wherever it was set. */
export function withLimit(
  role: ChatRole,
  task: Task<never, unknown>,
  { maxTokens }: Pick<ReplyHow, 'maxTokens'>,
): ChatRole {
  if (maxTokens === undefined) return role;
  const sampling = samplingFor(task, role.kind, role.sampling);
  const lower = (set: unknown): number => (typeof set === 'number' ? Math.min(maxTokens, set) : maxTokens);
  const members = Object.entries(role.extraBody);
  return {
    ...role,
    sampling: { ...sampling, maxTokens: lower(sampling.maxTokens) },
    extraBody: Object.fromEntries(
      members.map(([name, value]) => [name, limitNames.includes(name) ? lower(value) : value]),
    ),
  };
}

/** Under which names servers take the longest reply. */
const limitNames: readonly string[] = ['max_tokens', 'max_completion_tokens'];

/** What a task says to a model, in the form of reply that its server can be held to. */
export function messagesOf<In>(role: ChatRole, task: Task<In, unknown>, input: In): readonly ChatMessage[] {
  const prompt = task.render(input);
  const structured = role.structured === true ? task.structured : undefined;
  return renderMessages(
    task.name,
    structured === undefined ? prompt : { ...prompt, request: structured.request(input) },
  );
}

/** The members of a body that hold a reply to a task's schema; none where the server does not. */
export function schemaOf<In>(role: ChatRole, task: Task<In, unknown>, input: In): JsonObject {
  if (role.structured !== true || task.structured === undefined) return {};
  const schema = task.structured.schema(input);
  return {
    response_format: { type: 'json_schema', json_schema: { name: task.name, strict: true, schema } },
  };
}

/**
 * A chat question. A sampled one carries a seed made from the run's seed and the draw, for servers that
 * honour one; where the server takes no such member, the draw carries it, so that another run's seed
 * asks for other samples all the same.
 */
export function chatQuestion(
  role: ChatRole,
  task: Task<never, unknown>,
  messages: readonly ChatMessage[],
  draw: string,
  seed: number,
  more: JsonObject = {},
): Question {
  const { temperature, topP, maxTokens } = samplingFor(task, role.kind, role.sampling);
  const sample = Number.parseInt(digest([seed, task.name, draw]).slice(0, 7), 16);
  const whole = {
    messages: messages.map(({ role: speaker, content }) => ({ role: speaker, content })),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(temperature === 0 ? {} : { seed: sample }),
    ...more,
    ...role.extraBody,
  };
  const members = Object.entries(whole).filter(([name]) => !role.omit.includes(name));
  const body = Object.fromEntries(members) as JsonObject;
  const unseeded = temperature !== 0 && body.seed === undefined;
  return { kind: 'chat', to: role.to, body, draw: unseeded ? `${draw}/seed-${sample}` : draw };
}
