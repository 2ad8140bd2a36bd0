import type { Entity, Id } from '../core/entity.ts';
import { whyOf } from '../core/funnel.ts';
import { readRunRecords } from './run-folder.ts';

/** A record that left the line: dropped, held or failed. */
export interface LeftRecord {
  readonly stage: string;
  /** As the funnel counts it: `drop:off-topic`, `fail:bad-row`. */
  readonly reason: string;
  readonly source: string;
  readonly id: Id;
  /** Where it comes from: a row, a cell. */
  readonly at: string;
}

/** Every record of a run that left the line, stage by stage, in the order of the line. */
export function leftRecords(runFolder: string): readonly LeftRecord[] {
  const { leads, stages } = readRunRecords(runFolder);
  const records = new Map<Id, Entity>(leads.map((lead) => [lead.id, lead]));
  const left: LeftRecord[] = [];
  for (const { name, outcomes } of stages)
    for (const outcome of outcomes) {
      if (outcome.kind === 'turn') for (const record of outcome.into) records.set(record.id, record);
      const why = whyOf(outcome);
      if (why === undefined) continue;
      const { source, at } = originOf(records.get(outcome.from)!);
      left.push({ stage: name, reason: `${outcome.kind}:${why}`, source, id: outcome.from, at });
    }
  return left;
}

function originOf(record: Entity): { source: string; at: string } {
  if (record.kind === 'lead') return { source: record.fields.source, at: record.at };
  if (record.kind === 'item') return { source: record.origin.source, at: record.origin.at };
  return { source: '', at: record.id };
}
