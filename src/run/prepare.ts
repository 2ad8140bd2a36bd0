import fs from 'node:fs';
import { resolve } from 'node:path';
import type { Setting } from '../core/ask.ts';
import type { Lead } from '../core/entity.ts';
import { FileError, UsageError } from '../core/errors.ts';
import type { Provider, ProviderKind } from '../core/provider.ts';
import type { Quota, Scenario } from '../core/scenario.ts';
import type { AnyStage } from '../core/stage.ts';
import { localEmbedderKinds } from '../embed/index.ts';
import {
  didYouMean,
  formatPipeline,
  type Known,
  loadPipeline,
  type Pipeline,
  type PipelineScenario,
  parsePipeline,
  parseScenario,
  projectPath,
  readText,
  rootOf,
} from '../files/index.ts';
import { builtInProviders, providerKinds } from '../model/index.ts';
import { stages as builtInStages, readLeads } from '../stages/index.ts';
import { tasks } from '../tasks/index.ts';
import { type LoadedStage, loadStages } from './load-stages.ts';
import { checkSamples, type Mode, modelIds, type ResolvedModel, resolveModels } from './open-models.ts';
import { settingOf } from './setting.ts';

/** What a caller may say beside the pipeline file; it wins over the file. */
export interface PrepareOptions {
  /** Folder that the project is looked for from; the process's own by default. */
  readonly cwd?: string;
  /** Project root: the folder that paths in the pipeline file are relative to. */
  readonly root?: string;
  readonly seed?: number;
  /** Only these scenarios. */
  readonly scenarios?: readonly string[];
  /** Stop after this stage. */
  readonly until?: string;
  /** Model ids by role. */
  readonly models?: Readonly<Record<string, string>>;
  /** Where keys come from; the process's environment by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Stages of the caller's own, by the name that the pipeline file uses. */
  readonly stages?: ReadonlyMap<string, AnyStage>;
  /** Providers of the caller's own, by name. */
  readonly providers?: ReadonlyMap<string, Provider>;
}

/** A pipeline that is checked through and ready to run: nothing has been asked yet. */
export interface Prepared {
  readonly root: string;
  readonly file: string;
  readonly text: string;
  readonly pipeline: Pipeline;
  readonly seed: number;
  readonly scenarios: readonly { readonly scenario: Scenario; readonly text: string }[];
  readonly quotas: readonly Quota[];
  readonly setting: Setting;
  readonly stages: readonly LoadedStage[];
  readonly models: readonly ResolvedModel[];
  /** What the caller said that differs from the file; null where all scenarios are built. */
  readonly overrides: {
    readonly models: Readonly<Record<string, string>>;
    readonly scenarios: readonly string[] | null;
  };
}

/** Texts to use in place of a project's files: those that a dataset kept. */
export interface KeptTexts {
  scenario(id: string): string | undefined;
}

/**
 * Reads and checks a pipeline file against the stages and providers there are.
 *
 * @throws FileError listing all that is wrong, by line and column.
 */
export function readPipeline(
  path: string,
  options: Pick<PrepareOptions, 'stages' | 'providers'> = {},
): Promise<Pipeline> {
  return loadPipeline(path, known(options));
}

/** The registries that pipeline files are checked against. */
export function known(options: Pick<PrepareOptions, 'stages' | 'providers'> = {}) {
  return {
    stages: new Map<string, AnyStage>([...builtInStages, ...(options.stages ?? [])]),
    providers: providerKinds as ReadonlyMap<string, ProviderKind<unknown>>,
    providerNames: [
      ...builtInProviders.keys(),
      ...localEmbedderKinds,
      ...(options.providers === undefined ? [] : options.providers.keys()),
    ],
  };
}

/**
 * Reads and checks all that a run needs: pipeline, scenarios, stages, models.
 *
 * @param mode - whether models will be asked; where not, no key is needed
 * @throws FileError, UsageError or ConfigError, each saying where and what to do.
 */
export async function prepare(
  pipelineOrPath: string | Pipeline,
  options: PrepareOptions,
  mode: Mode,
  kept?: KeptTexts,
): Promise<Prepared> {
  const cwd = options.cwd ?? process.cwd();
  const root = rootOf(cwd, options.root);
  const registries = known(options);
  const { pipeline, file, text } = await readGiven(pipelineOrPath, cwd, registries);
  const seed = options.seed ?? pipeline.seed;
  const chosen = chooseScenarios(pipeline, options.scenarios, file);
  const scenarios = await Promise.all(
    chosen.map(async (each) => {
      const scenarioText = kept?.scenario(each.id) ?? (await readScenario(root, each, file));
      return { scenario: parseScenario(scenarioText, each.file), text: scenarioText };
    }),
  );
  const quotas = pipeline.quotas.filter((quota) => chosen.some(({ id }) => id === quota.scenario));
  const allStages = await loadStages(
    pipeline.stages,
    registries.stages,
    root,
    file,
    typeof pipelineOrPath === 'string',
  );
  const stages = untilStage(allStages, options.until);
  const models = await modelsFor(pipeline, options, { stages, allStages, registries, root, mode });
  const setting = settingOf(
    seed,
    scenarios.map(({ scenario }) => scenario),
    quotas,
    pipeline.sources,
    modelIds(models),
  );
  const overrides = { models: options.models ?? {}, scenarios: options.scenarios ?? null };
  return { root, file, text, pipeline, seed, scenarios, quotas, setting, stages, models, overrides };
}

