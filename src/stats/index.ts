export {
  type AgreementOptions,
  type AnnotatorAgreement,
  type Coefficient,
  cohenKappa,
  type JudgedTwice,
  type JudgePair,
  judgePair,
  kendall,
  krippendorffAlpha,
  type LabelledResponse,
  type PeopleAgreement,
  type PersonLabel,
  peopleAgreement,
  type RankAgreement,
  type RankedPair,
  type RatedPair,
  type RatedUnit,
  rankAgreement,
  spearman,
} from './agreement/index.ts';
export {
  type ComparedMeasure,
  type Contestant,
  compareContestants,
  type ModelComparison,
  type PairwiseDifference,
} from './compare/index.ts';
export {
  type Consensus,
  consensusOf,
  type Flips,
  flipsOf,
  majorityOf,
  type PanelVote,
  type Settled,
} from './consensus.ts';
export { correctedScores } from './correction/index.ts';
export type {
  CorrectedScore,
  CorrectedScores,
  CorrectionInputs,
  CorrectionModel,
  CorrectionOptions,
  GivenScores,
  JudgedItem,
  LabelledItem,
} from './correction/types.ts';
export { meanPairwiseDistance, vendiScore } from './diversity.ts';
export { type DistinctNgrams, distinctNgrams } from './diversity-ngrams.ts';
export { type FrontierPoint, frontier } from './frontier.ts';
export { type MeanEstimate, meanEstimate, type ResponseValue } from './mean-estimate.ts';
export type { SummaryOptions } from './options.ts';
export { scoreItem } from './score-item.ts';
export { summarizeScores } from './summarize.ts';
export type { Ablation, JudgeTrust, Rate } from './trust/types.ts';
export type {
  AlphaPoint,
  BeyondControls,
  Bounds,
  BySplit,
  ChangeEstimate,
  Difference,
  Estimate,
  ItemScore,
  PairedChange,
  PairedScores,
  ScenarioScores,
  ScoreChange,
  ScoredItem,
  ScoreOptions,
  ScoreSummary,
  SpecCounts,
  SpecRate,
  Split,
  SplitScores,
  VerdictLists,
} from './types.ts';
