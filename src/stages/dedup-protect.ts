import type { Ask, Setting } from '../core/ask.ts';
import type { Id, Item } from '../core/entity.ts';
import { SpecloomError, UsageError } from '../core/errors.ts';
import { type DedupStageOptions, foldersOf, idsOf } from './dedup-options.ts';
import { foldText } from './fold-text.ts';

/** What the options say about single items: which are never dropped, and which go first. */
export interface Standing {
  /** Named by its id, in the options or in a protected dataset. */
  isNamed(item: Item): boolean;
  /** Named, or of the same text as a protected prompt of its scenario. */
  isProtected(item: Item): boolean;
  /** Of two, the lower one goes. */
  priorityOf(item: Item): number;
  /** Items of protected datasets that the pool does not have, for comparison; of the pool's scenarios alone. */
  readonly elsewhere: readonly { readonly folder: string; readonly item: Item }[];
}

/** @throws UsageError for an id that no record of the run has, or a source that there is not. */
export function standingOf(
  pool: readonly Item[],
  chosen: DedupStageOptions,
  ask: Pick<Ask, 'setting' | 'trail'>,
): Standing {
  checkPriorities(chosen, pool, ask.setting);
  const ids = new Set<Id>(idsOf(chosen));
  checkIds(ids, pool, ask);
  const keys = new Set<string>();
  const elsewhere = new Map<string, Standing['elsewhere'][number]>();
  const scenarios = new Set(pool.map(({ scenario }) => scenario));
  const poolKeys = foldersOf(chosen).length === 0 ? new Set() : new Set(pool.map(keyOf));
  for (const folder of foldersOf(chosen)) {
    const { items, accepted } = ask.setting.dataset(folder);
    for (const prompt of accepted) keys.add(keyOf(prompt));
    for (const item of items) {
      const key = keyOf(item);
      ids.add(item.id);
      keys.add(key);
      const isElsewhere = scenarios.has(item.scenario) && !poolKeys.has(key);
      if (isElsewhere && !elsewhere.has(key)) elsewhere.set(key, { folder, item });
    }
  }
  return {
    isNamed: ({ id }) => ids.has(id),
    isProtected: (item) => ids.has(item.id) || (keys.size > 0 && keys.has(keyOf(item))),
    priorityOf: ({ origin }) => chosen.priority[origin.source] ?? 0,
    elsewhere: [...elsewhere.values()],
  };
}

/** Prompts of one scenario with the same key say the same. */
const keyOf = ({ scenario, prompt }: Pick<Item, 'scenario' | 'prompt'>): string =>
  JSON.stringify([scenario, foldText(prompt)]);

/** An id may have left the line before dedup, and is nothing to drop then; one that never was in it is a mistake. */
function checkIds(ids: ReadonlySet<Id>, pool: readonly Item[], { trail }: Pick<Ask, 'trail'>): void {
  const here = new Set(pool.map(({ id }) => id));
  const [first, ...others] = [...ids].filter((id) => !here.has(id) && trail(id).length === 0);
  if (first === undefined) return;
  throw new UsageError(
    `dedup: protect names ${others.length + 1} ids that no record of this run has, such as ${first}; ids change with what a prompt is made from: take them out, or name the dataset that has these prompts, which are then found by their texts`,
  );
}

function checkPriorities({ priority }: DedupStageOptions, pool: readonly Item[], setting: Setting): void {
  const known = new Set([
    'generated',
    ...setting.quotas.map(({ source }) => source),
    ...pool.map(({ origin }) => origin.source),
  ]);
  const strange = Object.keys(priority).find((name) => !known.has(name) && !isSource(name, setting));
  if (strange !== undefined)
    throw new UsageError(`dedup: priority names a source ${strange}; there are ${[...known].join(', ')}`);
}

/** Whether the pipeline has a source of this name, be it for a scenario that is not built now. */
function isSource(name: string, setting: Setting): boolean {
  try {
    return setting.source(name).name === name;
  } catch (error) {
    if (error instanceof SpecloomError) return false;
    throw error;
  }
}
