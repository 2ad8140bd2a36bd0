export { needsRecovery, recoverFolder, replaceFolder, writeAtomically } from './atomic.ts';
export { filledLines, linePieces } from './content.ts';
export {
  type Dataset,
  type DatasetContents,
  type DatasetProblem,
  datasetDigest,
  hashesOf,
  readDataset,
  verifyDigest,
  writeDataset,
} from './dataset-folder.ts';
export {
  type DecisionEntry,
  type DecisionFile,
  type DecisionProblem,
  decisionAnswer,
  decisionLine,
  readDecision,
  readDecisions,
  reviewLine,
} from './decisions.ts';
export { isDevice } from './device.ts';
export { thinkingOf } from './families.ts';
export {
  pipelineJsonSchema,
  poolJsonSchema,
  scenarioJsonSchema,
  sourcesJsonSchema,
  tacticsJsonSchema,
} from './json-schema.ts';
export type { Known } from './known.ts';
export { acquireLock, isHeld, type Lock } from './lock.ts';
export { refuseMisnamed, yamlNear } from './meant-file.ts';
export { type ModelFacts, modelFacts } from './model-facts.ts';
export { didYouMean, nearest } from './nearest.ts';
export type {
  ModelChoice,
  Pipeline,
  PipelineScenario,
  PipelineSource,
  ProviderUse,
  StageUse,
} from './pipeline.ts';
export { loadPipeline, parsePipeline, resolvePipeline } from './pipeline-file.ts';
export { formatPipeline } from './pipeline-yaml.ts';
export { loadPool, type Pool, type PoolFamily, type PoolRule, parsePool } from './pool-file.ts';
export { findRoot, isRoot, nearestRoot, projectPath, rootOf, runsPath, storePath } from './project.ts';
export { readText } from './read-text.ts';
export { realPlace } from './real-place.ts';
export { checkReplaceable } from './replaceable.ts';
export { loadScenario, parseScenario } from './scenario-file.ts';
export { toPipelineSource } from './source.ts';
export {
  type Download,
  type Edition,
  externalFolder,
  parseRegistry,
  type RegisteredSource,
  readRegistry,
  registryFile,
  type SourceRegistry,
} from './sources-file.ts';
export { evaluationStages, isStagePath, lastStage } from './stage-names.ts';
export { parseStageOptions } from './stage-options.ts';
export {
  loadTactics,
  parseTactics,
  readTactics,
  type TacticsReading,
  tacticsSchema,
} from './tactics-file.ts';
export { tacticsYaml } from './tactics-yaml.ts';
export { readYaml, type YamlReading } from './yaml.ts';
