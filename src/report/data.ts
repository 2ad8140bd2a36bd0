import type { EvaluationEffort } from '../core/effort.ts';
import type { Id, Label, Step, Verdict } from '../core/entity.ts';
import type { FunnelRow } from '../core/funnel.ts';
import type { Finish, Usage } from '../core/question.ts';
import type { Coefficient, JudgePair, PeopleAgreement } from '../stats/agreement/types.ts';
import type { ModelComparison } from '../stats/compare/types.ts';
import type { CorrectedScores } from '../stats/correction/types.ts';
import type { MeanEstimate } from '../stats/mean-estimate.ts';
import type { JudgeTrust, Rate } from '../stats/trust/types.ts';
import type { ItemScore, ScoreSummary, Split } from '../stats/types.ts';
import type { ReportAttack } from './attack/data.ts';

export type { ReportAttack };

/** All that a report shows. Holds no clock and nothing of the machine. */
export interface ReportData {
  readonly title: string;
  readonly toolVersion: string;
  readonly dataset: ReportDataset;
  /** Null where nothing was attacked. */
  readonly attack: ReportAttack | null;
  /** One for each model or method, in the order in which they are shown; none where nothing was evaluated. */
  readonly evaluations: readonly ReportEvaluation[];
  /** Null with fewer than two evaluations of the same items. */
  readonly comparison: ModelComparison | null;
  /** Tokens of an answer beside those of vanilla, item by item; left out where nobody compared them. */
  readonly methods?: readonly ReportTokensMore[];
  /** Pairs of judges of the same responses. */
  readonly judges: readonly JudgePair[];
  /** What is known of the judges. */
  readonly trust: readonly JudgeTrust[];
  /** How people and judges agree; none where nobody labelled. */
  readonly people: readonly PeopleAgreement[];
  /** Scores that people's labels have corrected. */
  readonly corrected: readonly CorrectedScores[];
  /** What to mind besides the scores, in words: what is known of the judges and left out, responses that were cut. */
  readonly remarks?: readonly string[];
}

export interface ReportDataset {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  readonly seed: number;
  /** Whether answers of the rehearsal model went into it. */
  readonly rehearsal: boolean;
  /** By role. */
  readonly models: Readonly<Record<string, string>>;
  readonly licences: Readonly<Record<string, string>>;
  readonly counts: readonly {
    readonly scenario: string;
    readonly label: Label;
    readonly source: string;
    readonly items: number;
  }[];
  readonly scenarios: readonly ReportScenario[];
  /** Items by spec, by scenario; a spec that no item was made for is missing. */
  readonly coverage: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly funnel: readonly FunnelRow[];
  /** In words, such as "travel/safe/generated: 78 of 80". */
  readonly gaps: readonly string[];
  /** In words: how much of it people have reviewed. */
  readonly review: string;
}

export interface ReportScenario {
  readonly id: string;
  readonly name: string;
  readonly safety: readonly { readonly id: string; readonly text: string }[];
  readonly behavioral: readonly { readonly id: string; readonly text: string }[];
}

export interface ReportEvaluation {
  /** "provider/model" of the model under test and of the judge. */
  readonly subject: string;
  /** Of a panel, with all its judges. */
  readonly judge: string;
  /** The label of the deliberation method: `align3-behavior-within-2000`. */
  readonly method: string;
  readonly deliberation: ReportDeliberation;
  /** Unique in the report: the subject, and the method where it is not vanilla. */
  readonly name: string;
  /** Null where the pipeline file and the list of recommended settings say nothing of the model. */
  readonly kind: 'instruct' | 'reasoning' | null;
  readonly openness: 'open' | 'closed' | null;
  readonly effort: EvaluationEffort;
  readonly answers: ReportAnswers;
  /** Repeated votes and panels; null where each response was judged once by one judge. */
  readonly votes: ReportVotes | null;
  /** Whether answers of the rehearsal model went into it, as subject or judge. */
  readonly rehearsal: boolean;
  /** What the judge saw and how verdicts became scores, in words: "judge sees: prompt". */
  readonly protocol: readonly string[];
  readonly summary: ScoreSummary;
  /** Responses by how they ended. */
  readonly finishes: Readonly<Partial<Record<Finish, number>>>;
  /** Responses that there are not: given up without an answer. */
  readonly withoutResponse: number;
  /** The responses to an item follow each other. */
  readonly rows: readonly ReportRow[];
}

