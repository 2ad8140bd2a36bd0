export { type AgreeDocument, type AgreeOptions, agree } from './agree.ts';
export { type AgreementDocument, agreementSchema } from './document.ts';
export type { StratumFacts } from './draw.ts';
export { type KnownAgreement, readAgreement } from './read-agreement.ts';
export { type AgreeSampleDocument, type AgreeSampleOptions, agreeSample } from './sample.ts';
