import type { Entity, Id } from '../core/entity.ts';
import { whyOf } from '../core/funnel.ts';
import type { Outcome } from '../core/outcome.ts';
import { readRunRecords } from './run-folder.ts';

/** A record that left the line, dropped, held or failed; or one that stayed and is counted apart. */
export interface LeftRecord {
  readonly stage: string;
  /** As the funnel counts it: `drop:off-topic`, `fail:bad-row`, `keep:from-reserve`. */
  readonly reason: string;
  readonly source: string;
  readonly id: Id;
  /** Where it comes from: a row, a cell. */
  readonly at: string;
}

/**
 * The records of a run that the funnel counts under a reason, stage by stage, in the order of the line.
 *
 * @param reason - a reason of the funnel, those of records that stayed included; without it, all records that left
 */
export function leftRecords(runFolder: string, reason?: string): readonly LeftRecord[] {
  const { leads, stages } = readRunRecords(runFolder);
  const records = new Map<Id, Entity>(leads.map((lead) => [lead.id, lead]));
  const left: LeftRecord[] = [];
  for (const { name, outcomes } of stages)
    for (const outcome of outcomes) {
      if (outcome.kind === 'turn') for (const record of outcome.into) records.set(record.id, record);
      const counted = reasonOf(outcome);
      if (reason === undefined ? whyOf(outcome) === undefined : counted !== reason) continue;
      const { source, at } = originOf(records.get(outcome.from)!);
      left.push({ stage: name, reason: counted, source, id: outcome.from, at });
    }
  return left;
}

function reasonOf(outcome: Outcome<Entity>): string {
  const stayed = outcome.kind === 'keep' || outcome.kind === 'turn' ? outcome.as : undefined;
  return `${outcome.kind}:${whyOf(outcome) ?? stayed ?? ''}`;
}

function originOf(record: Entity): { source: string; at: string } {
  if (record.kind === 'lead') return { source: record.fields.source, at: record.at };
  if (record.kind === 'item') return { source: record.origin.source, at: record.origin.at };
  return { source: '', at: record.id };
}
