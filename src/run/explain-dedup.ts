import { z } from 'zod';
import type { Entity } from '../core/entity.ts';
import type { Outcome } from '../core/outcome.ts';
import {
  type NearNote,
  nearNote,
  type RemovalNote,
  removalNote,
  type SummaryNote,
  summaryNote,
} from '../stages/index.ts';

const duplicateNote = z.strictObject({ partner: z.string() });
const conflictNote = z.strictObject({ others: z.array(z.string()) });
/** A summary, a nearness or both, at a record that stays. */
const keptNote = z.union([summaryNote, summaryNote.extend({ near: nearNote }), z.object({ near: nearNote })]);

/**
 * What a note of the dedup stage says, in words; undefined for what is no such note. Holds no text of a prompt.
 *
 * @param all the outcomes of the stage
 */
export function dedupInWords(outcome: Outcome<Entity>, all: readonly Outcome<Entity>[]): string | undefined {
  const { kind, note } = outcome;
  if (kind === 'keep') return keptInWords(note);
  const removal = removalNote.safeParse(note);
  if (removal.success) return removalInWords(removal.data, all);
  const duplicate = duplicateNote.safeParse(note);
  if (duplicate.success) return `same as ${duplicate.data.partner} but for case, width and white space`;
  const conflict = conflictNote.safeParse(note);
  return conflict.success ? `same as ${conflict.data.others.join(', ')}, with another label` : undefined;
}

function removalInWords(note: RemovalNote, all: readonly Outcome<Entity>[]): string {
  const { group, partner, distance, phi, phiPartner, order } = note;
  const removed = all.filter(
    (other) => other.kind === 'drop' && removalNote.safeParse(other.note).data?.group === group,
  ).length;
  const place = `removal ${order} of ${removed} in ${group}`;
  if (partner === null || distance === null || phiPartner === null) return `the last one; ${place}`;
  // Without such a word the smaller sum would seem to have stayed for no reason.
  const spared = phi > phiPartner + 1e-6 ? ' (the other one is protected, or of higher priority)' : '';
  const digits = phi.toFixed(1) === phiPartner.toFixed(1) ? 4 : 1;
  return `nearest to ${partner} at distance ${distance.toFixed(4)}, phi ${phi.toFixed(digits)} against ${phiPartner.toFixed(digits)}${spared}, ${place}`;
}

function keptInWords(note: Outcome<Entity>['note']): string | undefined {
  const read = keptNote.safeParse(note);
  if (!read.success) return undefined;
  const near = 'near' in read.data ? [nearInWords(read.data.near)] : [];
  const summary = 'rows' in read.data ? [summaryInWords(read.data)] : [];
  return [...near, ...summary].join('; ');
}

const nearInWords = ({ partner, group, distance }: NearNote): string =>
  `nearest to ${partner} of ${group} at distance ${distance.toFixed(4)}, nearer than d_min of its own group`;

const stops: Readonly<Record<SummaryNote['stop'], string>> = {
  keep: 'keep was reached',
  quota: 'the quota was reached',
  minDistance: 'all pairs are as far apart as minDistance',
  protected: 'all that is closer is protected',
};

function summaryInWords(note: SummaryNote): string {
  const { group, rows, kept, minDistance, stop, nearOtherGroups, nearest } = note;
  const others = Object.entries(nearOtherGroups).map(([name, count]) => `${count} near ${name}`);
  const sample = nearest.sampled === undefined ? '' : ` (of ${nearest.sampled} sampled rows)`;
  return [
    `first of ${group}: ${kept} of ${rows} kept, since ${stops[stop]}`,
    `d_min ${minDistance === null ? 'none' : minDistance.toFixed(4)}`,
    `${note.protected} protected`,
    ...others,
    `distances to the nearest${sample}: before ${binsInWords(nearest.before)}; after ${binsInWords(nearest.after)}`,
  ].join(', ');
}

/** `0–0.05: 3, 0.05–0.1: 12` */
const binsInWords = (bins: SummaryNote['nearest']['before']): string =>
  bins.length === 0 ? 'none' : bins.map(({ from, to, count }) => `${from}–${to}: ${count}`).join(', ');
