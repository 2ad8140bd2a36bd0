import type { Ask, Reply } from '../core/ask.ts';
import type { Step } from '../core/entity.ts';
import { ConfigError } from '../core/errors.ts';
import type { ChatMessage, ChatReply, Finish, Usage } from '../core/question.ts';
import type { ThinkingMarkers } from '../core/reasoning.ts';
import type { Task } from '../core/task.ts';
import { type RespondInput, respond } from '../tasks/index.ts';
import { type Purse, purseOf } from './limits.ts';
import type { RespondHow } from './method.ts';
import { whatWasSaid } from './said.ts';

/** What all passes of one answer have in common. */
export interface Asking {
  readonly ask: Ask;
  readonly input: RespondInput;
  readonly how: RespondHow;
  /** The subject's full addressee. */
  readonly to: string;
  readonly thinking: ThinkingMarkers;
  readonly purse: Purse;
  /** The declared question, and whatever is asked along with it. */
  readonly task: Task<RespondInput, unknown>;
  /** The turns between that and the turn that is continued. */
  readonly before: readonly ChatMessage[];
}

/** The passes so far. */
export interface Passes {
  readonly steps: readonly Step[];
  readonly replies: readonly Reply[];
}

/** A turn of the assistant that is not over. */
export interface Trace extends Passes {
  /** All that was inserted and said so far. */
  readonly turn: string;
}

export const noTrace: Trace = { turn: '', steps: [], replies: [] };

/** One pass: what is inserted, and how far the subject may go on. */
export interface Pass {
  readonly name: string;
  /** The turn with the inserted text at its end. */
  readonly turn: string;
  readonly inserted?: string;
  /** Whether it is stopped where its reasoning ends. */
  readonly isStopped?: boolean;
  /** Most tokens that it may say; only the role's limit holds where unset. */
  readonly atMost?: number | undefined;
}

/**
 * What an answer by way of a partial turn needs to know of its subject.
 *
 * @throws ConfigError where nobody has said how the subject writes its reasoning.
 */
export function askingFor(ask: Ask, input: RespondInput, how: RespondHow): Asking {
  const { to, thinking } = ask.model(how.role);
  if (thinking === undefined)
    throw new ConfigError(
      `nothing is known of how ${to} writes its reasoning; say reasoning: {open: …, close: …} for role \`${how.role}\` under models:`,
    );
  return { ask, input, how, to, thinking, purse: purseOf(how.options.tokens), task: respond, before: [] };
}

/**
 * Asks for one pass, and puts what was said at the end of the turn. A refusal that the server set apart is no part of
 * the turn.
 */
export async function takePass(
  { ask, input, how, thinking, purse, task, before }: Asking,
  { steps, replies }: Trace,
  { name, turn, inserted, isStopped = false, atMost }: Pass,
): Promise<{ readonly trace: Trace; readonly said: string; readonly reply: Reply }> {
  const then = [...before, { role: 'assistant', content: turn } as const];
  const reply = await ask.reply(task, input, {
    role: how.role,
    draw: `${how.draw}/${name}`,
    then,
    ...(isStopped && { stop: [thinking.close] }),
    ...(atMost !== undefined && { maxTokens: atMost }),
  });
  const { body, finish, usage } = reply.answer;
  purse.spend(usage, atMost);
  const isRefusal = finish === 'refusal';
  const { text: content, reasoning } = body as ChatReply;
  const whole = isRefusal ? (content ?? '') : whatWasSaid(body as ChatReply, thinking);
  // A server that takes no notice of stop texts goes on behind the marker.
  const end = isStopped && !isRefusal ? whole.indexOf(thinking.close) : -1;
  const text = end < 0 ? whole : whole.slice(0, end);
  const said = isRefusal ? '' : text;
  const step: Step = {
    name,
    ...(inserted !== undefined && { inserted }),
    text,
    ...(isRefusal && reasoning !== undefined && { reasoning }),
    ...(finish === 'length' && end < 0 && { cut: true }),
    usage,
  };
  return { trace: { turn: turn + said, steps: [...steps, step], replies: [...replies, reply] }, said, reply };
}

/** A step for which no tokens were left: nothing was inserted, nothing asked. */
export const leftOut = (name: string): Step => ({
  name,
  text: '',
  cut: true,
  usage: { inputTokens: 0, outputTokens: 0 },
});

/** Whether a reply leaves nothing to go on with: it was held back, refused apart from its text, or never given. */
export const isOver = (finish: Finish): boolean =>
  finish === 'filter' || finish === 'refusal' || finish === 'rejected';

/**
 * What one trace took: the prompt of its first pass once, and what was said in all of them (arXiv 2509.14760, table 2).
 * Null where a pass states none.
 */
export function usageOfTrace(replies: readonly Reply[]): Usage | null {
  const usages = replies.map(({ answer }) => answer.usage);
  if (!usages.every((usage) => usage !== null)) return null;
  return {
    inputTokens: usages[0]?.inputTokens ?? 0,
    outputTokens: usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}
