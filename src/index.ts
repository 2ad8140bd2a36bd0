export {
  memoryAnswers,
  openAnswers,
  type PendingQuestion,
  type Selection,
  type Store,
  type StoredEntry,
  type StoreStats,
} from './answers/index.ts';
export type { Answers, Call } from './core/answers.ts';
export type {
  Ask,
  Branch,
  ModelTraits,
  Reply,
  ReplyHow,
  Reward,
  RewardModel,
  Setting,
  Trace,
} from './core/ask.ts';
export type { Effort, EvaluationEffort } from './core/effort.ts';
export type {
  Born,
  CellFields,
  Check,
  Entity,
  Id,
  Item,
  Judgement,
  Label,
  Lead,
  Origin,
  Response,
  RowFields,
  Step,
  Unborn,
  Variant,
  Verdict,
} from './core/entity.ts';
export {
  type Blame,
  ConfigError,
  type ErrorCode,
  FileError,
  ModelError,
  PendingError,
  type PendingReason,
  ReplyError,
  type ReplyProblem,
  SpecloomError,
  StoreError,
  UsageError,
} from './core/errors.ts';
export type { FunnelRow } from './core/funnel.ts';
export type { Json, JsonObject } from './core/json.ts';
export { type Decision, drop, fail, hold, keep, type Outcome, turn } from './core/outcome.ts';
export type { Prompt, Section, Sections } from './core/prompt.ts';
export type {
  Continuation,
  Embedder,
  Limits,
  Price,
  Provider,
  ProviderKind,
  Server,
  SignOfLife,
  Surroundings,
} from './core/provider.ts';
export {
  type Answer,
  type ChatBody,
  type ChatMessage,
  type ChatReply,
  type Finish,
  type Key,
  keyOf,
  type Question,
  type QuestionKind,
  type RewardBody,
  type RewardReply,
  type Usage,
} from './core/question.ts';
export type { Random } from './core/random.ts';
export type { ModelKind, ReasoningMarkers, ThinkingMarkers } from './core/reasoning.ts';
export type { Quota, Scenario, Seed, Source, Spec } from './core/scenario.ts';
export {
  type AllStage,
  type AnyStage,
  type Between,
  defineStage,
  type EachStage,
  type ExpectedAsk,
  type Flow,
  type Forecast,
  type Range,
  type Rounds,
  type Stage,
} from './core/stage.ts';
export type { Catalogue, Tactic, TacticGroup } from './core/tactic.ts';
export { defineTask, type Sampling, type Task } from './core/task.ts';
export { version } from './core/version.ts';
export {
  type DedupOptions,
  type DedupResult,
  dedup,
  dedupReference,
  type OverlapRow,
  overlap,
  type Removal,
  type SelectionOptions,
  type SweepRow,
  sweep,
  type TextSet,
} from './dedup/index.ts';
export {
  type Deliberated,
  type DeliberationOptions,
  deliberationOptions,
  type GivenOptions,
  type Method,
  type MethodForecast,
  methodLabel,
  methods,
  methodText,
  parseMethod,
  type RespondHow,
  type SaidMethod,
} from './deliberation/index.ts';
export { type Download, fitHashing, openEmbedder } from './embed/index.ts';
export { loadPool, loadScenario, loadTactics, type Pipeline, type Pool, tacticsYaml } from './files/index.ts';
export { type Script, type ScriptedProvider, type ScriptedReply, scripted } from './model/index.ts';
export {
  type AgreeDocument,
  type AgreementDocument,
  type AgreeOptions,
  type AgreeSampleDocument,
  type AgreeSampleOptions,
  agree,
  agreeSample,
  type KnownAgreement,
  readAgreement,
  type StratumFacts,
} from './run/agree/index.ts';
export type { Only } from './run/attack-chosen.ts';
export { type AttackDatasetOptions, type AttackSettings, attackDataset } from './run/attack-dataset.ts';
export { type DatasetPages, reportDataset } from './run/attack-measures/dataset-pages.ts';
export {
  type CompareDocument,
  type ComparedEvaluation,
  type CompareOptions,
  type Comparison,
  compare,
} from './run/comparing/index.ts';
export type { MethodGain, ScoreGain } from './run/comparing/methods-part.ts';
export { type ReportCurationOptions, reportCuration } from './run/curation/anew.ts';
export type { OverlapFacts } from './run/dataset-facts.ts';
export type { Change } from './run/diff-changes.ts';
export { type DiffDocument, type DiffOptions, diffDatasets } from './run/diff-datasets.ts';
export {
  type EvaluateOptions,
  type EvaluateSeveralOptions,
  evaluate,
  judge,
  report,
  respond,
  score,
} from './run/evaluate.ts';
export { type MethodPlan, type MethodsPlan, planMethods } from './run/evaluate-forecast.ts';
export type { MethodSettings } from './run/evaluate-method.ts';
export { type CompareMethodsOptions, compareMethods } from './run/evaluate-methods.ts';
export type { EvaluationDocument } from './run/evaluation-document.ts';
export type { EvaluationsDocument, ModelEvaluation } from './run/evaluations-document.ts';
export { type ExportDocument, type ExportOptions, exportSpecbench } from './run/export-specbench.ts';
export { type ExtendOptions, extendDataset } from './run/extend-dataset.ts';
export type { HeadlineChange, HeadlineValue } from './run/headline-change.ts';
export { type ImportDocument, type ImportOptions, importSpecbench } from './run/import-specbench.ts';
export {
  type LintDocument,
  type LintedFile,
  type LintFinding,
  type LintOptions,
  lintFiles,
} from './run/lint-files.ts';
export type { NewDocument } from './run/new/document.ts';
export { newScenario } from './run/new/new-scenario.ts';
export type { NewOptions } from './run/new/options.ts';
export type { Candidate, Chooser, FamilyOffer, RuleOffer } from './run/new/person.ts';
export type { Principle } from './run/new/principles.ts';
export { type PlanDocument, type PlannedAsk, planPipeline } from './run/plan.ts';
export { readPipeline as loadPipeline } from './run/prepare.ts';
export type { ProbeDocument } from './run/probe/document.ts';
export { readTrust } from './run/probe/index.ts';
export type { ProbeOptions } from './run/probe/options.ts';
export { probeJudge } from './run/probe/probe.ts';
export type { RunEvent } from './run/progress.ts';
export type { EvaluationHeadline, PendingFacts } from './run/run-document.ts';
export { type RunDocument, type RunOptions, runPipeline } from './run/run-pipeline.ts';
export { mineTactics } from './run/tactics/mine.ts';
export type { MineDocument, MinedFacts } from './run/tactics/mine-document.ts';
export type { MineOptions, MineSettings, RareTactics } from './run/tactics/mine-options.ts';
export type { MineReading } from './run/tactics/mine-turns.ts';
export {
  scoreTranscripts,
  type TranscriptDifference,
  type TranscriptOptions,
  type TranscriptsDocument,
} from './run/transcripts/index.ts';
export { type VerifyCheck, type VerifyDocument, type VerifyOptions, verifyDataset } from './run/verify.ts';
export type { Shortfall } from './stages/index.ts';
export {
  type AgreementOptions,
  type AnnotatorAgreement,
  type BeyondControls,
  type Bounds,
  type BySplit,
  type ChangeEstimate,
  type Coefficient,
  type ComparedMeasure,
  type Contestant,
  type CorrectedScore,
  type CorrectedScores,
  type CorrectionInputs,
  type CorrectionModel,
  type CorrectionOptions,
  cohenKappa,
  compareContestants,
  correctedScores,
  type Difference,
  type DistinctNgrams,
  distinctNgrams,
  type Estimate,
  type FrontierPoint,
  frontier,
  type GivenScores,
  type ItemScore,
  type JudgedItem,
  type JudgedTwice,
  type JudgePair,
  type JudgeTrust,
  judgePair,
  kendall,
  krippendorffAlpha,
  type LabelledItem,
  type LabelledResponse,
  type ModelComparison,
  meanPairwiseDistance,
  type PairedChange,
  type PairedScores,
  type PairwiseDifference,
  type PeopleAgreement,
  type PersonLabel,
  peopleAgreement,
  type RankAgreement,
  type RankedPair,
  type RatedPair,
  type RatedUnit,
  rankAgreement,
  type ScenarioScores,
  type ScoreChange,
  type ScoredItem,
  type ScoreOptions,
  type ScoreSummary,
  type SpecCounts,
  type SpecRate,
  type Split,
  type SplitScores,
  type SummaryOptions,
  scoreItem,
  spearman,
  summarizeScores,
  type VerdictLists,
  vendiScore,
} from './stats/index.ts';
export { catalogue, tacticById } from './tactics/index.ts';
export {
  fenceNote,
  type JointVerdicts,
  listSection,
  malformed,
  parseJointVerdicts,
  parseSpecVerdict,
  readObject,
} from './tasks/index.ts';
