import type { Ask } from '../core/ask.ts';
import { totalUsage } from '../core/question.ts';
import { feedback, type RespondInput, type ReviewedResponse, refine } from '../tasks/index.ts';
import { type Purse, purseOf } from './limits.ts';
import type { Method, RespondHow } from './method.ts';
import { isEnough, needOf, shareOf } from './shares.ts';
import { vanilla } from './vanilla.ts';
import { answerTurn, isUsable, laterTurn, stepOf, type WholeTurn } from './whole-turn.ts';

/**
 * The first answer, refined by the subject's own feedback (Self-Refine, Madaan et al. 2023, as arXiv 2509.14760 uses it:
 * fifteen responses; its released loop refines fifteen times). Feedback sees question, specs and the last response;
 * a refinement sees the question and the last responses with their feedback.
 *
 * A refinement that says nothing, or that is cut off where the last response is whole, does not take its place. Without
 * feedback there is nothing to refine by: the next feedback is asked for. Without a first answer there is nothing to go on
 * with, and none is the answer.
 */
export const selfRefine: Method = {
  name: 'self-refine',
  options: ['refinements', 'history'],
  continues: (options, kind) => vanilla.continues(options, kind),

  forecast(options, kind) {
    const each = vanilla.forecast(options, kind);
    return { ...each, subject: each.subject + 2 * options.refinements };
  },

  async respond(ask, input, how) {
    const purse = purseOf(how.options.tokens);
    const atMost = purse.left();
    const first = await answerTurn(ask, input, how, { name: 'answer-1', draw: how.draw, atMost });
    purse.spend(first.usage, atMost);
    const turns = await refined({ ask, input, how, purse }, first);
    const { name: _, ...last } = turns.last;
    return { ...last, usage: totalUsage(turns.all.map(({ usage }) => usage)), steps: turns.all.map(stepOf) };
  },
};

interface Refining {
  readonly ask: Ask;
  readonly input: RespondInput;
  readonly how: RespondHow;
  readonly purse: Purse;
}

/** All turns in the order in which they were asked, and the last good response among them. */
async function refined(
  { ask, input, how, purse }: Refining,
  first: WholeTurn,
): Promise<{ readonly all: readonly WholeTurn[]; readonly last: WholeTurn }> {
  const { role, draw, options } = how;
  const all: WholeTurn[] = [first];
  let last = first;
  const history: ReviewedResponse[] = [];
  const turn = async <In>(task: Parameters<typeof laterTurn<In>>[1], name: string, others: number) => {
    const atMost = shareOf(purse, 1 + others);
    const said = await laterTurn(ask, task, input, role, { name, draw: `${draw}/${name}`, atMost });
    purse.spend(said.usage, atMost);
    all.push(said);
    return said;
  };
  for (let number = 1; number <= options.refinements; number += 1) {
    const response = last.answer;
    if (response === null || !isEnough(purse, 2, needOf(last, options.tokens))) break;
    const review = await turn([feedback, { ...input, response }], `feedback-${number}`, 1);
    if (!isUsable(review)) continue;
    history.push({ response, feedback: review.answer });
    const shown = { question: input.question, history: history.slice(-options.history) };
    const refinement = await turn([refine, shown], `refinement-${number}`, 0);
    if (isBetter(refinement, last)) last = refinement;
  }
  return { all, last };
}

/** Whether a refinement takes the place of a response: it says something, and as much of it as the response does. */
const isBetter = (refinement: WholeTurn, response: WholeTurn): boolean =>
  isUsable(refinement) && (refinement.finish !== 'length' || response.finish === 'length');
