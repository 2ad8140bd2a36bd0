import { UsageError } from '../core/errors.ts';
import { catalogue } from './catalogue.ts';
import type { Tactic } from './tactic.ts';

export { catalogue } from './catalogue.ts';
export type { Tactic } from './tactic.ts';

const byId: ReadonlyMap<string, Tactic> = new Map(catalogue.map((tactic) => [tactic.id, tactic]));

/** The tactic with this id. @throws UsageError where the catalogue has none. */
export function tacticById(id: string): Tactic {
  const tactic = byId.get(id);
  if (tactic === undefined)
    throw new UsageError(`there is no tactic \`${id}\`; the tactics are ${[...byId.keys()].join(', ')}`);
  return tactic;
}
