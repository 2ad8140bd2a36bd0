import type { KnownDataset, Setting } from '../core/ask.ts';
import { SpecloomError } from '../core/errors.ts';
import type { Quota, Scenario, Source } from '../core/scenario.ts';

/** The setting that stages see. `datasets`: those that they look into, by folder as the pipeline file has it. */
export function settingOf(
  seed: number,
  scenarios: readonly Scenario[],
  quotas: readonly Quota[],
  sources: readonly Source[],
  models: Readonly<Record<string, string>>,
  datasets: ReadonlyMap<string, KnownDataset> = new Map(),
): Setting {
  const find = <T>(kind: string, list: readonly T[], nameOf: (each: T) => string, name: string): T => {
    const found = list.find((each) => nameOf(each) === name);
    if (found === undefined) throw new SpecloomError('internal', `no ${kind} named ${name} in this run`);
    return found;
  };
  return {
    seed,
    quotas,
    models,
    scenario: (id) => find('scenario', scenarios, (scenario) => scenario.id, id),
    source: (name) => find('source', sources, (source) => source.name, name),
    dataset: (folder) => find('dataset', [...datasets], ([name]) => name, folder)[1],
  };
}
