import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Setting } from '../core/ask.ts';
import type { Lead } from '../core/entity.ts';
import { FileError, UsageError } from '../core/errors.ts';
import type { Quota, Scenario } from '../core/scenario.ts';
import {
  formatPipeline,
  type Known,
  loadPipeline,
  type Pipeline,
  type PipelineScenario,
  parseScenario,
  projectPath,
  readText,
  refuseMisnamed,
  resolvePipeline,
  rootOf,
  yamlNear,
} from '../files/index.ts';
import { readLeads } from '../stages/index.ts';
import { readKnownDatasets } from './known-datasets.ts';
import { readKnownTactics } from './known-tactics.ts';
import { modelsFor } from './line-models.ts';
import { type LoadedStage, loadStages } from './load-stages.ts';
import { type Mode, modelIds, type ResolvedModel } from './open-models.ts';
import { known, type PrepareOptions } from './prepare-options.ts';
import { settingOf } from './setting.ts';
import { missingSources, refuseMissing } from './sources-here.ts';
import { kindsOf } from './subject-method.ts';

export { known, type PrepareOptions } from './prepare-options.ts';

/** A pipeline that is checked through and ready to run: nothing has been asked yet. */
export interface Prepared {
  readonly root: string;
  readonly file: string;
  /** The pipeline file, with the sources filled in that it takes from the registry: it stands alone. */
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
  options: Pick<PrepareOptions, 'stages' | 'providers' | 'cwd' | 'root'> = {},
): Promise<Pipeline> {
  return loadPipeline(path, known(options));
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
  const { pipeline, file, text } = await readGiven(pipelineOrPath, cwd, root, registries);
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
    readKnownDatasets(root, stages),
    await readKnownTactics(root, stages),
    kindsOf(models),
  );
  for (const loaded of stages) loaded.stage.check?.(loaded.options, setting);
  const overrides = { models: options.models ?? {}, scenarios: options.scenarios ?? null };
  return { root, file, text, pipeline, seed, scenarios, quotas, setting, stages, models, overrides };
}

/**
 * The records that a prepared line starts from. `missing`: whether a source whose file is not there is
 * an error, or gives nothing.
 *
 * @throws FileError listing every source whose file is not there, and how to get it.
 */
export async function leadsOf(
  prepared: Prepared,
  { missing = 'refuse' }: { readonly missing?: 'refuse' | 'skip' } = {},
): Promise<readonly Lead[]> {
  if (missing === 'refuse') refuseMissing(prepared);
  const gone = new Set(missingSources(prepared).map(({ name }) => name));
  return readLeads({
    root: prepared.root,
    seed: prepared.seed,
    scenarios: prepared.scenarios.map(({ scenario }) => scenario),
    quotas: prepared.quotas,
    sources: prepared.pipeline.sources.filter(({ name }) => !gone.has(name)),
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
  if (!fs.existsSync(path)) {
    const near = yamlNear(file, dirname(path));
    const meant = near === undefined ? '' : `; did you mean \`${near.replace(/\.yaml$/, '')}\`?`;
    throw new FileError(
      pipelineFile,
      `has the scenario \`${id}\`, whose file ${file} does not exist${meant}`,
    );
  }
  return readText(path);
}

/** A pipeline that was handed in, or that of a file; messages name the file as the caller did. */
async function readGiven(pipelineOrPath: string | Pipeline, cwd: string, root: string, registries: Known) {
  if (typeof pipelineOrPath !== 'string') {
    const pipeline = pipelineOrPath;
    return { pipeline, file: `pipeline ${pipeline.name}`, text: formatPipeline(pipeline) };
  }
  refuseMisnamed(pipelineOrPath, cwd, resolve(root, 'pipelines'));
  const text = await readText(resolve(cwd, pipelineOrPath));
  return { ...resolvePipeline(text, pipelineOrPath, registries), file: pipelineOrPath };
}

function untilStage(stages: readonly LoadedStage[], until: string | undefined): readonly LoadedStage[] {
  if (until === undefined) return stages;
  const names = stages.map(({ stage }) => stage.name);
  if (!names.includes(until))
    throw new UsageError(`--until ${until}: no such stage; the pipeline has ${names.join(', ')}`);
  return stages.slice(0, names.indexOf(until) + 1);
}
