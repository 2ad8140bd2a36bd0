import { basename, join, relative, resolve } from 'node:path';
import { ConfigError, UsageError } from '../../core/errors.ts';
import type { Scenario } from '../../core/scenario.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import { type ModelChoice, parsePipeline, readText, realPlace, rootOf } from '../../files/index.ts';
import { type JudgeOptions, judgeOptions, judgeRoles } from '../../stages/judge-options.ts';
import type { ModelWork } from '../ask-models.ts';
import type { Overrides } from '../dataset.ts';
import { pipelineName } from '../dataset-pipeline.ts';
import { type LoadedDataset, loadDataset } from '../load-dataset.ts';
import { known } from '../prepare-options.ts';
import { resultsPlace } from '../results-place.ts';
import { type Draft, drawDrafts } from './draw.ts';
import { type ProbeOptions, type ProbeSettings, settingsOf } from './options.ts';
import { judgesFolder } from './read-trust.ts';

/** A call that has been checked, with all that is drawn: everything before a model is asked. */
export interface ProbeCall {
  readonly dataset: LoadedDataset;
  readonly scenarios: readonly Scenario[];
  readonly drafts: readonly Draft[];
  readonly settings: ProbeSettings;
  /** The plain way of judging, which others are compared with. */
  readonly plain: Pick<JudgeOptions, 'mode' | 'order' | 'labelHint'>;
  readonly seed: number;
  /** `results/<dataset>/judges`, as a path and as people call it. */
  readonly folder: string;
  readonly named: string;
  /** Roles of the judges that are probed. */
  readonly judges: readonly string[];
  readonly work: ModelWork;
}

/**
 * Checks a call and draws what is to be planted, before anything is asked or written.
 *
 * @param folder a dataset folder, relative to the working folder
 * @throws FileError where the folder is no dataset; UsageError or ConfigError for an option that does not fit.
 */
export async function prepareProbing(folder: string, options: ProbeOptions): Promise<ProbeCall> {
  const { cwd = process.cwd() } = options;
  const settings = settingsOf(options);
  const place = resolve(cwd, folder);
  const dataset = loadDataset(place);
  const root = rootOf(cwd, options.root);
  const scenarios = chosen(dataset, options.scenarios);
  const seed = options.seed ?? dataset.seed;
  const judges = rolesOf([options.judge ?? []].flat());
  const pipeline = options.pipeline ?? join(folder, pipelineName);
  const file = parsePipeline(await readText(resolve(cwd, pipeline)), pipeline, known(options));
  const results = join(root, 'results', basename(realPlace(place)), judgesFolder);
  const refuse = (why: string): never => {
    throw new UsageError(`${results} ${why}; move it, or name another --root`);
  };
  const written = file.stages.find(({ use }) => use === 'judge')?.options ?? {};
  const { mode, order, labelHint } = options;
  const said = withoutUndefined({ mode, order, labelHint });
  return {
    dataset,
    scenarios,
    drafts: drawDrafts(scenarios, dataset.items, { perSpec: settings.perSpec, seed }),
    settings,
    plain: judgeOptions.parse({ ...(written as Partial<JudgeOptions>), ...said }),
    seed,
    folder: resultsPlace(results, dataset.folder, refuse),
    named: relative(cwd, results) || results,
    judges,
    work: {
      root,
      scope: `probe-${dataset.name}`,
      roles: ['writer', ...judges],
      models: modelsOf({ ...file.models, ...builtWith(dataset, options) }, options, judges),
      pipeline,
    },
  };
}

/** The roles of the judges that are named; that of the dataset's own judge where none is. */
function rolesOf(named: readonly string[]): readonly string[] {
  const twice = named.find((judge, place) => named.indexOf(judge) < place);
  if (twice !== undefined) throw new UsageError(`--judge ${twice} is named twice`);
  if (named.length > judgeRoles.length)
    throw new UsageError(`${named.length} judges; at most ${judgeRoles.length} are probed at a time`);
  return judgeRoles.slice(0, Math.max(1, named.length));
}

function chosen({ scenarios }: LoadedDataset, wanted: readonly string[] | undefined): readonly Scenario[] {
  const all = scenarios.map(({ scenario }) => scenario);
  const strange = wanted?.find((id) => !all.some((scenario) => scenario.id === id));
  if (strange !== undefined)
    throw new UsageError(`--scenario ${strange}: the dataset has ${all.map(({ id }) => id).join(', ')}`);
  return all.filter(({ id }) => wanted === undefined || wanted.includes(id));
}

/** Models that were named when the dataset was built, where another pipeline file is not taken instead. */
function builtWith(
  { dataset }: LoadedDataset,
  { pipeline }: ProbeOptions,
): Readonly<Record<string, ModelChoice>> {
  const { models = {} } = (dataset.meta.overrides ?? {}) as Partial<Overrides>;
  if (pipeline !== undefined) return {};
  return Object.fromEntries(Object.entries(models).map(([role, model]) => [role, { model }]));
}

/** Who writes and who judges. @throws ConfigError where nobody is named for it, saying how. */
function modelsOf(
  known: Readonly<Record<string, ModelChoice>>,
  { writer, judge }: ProbeOptions,
  roles: readonly string[],
): Readonly<Record<string, ModelChoice>> {
  const named = [judge ?? []].flat();
  const writes =
    writer === undefined ? (known.writer ?? known.generator) : { ...known.writer, model: writer };
  if (writes === undefined)
    throw new ConfigError('no model that writes planted responses; say --writer provider/model');
  const judging = roles.map((role, place) => {
    const model = named[place] ?? known[role]?.model;
    if (model === undefined) throw new ConfigError('no model that judges; say --judge provider/model');
    return [role, { ...known[role], model }] as const;
  });
  return { ...known, writer: writes, ...Object.fromEntries(judging) };
}
