import type { Ask, Reward } from '../core/ask.ts';
import type { Step } from '../core/entity.ts';
import { renderMessages } from '../core/prompt.ts';
import type { Usage } from '../core/question.ts';
import { type RespondInput, respond } from '../tasks/index.ts';
import { together } from './together.ts';
import { isUsable, stepOf, type WholeTurn } from './whole-turn.ts';

/** An answer that may win. */
export interface Candidate {
  readonly turn: WholeTurn;
  /** Left out where no reward was asked for. */
  readonly reward?: Reward;
}

/**
 * Has answers scored, each as the answer to the declared question as it was sent. What cannot win is not scored, and
 * neither is an answer that has none to compete with.
 *
 * @param others - how many answers have a reward already
 */
export async function scored(
  ask: Ask,
  input: RespondInput,
  turns: readonly WholeTurn[],
  others = 0,
): Promise<readonly Candidate[]> {
  const usable = turns.filter(isUsable);
  if (usable.length + others < 2) return turns.map((turn) => ({ turn }));
  const model = ask.rewardModel('reward');
  const messages = renderMessages(respond.name, respond.render(input));
  return together(
    turns.map(async (turn): Promise<Candidate> => {
      if (!isUsable(turn)) return { turn };
      return { turn, reward: await model.score(messages, turn.answer) };
    }),
  );
}

/** A candidate's reward; null where it has none that is known. */
export const rewardOf = ({ reward }: Candidate): number | null =>
  reward?.score !== undefined && Number.isFinite(reward.score) ? reward.score : null;

/**
 * The best of some candidates, in the order of their numbers: the highest known reward, ties to the lowest number. Where
 * none is known, the first that is usable; where none is, the first that says anything; else the first.
 */
export function bestOf(candidates: readonly Candidate[]): Candidate {
  const rewards = candidates.map(rewardOf);
  const highest = Math.max(...rewards.filter((reward) => reward !== null));
  return (
    candidates[rewards.indexOf(highest)] ??
    candidates.find(({ turn }) => isUsable(turn)) ??
    candidates.find(({ turn }) => turn.answer !== null) ??
    candidates[0]!
  );
}

/**
 * The worst of the candidates that say something else than the best one: the lowest known reward, ties to the highest
 * number. Undefined where there is none, so that there is nothing to compare.
 */
export function worstBeside(best: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  const others = candidates.filter(
    (each) => rewardOf(each) !== null && each.turn.answer !== best.turn.answer,
  );
  const lowest = Math.min(...others.map((each) => rewardOf(each)!));
  return others.findLast((each) => rewardOf(each) === lowest);
}

/** A candidate as a step, with its reward where one was asked for. */
export const candidateStep = (candidate: Candidate): Step =>
  candidate.reward === undefined
    ? stepOf(candidate.turn)
    : { ...stepOf(candidate.turn), reward: rewardOf(candidate) };

/**
 * The tokens of candidates: those of the answers, and those of rewards that were written as text, by a chat model that
 * was asked as a judge. A reward model reads and writes nothing: its usage is no part of what an answer takes.
 */
export const usagesOf = (candidates: readonly Candidate[]): readonly (Usage | null)[] =>
  candidates.flatMap(({ turn, reward }) => [turn.usage, ...writtenBy(reward)]);

const writtenBy = (reward: Reward | undefined): readonly (Usage | null)[] =>
  reward?.written === true ? [reward.usage] : [];
