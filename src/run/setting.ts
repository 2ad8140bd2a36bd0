import type { Setting } from '../core/ask.ts';
import { SpecloomError } from '../core/errors.ts';
import type { Quota, Scenario, Source } from '../core/scenario.ts';

/** The setting that stages see. */
export function settingOf(
  seed: number,
  scenarios: readonly Scenario[],
  quotas: readonly Quota[],
  sources: readonly Source[],
  models: Readonly<Record<string, string>>,
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
  };
}
