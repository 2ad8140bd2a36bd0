import type { Step } from '../core/entity.ts';
import type { Finish } from '../core/question.ts';
import type { ThinkingMarkers } from '../core/reasoning.ts';
import type { Deliberated } from './method.ts';
import {
  type Asking,
  isOver,
  leftOut,
  noTrace,
  type Pass,
  type Trace,
  takePass,
  usageOfTrace,
} from './passes.ts';
import { behindMarker, type Told, tellApart } from './said.ts';

/** A place in a trace of reasoning where a method speaks in the subject's voice before the subject goes on. */
export interface Thought {
  /** The step's name. */
  readonly name: string;
  /** What is inserted; empty where the subject just begins. */
  readonly text: string;
}

/** The step in which nothing but the answer is asked for. */
const ANSWER = 'answer';

/**
 * Has a subject reason in one trace, and answer behind it. The trace begins with the family's opening marker and the
 * first text. All passes but the last are stopped where reasoning ends; the next one goes on from all so far,
 * right-trimmed, a blank line and its own text. The last one is not stopped: the answer is what it says behind the end
 * marker, and null where it says nothing there.
 *
 * Within a budget, reasoning ends when only the answer's share is left. Passes that are still to come are left out, the
 * block is closed, and the answer is asked for with what there is. An answer that was begun and cut off goes on with it.
 *
 * @param thoughts - at least one
 * @param from - what there was before, with no turn begun
 */
export async function throughTrace(
  asking: Asking,
  thoughts: readonly Thought[],
  from: Trace = noTrace,
): Promise<Deliberated> {
  let trace = from;
  for (const thought of thoughts.slice(0, -1)) {
    const pass = passOf(asking, trace, thought);
    if (pass.atMost === 0) {
      trace = without(trace, thought.name);
      continue;
    }
    const { trace: next, reply } = await takePass(asking, trace, { ...pass, isStopped: true });
    trace = next;
    if (isOver(reply.answer.finish)) return endOf(asking, trace, unfinished(asking, trace));
  }
  return lastOf(asking, trace, thoughts.at(-1)!);
}

async function lastOf(asking: Asking, trace: Trace, thought: Thought): Promise<Deliberated> {
  const { thinking, purse } = asking;
  const pass = passOf(asking, trace, thought);
  if (pass.atMost === 0) return answerBehind(asking, without(trace, thought.name));
  const { trace: next, said, reply } = await takePass(asking, trace, pass);
  const before = reasoningOf(pass.turn, thinking);
  const told = tellApart(said, 'inside', thinking, before);
  if (pass.atMost === undefined || reply.answer.finish !== 'length') return endOf(asking, next, told);
  if (!told.isClosed) return answerBehind(asking, next);
  const atMost = purse.left();
  if (atMost === 0) return endOf(asking, next, told);
  const more = await takePass(asking, next, { name: ANSWER, turn: next.turn, atMost });
  return endOf(asking, more.trace, tellApart(said + more.said, 'inside', thinking, before));
}

/**
 * Closes the block that a trace stands in, or puts an empty one before the answer where there is none, and asks for the
 * answer with all that is left.
 */
export async function answerBehind(asking: Asking, trace: Trace = noTrace): Promise<Deliberated> {
  const { thinking, purse } = asking;
  const atMost = purse.left();
  // Only where a server says more than it is allowed to: there is nothing left to ask with.
  if (atMost === 0) return endOf(asking, without(trace, ANSWER), unfinished(asking, trace), 'length');
  const inserted = trace.turn === '' ? thinking.empty : closingOf(thinking);
  const turn = trace.turn.trimEnd() + inserted;
  const pass = { name: ANSWER, turn, inserted, atMost };
  const { trace: next, said } = await takePass(asking, trace, pass);
  return endOf(asking, next, tellApart(said, 'behind', thinking, reasoningOf(trace.turn, thinking)));
}

function passOf({ thinking, purse }: Asking, { turn }: Trace, { name, text }: Thought): Pass {
  // A spec that holds the end marker would end the block: what is said next is still taken for reasoning.
  const unmarked = text.replaceAll(thinking.close, '');
  const inserted = turn === '' ? thinking.open + unmarked : unmarked;
  const next = turn === '' ? inserted : `${turn.trimEnd()}\n\n${inserted}`;
  return { name, turn: next, inserted, atMost: purse.forReasoning() };
}

const without = (trace: Trace, name: string): Trace => ({ ...trace, steps: [...trace.steps, leftOut(name)] });

/** What ends a block, as the family's own template does it. */
const closingOf = ({ open, close, empty }: ThinkingMarkers): string =>
  empty.startsWith(open) ? empty.slice(open.length) : close;

/** What stands in the block that a turn begins with. */
const reasoningOf = (turn: string, { open }: ThinkingMarkers): string => turn.slice(open.trimEnd().length);

const unfinished = ({ thinking }: Asking, { turn }: Trace): Told => ({
  thought: reasoningOf(turn, thinking).trim(),
  answer: null,
  isClosed: false,
});

/**
 * What a trace came to. A refusal that the server set apart is the answer, wherever it came; behind an answer that was
 * begun already, it goes on with it.
 */
function endOf(
  { to }: Asking,
  { steps, replies }: Trace,
  told: Told,
  finish: Finish = replies.at(-1)!.answer.finish,
): Deliberated {
  const { reasoning } = replies.at(-1) ?? {};
  const { thought, answer } = behindMarker(told, reasoning?.answer, finish);
  return {
    subject: to,
    answer: finish === 'refusal' ? refused(answer, steps.at(-1)!) : answer,
    ...(thought !== '' && { reasoning: thought }),
    finish,
    usage: usageOfTrace(replies),
    steps,
  };
}

const refused = (begun: string | null, { text }: Step): string | null => {
  const parts = [begun ?? '', text].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join('\n\n');
};
