import fs from 'node:fs';
import { join } from 'node:path';
import { digest, shortDigest } from '../../core/hash.ts';
import { writeAtomically } from '../../files/index.ts';
import { plant } from '../../tasks/index.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { parseRows } from '../load-dataset.ts';
import type { Draft } from './draw.ts';

/** A planted response, as `probes.jsonl` has it: one row each, read and checked by people. */
export interface Probe {
  /** 16 hex digits over what it was made of and the response itself. */
  readonly id: string;
  /** 64 hex digits over what it was made of: as long as that stays the same, the row is used again. */
  readonly made: string;
  readonly scenario: string;
  readonly spec: string;
  readonly group: Draft['group'];
  readonly kind: Draft['kind'];
  /** The text of the spec. */
  readonly rule: string;
  /** Id of the item that it answers, its label and its prompt. */
  readonly item: string;
  readonly label: Draft['item']['label'];
  readonly question: string;
  readonly response: string;
  /** "provider/model" that wrote it. */
  readonly writer: string;
}

/** Planted responses of a dataset, shared by all judges of it, and what a person said of them. */
const probesName = 'probes.jsonl';

/** What a response is planted by: the same gives the same response. */
export const madeOf = ({ scenario, spec, kind, item, number }: Draft, writer: string, seed: number): string =>
  digest([
    plant.version,
    withoutDigest(writer),
    seed,
    [scenario.name, scenario.description],
    [scenario.safety, scenario.behavioral].map((specs) => specs.map(({ text }) => text)),
    spec.text,
    kind,
    item.prompt,
    number,
  ]);

/** The row of a planted response. */
export function probeOf(
  draft: Draft,
  response: string,
  from: { readonly made: string; readonly writer: string },
): Probe {
  const { scenario, spec, group, kind, item } = draft;
  return {
    id: shortDigest([from.made, response]),
    made: from.made,
    scenario: scenario.id,
    spec: spec.id,
    group,
    kind,
    rule: spec.text,
    item: item.id,
    label: item.label,
    question: item.prompt,
    response,
    writer: withoutDigest(from.writer),
  };
}

/** The rows that are there already. @throws FileError naming the line that is no JSON. */
export function readProbes(folder: string): readonly Probe[] {
  const file = join(folder, probesName);
  return fs.existsSync(file) ? parseRows<Probe>(fs.readFileSync(file, 'utf8'), file) : [];
}

/** Writes all of them anew. Returns the path. */
export function writeProbes(folder: string, probes: readonly Probe[]): string {
  const file = join(folder, probesName);
  writeAtomically(file, jsonLines(probes));
  return file;
}

export const jsonLines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