/** What the models of a line depend on besides its pipeline file and its caller. */
interface LineFacts {
  /** The stages that are run. */
  readonly stages: readonly LoadedStage[];
  /** All stages of the pipeline: a role of any of them may be named. */
  readonly allStages: readonly LoadedStage[];
  readonly registries: ReturnType<typeof known>;
  readonly root: string;
  readonly mode: Mode;
}

/**
 * The models that stages ask, resolved.
 *
 * @throws ConfigError for a role without a model, a missing key, or samples that cannot differ.
 */
export async function modelsFor(
  pipeline: Pick<Pipeline, 'models' | 'providers'>,
  options: PrepareOptions,
  { stages, allStages, registries, root, mode }: LineFacts,
): Promise<readonly ResolvedModel[]> {
  const models = await resolveModels({
    models: withOverrides(pipeline, options.models, allStages),
    providers: pipeline.providers,
    kinds: registries.providers,
    given: options.providers ?? new Map(),
    roles: [...new Set(stages.flatMap(({ stage }) => stage.roles))],
    root,
    mode,
    surroundings: {
      env: options.env ?? process.env,
      offline: mode !== 'ask',
      tasks: [...tasks, ...allStages.flatMap(({ stage }) => stage.tasks ?? [])],
    },
  });
  checkSamples(stages, models);
  return models;
}

/** The records that a prepared line starts from. */
export async function leadsOf(prepared: Prepared): Promise<readonly Lead[]> {
  return readLeads({
    root: prepared.root,
    scenarios: prepared.scenarios.map(({ scenario }) => scenario),
    quotas: prepared.quotas,
    sources: prepared.pipeline.sources,
  });
}

function chooseScenarios(pipeline: Pipeline, wanted: readonly string[] | undefined, file: string) {
  const ids = pipeline.scenarios.map((scenario) => scenario.id);
  const strange = wanted?.find((id) => !ids.includes(id));
  if (strange !== undefined) throw new UsageError(`--scenario ${strange}: ${file} has ${ids.join(', ')}`);
  return pipeline.scenarios.filter((scenario) => wanted === undefined || wanted.includes(scenario.id));
}

/** A missing scenario file is most often a misspelt id, so the message names the pipeline and the id. */
async function readScenario(
  root: string,
  { id, file }: PipelineScenario,
  pipelineFile: string,
): Promise<string> {
  const path = projectPath(root, file);
  if (!fs.existsSync(path))
    throw new FileError(pipelineFile, `has the scenario \`${id}\`, whose file ${file} does not exist`);
  return readText(path);
}

/** A pipeline that was handed in, or that of a file; messages name the file as the caller did. */
async function readGiven(pipelineOrPath: string | Pipeline, cwd: string, registries: Known) {
  if (typeof pipelineOrPath !== 'string') {
    const pipeline = pipelineOrPath;
    return { pipeline, file: `pipeline ${pipeline.name}`, text: formatPipeline(pipeline) };
  }
  const text = await readText(resolve(cwd, pipelineOrPath));
  return { pipeline: parsePipeline(text, pipelineOrPath, registries), file: pipelineOrPath, text };
}

function untilStage(stages: readonly LoadedStage[], until: string | undefined): readonly LoadedStage[] {
  if (until === undefined) return stages;
  const names = stages.map(({ stage }) => stage.name);
  if (!names.includes(until))
    throw new UsageError(`--until ${until}: no such stage; the pipeline has ${names.join(', ')}`);
  return stages.slice(0, names.indexOf(until) + 1);
}

/** An id that is said on the command line replaces the model and keeps the role's other settings. */
function withOverrides(
  pipeline: Pick<Pipeline, 'models'>,
  overrides: Readonly<Record<string, string>> = {},
  stages: readonly LoadedStage[],
) {
  const roles = [
    ...new Set([...stages.flatMap(({ stage }) => stage.roles), ...Object.keys(pipeline.models)]),
  ];
  const models = { ...pipeline.models };
  for (const [role, model] of Object.entries(overrides)) {
    if (!roles.includes(role))
      throw new UsageError(
        `--model ${role}=${model}: no stage has that role${didYouMean(role, roles, 'roles')}`,
      );
    models[role] = { ...models[role], model };
  }
  return models;
}
