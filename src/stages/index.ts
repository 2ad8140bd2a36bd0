import type { AnyStage } from '../core/stage.ts';
import { methodOptions } from '../deliberation/index.ts';
import { attack } from './attack.ts';
import { balance } from './balance.ts';
import { dedup } from './dedup.ts';
import { exportStage } from './export.ts';
import { form } from './form.ts';
import { ingest } from './ingest.ts';
import { judge } from './judge.ts';
import { relevance } from './relevance.ts';
import { respond } from './respond.ts';
import { review } from './review.ts';
import { rewrite } from './rewrite.ts';
import { score } from './score.ts';
import { synthesize } from './synthesize.ts';

/** The stages that come with Specloom, by name. */
export const stages: ReadonlyMap<string, AnyStage> = new Map<string, AnyStage>(
  [
    ingest,
    synthesize,
    rewrite,
    form,
    relevance,
    dedup,
    balance,
    attack,
    review,
    exportStage,
    respond,
    judge,
    score,
  ].map((stage) => [stage.name, stage]),
);

/** The names of all options of methods. */
export const methodOptionNames = Object.keys(methodOptions) as (keyof typeof methodOptions)[];

export {
  align3Steps,
  checkOptions,
  type GivenOptions,
  methods,
  methodText,
  parseMethod,
  type SaidMethod,
} from '../deliberation/index.ts';
export { type AskedForm, type AskWhat, askedForms } from './asked-forms.ts';
export {
  type NearNote,
  nearNote,
  nearOtherGroup,
  type RemovalNote,
  removalNote,
  type SummaryNote,
  summaryNote,
} from './dedup-notes.ts';
export { evenOrder } from './even-order.ts';
export { type EvenNote, evenNote, type SpecShortfall } from './evenness.ts';
export { type JudgeOptions, judgeRoles, panelOf } from './judge-options.ts';
export { readLeads } from './leads.ts';
export { groupName, groupOf } from './quota-groups.ts';
export { type ChosenMethod, chosenMethod, type RespondOptions, respondLabel } from './respond-options.ts';
export { verdictLists } from './score.ts';
export { type Shortfall, shortfalls } from './shortfalls.ts';
export { type CellFacts, cellFacts } from './synthesis-facts.ts';
export { balance, exportStage, form, ingest, judge, relevance, respond, review, rewrite, score, synthesize };
