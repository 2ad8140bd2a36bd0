export type { ProbedSpec, ProbeVerdict, TrustInputs, VerdictPair } from './inputs.ts';
export { judgeTrust } from './judge-trust.ts';
export { pooled, rateOf } from './rate.ts';
export { HARMLESS, TRUSTED_SHARE } from './remarks.ts';
export type { Ablation, JudgeTrust, Rate } from './types.ts';
