import type { Ask } from '../core/ask.ts';
import type { Step } from '../core/entity.ts';
import type { Task } from '../core/task.ts';
import type { RespondInput } from '../tasks/index.ts';
import type { Deliberated, RespondHow } from './method.ts';
import { readReply } from './read-reply.ts';
import { vanilla } from './vanilla.ts';

/** One whole turn of a subject: an answer, or what it said about one. */
export interface WholeTurn extends Omit<Deliberated, 'steps'> {
  /** The step's name. */
  readonly name: string;
}

/** What one turn is asked with. */
export interface TurnHow {
  readonly name: string;
  readonly draw: string;
  /** Most tokens that it may take; only the role's limit holds where undefined. */
  readonly atMost: number | undefined;
}

/** Asks for an answer to the declared question, as vanilla does within as many tokens. */
export async function answerTurn(
  ask: Ask,
  input: RespondInput,
  { role, options }: RespondHow,
  { name, draw, atMost }: TurnHow,
): Promise<WholeTurn> {
  const how = { role, draw, options: { ...options, tokens: atMost } };
  const { steps: _, ...said } = await vanilla.respond(ask, input, how);
  return { name, ...said };
}

/** Asks for what comes after an answer. It is read as an answer is, so that no reasoning is carried on. */
export async function laterTurn<In>(
  ask: Ask,
  [task, shown]: readonly [task: Task<In, unknown>, shown: In],
  input: RespondInput,
  role: string,
  { name, draw, atMost }: TurnHow,
): Promise<WholeTurn> {
  const limit = atMost === undefined ? {} : { maxTokens: atMost };
  const reply = await ask.reply(task, shown, { role, draw, ...limit });
  const { finish, usage } = reply.answer;
  const { thinking } = ask.model(role);
  return { name, subject: reply.to, ...readReply(reply, input, thinking), finish, usage };
}

/** A turn that says something which was neither held back nor refused by its server. */
export type UsableTurn = WholeTurn & { readonly answer: string };

/** Whether a turn says something: it is not empty, not held back by a filter, and not cut off inside its reasoning. */
export const isUsable = (turn: WholeTurn): turn is UsableTurn =>
  turn.answer !== null && turn.finish !== 'filter' && turn.finish !== 'rejected';

/** A turn as a step of the response. */
export const stepOf = ({ name, answer, reasoning, finish, usage }: WholeTurn): Step => ({
  name,
  text: answer ?? '',
  ...(reasoning === undefined ? {} : { reasoning }),
  ...(finish === 'length' ? { cut: true } : {}),
  usage,
});
