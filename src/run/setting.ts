import type { KnownDataset, Setting } from '../core/ask.ts';
import { SpecloomError } from '../core/errors.ts';
import type { ModelKind } from '../core/reasoning.ts';
import type { Quota, Scenario, Source } from '../core/scenario.ts';
import type { Catalogue } from '../core/tactic.ts';

/** The setting that stages see. `datasets`: those that they look into, by folder as the pipeline file has it. `tactics`: files of tactics, likewise. `kinds`: of models, by role, as far as they are known. */
export function settingOf(
  seed: number,
  scenarios: readonly Scenario[],
  quotas: readonly Quota[],
  sources: readonly Source[],
  models: Readonly<Record<string, string>>,
  datasets: ReadonlyMap<string, KnownDataset> = new Map(),
  tactics: ReadonlyMap<string, Catalogue> = new Map(),
  kinds: Readonly<Record<string, ModelKind>> = {},
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
    kinds,
    scenario: (id) => find('scenario', scenarios, (scenario) => scenario.id, id),
    source: (name) => find('source', sources, (source) => source.name, name),
    tactics: (file) => find('file of tactics', [...tactics], ([name]) => name, file)[1],
    dataset: (folder) => find('dataset', [...datasets], ([name]) => name, folder)[1],
  };
}
