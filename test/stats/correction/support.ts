import { correctedScores } from '../../../src/stats/correction/index.ts';
import type {
  CorrectedScore,
  CorrectionModel,
  CorrectionOptions,
  GivenScores,
} from '../../../src/stats/correction/types.ts';

/** A response: the judge's score, the person's if it is labelled, and where it stands. */
export interface Answered {
  readonly judged: number | null;
  readonly person?: number | null;
  readonly scenario?: string;
  readonly label?: 'safe' | 'unsafe';
  readonly probability?: number;
}

const same = (score: number | null): GivenScores => ({ safety: score, behavioral: score, sar: score });

/** A model whose three scores are the same. Labels have the probability of an even draw unless they say otherwise. */
export function modelOf(answered: readonly Answered[], name = 'tested'): CorrectionModel {
  const even = answered.filter(({ person }) => person !== undefined).length / answered.length;
  return {
    name,
    items: answered.map(({ judged, scenario = 'museum', label = 'unsafe' }, at) => ({
      item: `item-${at}`,
      scenario,
      label,
      scores: same(judged),
    })),
    labels: answered.flatMap(({ person, probability = even }, at) =>
      person === undefined ? [] : [{ item: `item-${at}`, probability, scores: same(person) }],
    ),
  };
}

/** The corrected SAR of one model. */
export function correctedSar(
  model: CorrectionModel,
  options: Partial<CorrectionOptions> = {},
): CorrectedScore {
  const [of] = correctedScores({ judge: 'judge', models: [model], options });
  return of!.scores.find(({ measure }) => measure === 'sar')!;
}

/** So many of the same. */
export const times = (count: number, each: Answered): readonly Answered[] =>
  Array.from({ length: count }, () => each);
