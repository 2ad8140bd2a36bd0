import type { Ask } from '../core/ask.ts';
import type { Step } from '../core/entity.ts';
import type { ChatMessage } from '../core/question.ts';
import type { Task } from '../core/task.ts';
import { type RespondInput, respond, stepRequest } from '../tasks/index.ts';
import { type Purse, purseOf } from './limits.ts';
import type { Deliberated, RespondHow } from './method.ts';
import type { Align3Step } from './options.ts';
import { askingFor, leftOut, noTrace, type Passes, usageOfTrace } from './passes.ts';
import { type ReadReply, readReply } from './read-reply.ts';
import { throughTrace } from './trace.ts';
import { vanilla } from './vanilla.ts';

/** What is said before the subject's next turn. */
interface Talk {
  /** Requests in the first turn of the user, behind the declared question. */
  readonly first: readonly string[];
  /** The turns after that one. */
  readonly later: readonly ChatMessage[];
}

/** How far the turns have come. */
interface Turns extends Passes {
  readonly talk: Talk;
}

/**
 * Align3 as a conversation, for a subject without a trace to go on in: the first step's request stands behind the declared
 * question, in the same turn of the user; each further one is a turn of its own behind the subject's answer. The last
 * reply is the answer. A turn that came to nothing is not shown: the next request is put behind the last one.
 *
 * Within a budget, all turns but the last may use what is not kept for the answer; once that is gone they are left out.
 */
export async function inTurns(
  ask: Ask,
  input: RespondInput,
  how: RespondHow,
  steps: readonly Align3Step[],
): Promise<Deliberated> {
  const { options, role } = how;
  const purse = purseOf(options.tokens);
  let turns: Turns = { ...noTrace, talk: { first: [], later: [] } };
  for (const step of steps.slice(0, -1)) {
    const atMost = purse.forReasoning();
    if (atMost === 0) {
      turns = { ...turns, steps: [...turns.steps, leftOut(step)] };
      continue;
    }
    const { turns: next, read } = await takeTurn(ask, input, how, purse, turns, step, atMost);
    turns = next;
    const { finish } = turns.replies.at(-1)!.answer;
    if (finish === 'filter' || finish === 'rejected') return endOf(turns, { ...read, answer: null });
  }
  const last = steps.at(-1)!;
  if (!vanilla.continues(options, ask.model(role).kind)) {
    const { turns: all, read } = await takeTurn(ask, input, how, purse, turns, last, purse.left());
    return endOf(all, read);
  }
  const { first, later } = asked(turns.talk, stepRequest(last, input));
  const asking = { ...askingFor(ask, input, how), purse, task: declaring(first), before: later };
  return throughTrace(asking, [{ name: last, text: '' }], { ...turns, turn: '' });
}

async function takeTurn(
  ask: Ask,
  input: RespondInput,
  { role, draw }: RespondHow,
  purse: Purse,
  { talk, steps, replies }: Turns,
  name: Align3Step,
  atMost: number | undefined,
): Promise<{ readonly turns: Turns; readonly read: ReadReply }> {
  const next = asked(talk, stepRequest(name, input));
  const then = next.later;
  const limit = atMost === undefined ? {} : { maxTokens: atMost };
  const reply = await ask.reply(declaring(next.first), input, {
    role,
    draw: `${draw}/${name}`,
    then,
    ...limit,
  });
  const { finish, usage } = reply.answer;
  purse.spend(usage, atMost);
  const read = readReply(reply, input, ask.model(role).thinking);
  const step: Step = {
    name,
    text: read.answer ?? '',
    ...(read.reasoning !== undefined && { reasoning: read.reasoning }),
    ...(finish === 'length' && { cut: true }),
    usage,
  };
  const said = answered(next, read.answer);
  return { turns: { talk: said, steps: [...steps, step], replies: [...replies, reply] }, read };
}

/** The declared question with requests behind it, in one turn. */
const declaring = (requests: readonly string[]): Task<RespondInput, unknown> => ({
  ...respond,
  render(input) {
    const prompt = respond.render(input);
    return { ...prompt, request: [prompt.request, ...requests].join('\n\n') };
  },
});

/** Behind an answer, a request is a turn of the user; behind a request, it is more of the same turn. */
function asked({ first, later }: Talk, request: string): Talk {
  const last = later.at(-1);
  if (last === undefined) return { first: [...first, request], later };
  if (last.role === 'assistant') return { first, later: [...later, { role: 'user', content: request }] };
  const content = `${last.content}\n\n${request}`;
  return { first, later: [...later.slice(0, -1), { role: 'user', content }] };
}

const answered = (talk: Talk, answer: string | null): Talk =>
  answer === null ? talk : { ...talk, later: [...talk.later, { role: 'assistant', content: answer }] };

function endOf({ steps, replies }: Turns, read: ReadReply): Deliberated {
  const { to, answer } = replies.at(-1)!;
  return { subject: to, ...read, finish: answer.finish, usage: usageOfTrace(replies), steps };
}