/** The steps of align3, in their order (arXiv 2509.14760, section 5). */
export const align3Steps = ['behavior', 'safety', 'audit'] as const;

/** Tokens of an answer more than those of the vanilla answer to the same, by names of evaluations. */
export interface ReportTokensMore {
  readonly name: string;
  readonly vanilla: string;
  /** Over the answers that state them on both sides; null where there is none. */
  readonly tokens: Readonly<Record<'input' | 'output', MeanEstimate | null>>;
}

/** What the label of a method is made of. */
export interface ReportDeliberation {
  /** The name of the method by itself: `align3`. */
  readonly name: string;
  /** Those of the steps of align3 that were taken, in their order; null for another method. */
  readonly steps: readonly (typeof align3Steps)[number][] | null;
  /** Whether align3 went on in one trace of reasoning, or in turns of a conversation; null for another method. */
  readonly form: 'trace' | 'turns' | null;
  /** Most tokens that one answer might take; null where nothing was set. */
  readonly budget: number | null;
}

/** What the responses of an evaluation took, and how many of them are whole. */
export interface ReportAnswers {
  /** Responses that were to be, those that never came included. */
  readonly asked: number;
  /** How many of them have no answer: nothing was said beside reasoning, or there is no response. */
  readonly without: number;
  /** How many have a pass that was cut off at its limit of tokens; the only pass, where there is one. */
  readonly cut: number;
  /** How many state their tokens. */
  readonly stated: number;
  /**
   * Tokens of a response on average over those that state them, by the counting of the paper's table 2 (see
   * `Response.usage`); null where none does.
   */
  readonly tokens: Readonly<Record<'input' | 'output', MeanEstimate>> | null;
}

/** How far several votes, or the judges of a panel, agreed on the same verdicts. */
export interface ReportVotes {
  readonly judges: readonly string[];
  readonly votes: number;
  /** The share of votes that differ from the majority of their judge, of all those that were read. */
  readonly flips: Rate | null;
  /** `server`: at temperature 0, where only the server's own variation can flip a verdict. */
  readonly flipsBy: 'sampling' | 'server';
  /** Krippendorff's alpha over the judges of a panel. */
  readonly agreement: Coefficient | null;
  /** Verdicts that no majority settled: they are unscored. */
  readonly tied: number;
}

/** One response to an item with its verdicts. The texts are hidden until asked for. */
export interface ReportRow {
  readonly item: Id;
  readonly scenario: string;
  readonly label: Label;
  /** In which its score counts. */
  readonly split: Split;
  readonly source: string;
  readonly specs: readonly string[];
  /** Where the item comes from and the stages that it passed, in words without any text of it; absent where unknown. */
  readonly lineage?: string;
  readonly tactics: readonly string[];
  readonly prompt: string;
  /** What was asked in the prompt's place; null where the prompt was asked. */
  readonly variant: string | null;
  readonly response: string | null;
  /** How the response ended; null where there is none. */
  readonly finish: Finish | null;
  /** Tokens of all its passes; null where they are not stated, or there is no response. */
  readonly usage: Usage | null;
  /** How the response came about, pass by pass; none where there was a single one. */
  readonly steps: readonly Step[];
  /** By spec id; of the scenario's specs in their order. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly score: ItemScore;
  /** Each vote of each judge; absent where the verdicts are those of a single one. */
  readonly votes?: readonly { readonly judge: string; readonly verdicts: ReportRow['verdicts'] }[];
}
