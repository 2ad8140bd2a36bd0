export { type JudgedTwice, judgePair } from './judge-pair.ts';
export { type AgreementOptions, cohenKappa, type RatedPair } from './kappa.ts';
export { kendall } from './kendall.ts';
export { krippendorffAlpha, type RatedUnit } from './krippendorff.ts';
export {
  annotatorAgreements,
  type Confusion,
  confusionOf,
  type LabelledResponse,
  type PersonLabel,
  peopleAgreement,
  peopleScores,
} from './people.ts';
export { type RankedPair, rankAgreement } from './rank-agreement.ts';
export { spearman } from './spearman.ts';
export type { AnnotatorAgreement, Coefficient, JudgePair, PeopleAgreement, RankAgreement } from './types.ts';
