import type { Ask } from '../core/ask.ts';
import type { Step } from '../core/entity.ts';
import { totalUsage, type Usage } from '../core/question.ts';
import { gradient, preference, type RespondInput, revise } from '../tasks/index.ts';
import { severalAnswers } from './answers.ts';
import { bestOf, type Candidate, candidateStep, scored, usagesOf, worstBeside } from './candidates.ts';
import { type Purse, purseOf } from './limits.ts';
import type { Method, RespondHow } from './method.ts';
import { dividedAmong, isEnough, needOf, shareOf } from './shares.ts';
import { together } from './together.ts';
import { vanilla } from './vanilla.ts';
import { isUsable, laterTurn, stepOf, type UsableTurn, type WholeTurn } from './whole-turn.ts';

/**
 * Test-time preference optimisation (Li et al. 2025, arXiv 2501.12895, as arXiv 2509.14760 uses it: three rounds of five
 * answers). Between two rounds the best and the worst answer so far, by reward, are compared by the specs (the textual
 * loss), the comparison becomes instructions (the textual gradient), and the next round's answers are the best one so
 * far, changed by them. The answer is the one with the highest reward of all rounds.
 */
export const tpo: Method = {
  name: 'tpo',
  options: ['rounds', 'samples'],
  roles: ['reward'],
  samples: true,
  continues: (options, kind) => vanilla.continues(options, kind),

  forecast(options, kind) {
    const { rounds, samples } = options;
    const each = vanilla.forecast(options, kind);
    const later = (rounds - 1) * (2 + samples);
    return { ...each, subject: each.subject * samples + later, reward: rounds * samples };
  },

  async respond(ask, input, how) {
    const purse = purseOf(how.options.tokens);
    const first = { wanted: how.options.samples, nameOf: answerName(0) };
    let passes = withAnswers(
      none,
      await scored(ask, input, await severalAnswers(ask, input, how, purse, first)),
    );
    for (let round = 1; round < how.options.rounds; round += 1) {
      const next = await nextRound({ ask, input, how, purse }, passes, round);
      if (next === undefined) break;
      passes = next;
    }
    const { name: _, ...won } = bestOf(passes.candidates).turn;
    return { ...won, usage: totalUsage(passes.usages), steps: passes.steps };
  },
};

interface Optimising {
  readonly ask: Ask;
  readonly input: RespondInput;
  readonly how: RespondHow;
  readonly purse: Purse;
}

/** What was said so far, over all rounds. */
interface Passes {
  readonly candidates: readonly Candidate[];
  readonly steps: readonly Step[];
  readonly usages: readonly (Usage | null)[];
}

const none: Passes = { candidates: [], steps: [], usages: [] };

const answerName = (round: number) => (number: number) => `round-${round}-answer-${number}`;

const withAnswers = (passes: Passes, answers: readonly Candidate[]): Passes => ({
  candidates: [...passes.candidates, ...answers],
  steps: [...passes.steps, ...answers.map(candidateStep)],
  usages: [...passes.usages, ...usagesOf(answers)],
});

const withTurn = (passes: Passes, turn: WholeTurn): Passes => ({
  ...passes,
  steps: [...passes.steps, stepOf(turn)],
  usages: [...passes.usages, turn.usage],
});

/**
 * One round of loss, gradient and updated answers. A loss or a gradient that says nothing leaves nothing to update by: the
 * round ends there, and the next one asks again. Undefined where no round can follow: no two different answers have a
 * known reward, or too few tokens are left.
 */
async function nextRound(optimising: Optimising, passes: Passes, round: number): Promise<Passes | undefined> {
  const { input, how, purse } = optimising;
  const best = bestOf(passes.candidates);
  const worst = worstBeside(best, passes.candidates);
  if (worst === undefined || !isUsable(best.turn) || !isUsable(worst.turn)) return undefined;
  const need = needOf(best.turn, how.options.tokens);
  if (!isEnough(purse, 3, need)) return undefined;
  const compared = { ...input, chosen: best.turn.answer, rejected: worst.turn.answer };
  const loss = await oneTurn(optimising, [preference, compared], `loss-${round}`, 3);
  const withLoss = withTurn(passes, loss);
  if (!isUsable(loss)) return withLoss;
  const shown = { ...compared, comparison: loss.answer };
  const change = await oneTurn(optimising, [gradient, shown], `gradient-${round}`, 2);
  const withGradient = withTurn(withLoss, change);
  if (!isUsable(change)) return withGradient;
  const updates = await updated(optimising, best.turn, change.answer, { round, need });
  const known = passes.candidates.filter(({ reward }) => reward !== undefined).length;
  return withAnswers(withGradient, await scored(optimising.ask, input, updates, known));
}

/** @param among - how many turns of the round are still to come, this one included; its samples count as one */
async function oneTurn<In>(
  { ask, input, how, purse }: Optimising,
  task: Parameters<typeof laterTurn<In>>[1],
  name: string,
  among: number,
): Promise<WholeTurn> {
  const atMost = shareOf(purse, among);
  const said = await laterTurn(ask, task, input, how.role, { name, draw: `${how.draw}/${name}`, atMost });
  purse.spend(said.usage, atMost);
  return said;
}

/** The answers of a round, all of them the same response with the same instructions, asked at the same time. */
async function updated(
  { ask, input, how, purse }: Optimising,
  { answer: response }: UsableTurn,
  instructions: string,
  { round, need }: { readonly round: number; readonly need: number },
): Promise<readonly WholeTurn[]> {
  const { count, atMost } = dividedAmong(purse, how.options.samples, need);
  const names = Array.from({ length: count }, (_, index) => answerName(round)(index + 1));
  const turns = await together(
    names.map((name) =>
      laterTurn(ask, [revise, { ...input, response, instructions }], input, how.role, {
        name,
        draw: `${how.draw}/${name}`,
        atMost,
      }),
    ),
  );
  for (const { usage } of turns) purse.spend(usage, atMost);
  return turns;
}
