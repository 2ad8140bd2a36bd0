export { memoryAnswers, openAnswers, type Store } from './answers/index.ts';
export type { Answers, Call } from './core/answers.ts';
export type { Ask, Setting, Trace } from './core/ask.ts';
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
  Unborn,
  Variant,
  Verdict,
} from './core/entity.ts';
export {
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
export type { Embedder, Limits, Price, Provider, ProviderKind, Server } from './core/provider.ts';
export {
  type Answer,
  type ChatBody,
  type ChatMessage,
  type ChatReply,
  type Finish,
  type Key,
  keyOf,
  type Question,
  type Usage,
} from './core/question.ts';
export type { Random } from './core/random.ts';
export type { Quota, Scenario, Seed, Source, Spec } from './core/scenario.ts';
export {
  type AllStage,
  type AnyStage,
  defineStage,
  type EachStage,
  type Flow,
  type Forecast,
  type Stage,
} from './core/stage.ts';
export { defineTask, type Sampling, type Task } from './core/task.ts';
export { version } from './core/version.ts';
export { type DedupOptions, type DedupResult, dedup, dedupReference } from './dedup/index.ts';
export { openEmbedder } from './embed/index.ts';
export { loadScenario, type Pipeline } from './files/index.ts';
export { scripted } from './model/index.ts';
export { type PlanDocument, planPipeline } from './run/plan.ts';
export { readPipeline as loadPipeline } from './run/prepare.ts';
export { type RunDocument, type RunOptions, runPipeline } from './run/run-pipeline.ts';
