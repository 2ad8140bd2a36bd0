import { basename, join, resolve } from 'node:path';
import { FileError, UsageError } from '../core/errors.ts';
import { rolesOf } from '../core/stage.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { nearest, type Pipeline, readText, realPlace, resolvePipeline, rootOf } from '../files/index.ts';
import type { Overrides } from './dataset.ts';
import { datasetPipeline } from './dataset-pipeline.ts';
import { readKnownTactics } from './known-tactics.ts';
import { modelsFor } from './line-models.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import { type LoadedStage, loadStages } from './load-stages.ts';
import { type Mode, modelIds } from './open-models.ts';
import { known, type Prepared, type PrepareOptions } from './prepare.ts';
import { settingOf } from './setting.ts';
import { kindsOf } from './subject-method.ts';

/** What is to be done with a dataset. */
export interface DatasetWork {
  /** The stages to run, by name and in order. */
  readonly stages: readonly string[];
  /** Options by stage that win over those of the pipeline file; one that is undefined takes its option away. */
  readonly stageOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether these are all options: none of the pipeline file's is added. */
  readonly exactly?: boolean;
  /**
   * A pipeline file whose providers, models and options are taken in place of those that the dataset keeps: by
   * its path, relative to the working folder, or as it was kept.
   */
  readonly pipeline?: string | KeptPipeline;
  /** A further pipeline file of the dataset's folder that is taken in place of its own, where it has it. */
  readonly keptPipeline?: string;
  /** The option by which a caller names the model of a role, where it is not `--model <role>=…`. */
  readonly flags?: Readonly<Record<string, string>>;
}

/** The text of a pipeline file that stands alone: no source is taken from the registry. `file` is named in messages. */
export interface KeptPipeline {
  readonly file: string;
  readonly text: string;
}

/** A dataset with all that work on it needs. */
export interface PreparedDataset {
  readonly dataset: LoadedDataset;
  readonly prepared: Prepared;
  /** The name of the dataset's folder. */
  readonly folderName: string;
  /** The text of the pipeline file that was taken in place of the dataset's own; undefined where none was. */
  readonly otherPipeline: string | undefined;
}

/**
 * Reads a dataset folder and prepares stages to be run on it. Providers, models and options come from
 * the pipeline file that the dataset keeps, models that it was built with instead come before them, and
 * what the caller says wins.
 *
 * @throws FileError where the folder is no dataset, or was changed; UsageError, ConfigError as a run would.
 */
export async function prepareDataset(
  folder: string,
  options: PrepareOptions,
  mode: Mode,
  work: DatasetWork,
): Promise<PreparedDataset> {
  const cwd = options.cwd ?? process.cwd();
  const place = resolve(cwd, folder);
  const dataset = loadDataset(place);
  const root = rootOf(cwd, options.root);
  const registries = known(options);
  const file = join(folder, 'pipeline.yaml');
  const text = dataset.dataset.text('pipeline.yaml');
  const ids = dataset.scenarios.map(({ scenario }) => scenario.id);
  const kept = datasetPipeline(dataset.dataset, ids, registries);
  const found = await otherPipeline(dataset, work, cwd, registries);
  const pipeline = found === undefined ? kept : { ...kept, ...found.pipeline };
  const stages = await chosenStages(pipeline, work, { known: registries.stages, root, file });
  const built = found === undefined || found.isKept ? keptModels(dataset, stages) : {};
  const said = { ...built, ...options.models };
  refuseOtherRoles(options.models, stages, work.flags);
  const given = { ...options, models: said };
  const models = await modelsFor(pipeline, given, {
    stages,
    allStages: stages,
    registries,
    root,
    mode,
    sayHow: byOptions(work.flags),
  });
  const scenarios = chosenScenarios(dataset, options.scenarios);
  const seed = options.seed ?? dataset.seed;
  const setting = settingOf(
    seed,
    scenarios.map(({ scenario }) => scenario),
    [],
    pipeline.sources,
    modelIds(models),
    new Map(),
    await readKnownTactics(root, stages),
    kindsOf(models),
  );
  for (const loaded of stages) loaded.stage.check?.(loaded.options, setting);
  const overrides = { models: said, scenarios: options.scenarios ?? null };
  const prepared = {
    root,
    file,
    text,
    pipeline,
    seed,
    scenarios,
    quotas: [],
    setting,
    stages,
    models,
    overrides,
  };
  return { dataset, prepared, folderName: basename(realPlace(place)), otherPipeline: found?.text };
}

