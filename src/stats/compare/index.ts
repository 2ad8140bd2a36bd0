export { compareContestants } from './compare.ts';
export type { ComparedMeasure, Contestant, ModelComparison, PairwiseDifference } from './types.ts';
