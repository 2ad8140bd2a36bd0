import type { Id } from '../../core/entity.ts';
import type { LineageRow, LineageStep } from '../dataset-rows.ts';
import type { LoadedDataset } from '../load-dataset.ts';

/**
 * The lineage of each item in words: where it comes from, then the stages that its ancestors and it passed. `turned`
 * says that a stage made another record of it. What the stages noted is left out: it may quote a text.
 */
export const lineagesOf = ({ lineage }: Pick<LoadedDataset, 'lineage'>): ReadonlyMap<Id, string> =>
  new Map(lineage.map((row) => [row.id, inWords(row)]));

function inWords({ chain }: LineageRow): string {
  const stages = chain.flatMap(({ trail }) => trail.map(passed));
  return `${chain[0]?.at ?? 'unknown'}: ${stages.join(', ') || 'no stage'}`;
}

const passed = ({ stage, kind }: LineageStep['trail'][number]): string =>
  kind === 'keep' ? stage : `${stage} (${kind === 'turn' ? 'turned' : kind})`;