/** A model for a role that none of the stages asks would be named in vain. */
function refuseOtherRoles(
  models: PrepareOptions['models'] = {},
  stages: readonly LoadedStage[],
  flags: DatasetWork['flags'] = {},
): void {
  const roles = stages.flatMap(rolesOf);
  const other = Object.keys(models).find((role) => !roles.includes(role));
  if (other === undefined || stages.length === 0) return;
  throw new UsageError(
    `${flags[other] === undefined ? `--model ${other}=` : `${flags[other]} `}${models[other]}: ${stages.map(({ stage }) => stage.name).join(', ')} asks ${roles.length === 0 ? 'nobody' : roles.join(', ')} alone${hintFor(other, roles, stages)}`,
  );
}

/** Why a role is not asked, or which one may be meant. */
function hintFor(role: string, roles: readonly string[], stages: readonly LoadedStage[]): string {
  if (stages.some(({ stage }) => stage.roles.includes(role)))
    return ` with these options; others bring in ${role}`;
  const near = nearest(role, roles);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** What another pipeline file says of whom to ask, and how. `isKept`: models that were named beside it still hold. */
async function otherPipeline(
  { dataset, folder }: LoadedDataset,
  { pipeline, keptPipeline }: DatasetWork,
  cwd: string,
  registries: ReturnType<typeof known>,
) {
  const hasKept = keptPipeline !== undefined && dataset.files.has(keptPipeline);
  const given =
    pipeline ??
    (hasKept ? { file: join(folder, keptPipeline), text: dataset.text(keptPipeline) } : undefined);
  if (given === undefined) return undefined;
  const file = typeof given === 'string' ? given : given.file;
  const written = typeof given === 'string' ? await readText(resolve(cwd, given)) : given.text;
  const { pipeline: whole, text } = resolvePipeline(written, file, registries);
  const { providers, models, stages } = whole;
  const parent = dataset.meta.parent as { readonly by: string } | null;
  const isKept = pipeline === undefined && parent?.by === 'attack';
  return { pipeline: { providers, models, stages }, text, isKept };
}

/** Models of the stages' roles that were named when the dataset was built, where that was not in its pipeline file. */
function keptModels({ dataset }: LoadedDataset, stages: readonly LoadedStage[]) {
  const { models = {} } = (dataset.meta.overrides ?? {}) as Partial<Overrides>;
  const roles = new Set(stages.flatMap(rolesOf));
  return Object.fromEntries(Object.entries(models).filter(([role]) => roles.has(role)));
}

/** Stages with the options of the pipeline file where it has them, and their defaults where not. */
async function chosenStages(
  pipeline: Pipeline,
  { stages, stageOptions = {}, exactly = false }: DatasetWork,
  where: { known: ReturnType<typeof known>['stages']; root: string; file: string },
): Promise<readonly LoadedStage[]> {
  const uses = stages.map((use) => {
    const written = pipeline.stages.find((each) => each.use === use);
    const own = exactly ? {} : ((written?.options ?? {}) as Readonly<Record<string, unknown>>);
    return { use, external: false, options: withoutUndefined({ ...own, ...stageOptions[use] }) };
  });
  return loadStages(uses, where.known, where.root, where.file, false);
}

/** A dataset's pipeline file is not to be edited, so what it lacks has to be said by options. */
const byOptions =
  (flags: DatasetWork['flags'] = {}) =>
  (roles: readonly string[]): string => {
    const options = roles.map((role) =>
      flags[role] === undefined ? `--model ${role}=provider/model` : `${flags[role]} provider/model`,
    );
    return `say ${options.join(' ')}`;
  };

function chosenScenarios({ scenarios, folder }: LoadedDataset, wanted: readonly string[] | undefined) {
  const ids = scenarios.map(({ scenario }) => scenario.id);
  if (ids.length === 0) throw new FileError(folder, 'holds no scenario');
  const strange = wanted?.find((id) => !ids.includes(id));
  if (strange !== undefined) throw new UsageError(`--scenario ${strange}: the dataset has ${ids.join(', ')}`);
  return scenarios.filter(({ scenario }) => wanted === undefined || wanted.includes(scenario.id));
}
