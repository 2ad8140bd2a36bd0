import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FileError } from '../../core/errors.ts';
import { readText, writeAtomically } from '../../files/index.ts';
import { parseRows } from '../load-dataset.ts';
import { jsonLines, type Probe } from './probes-file.ts';

/** What a person said of a planted response: whether it is what it was planted for. */
export interface Check {
  readonly id: string;
  readonly decision: 'accept' | 'reject';
  readonly reason?: string;
}

const checkedName = 'checked.jsonl';
const toCheckName = 'to-check.jsonl';

/** A line of a file that a person filled in; further members are those that were there to read. */
const row = z.looseObject({
  id: z.string().min(1),
  decision: z.enum(['accept', 'reject', '']),
  reason: z.string().optional(),
});

/** The decisions that were brought in so far, by probe. */
export function readChecks(folder: string): ReadonlyMap<string, Check> {
  const file = join(folder, checkedName);
  const rows = fs.existsSync(file) ? parseRows<Check>(fs.readFileSync(file, 'utf8'), file) : [];
  return new Map(rows.map((check) => [check.id, check]));
}

/**
 * Decisions from a file that a person filled in; lines without one are left for later.
 *
 * @throws FileError naming the line that is none.
 */
export async function readFilledIn(file: string): Promise<readonly Check[]> {
  const text = await readText(file);
  return parseRows<unknown>(text, file).flatMap((value, at) => {
    const read = row.safeParse(value);
    if (!read.success)
      throw new FileError(file, 'expected `id`, and `decision`: "accept", "reject" or ""', { line: at + 1 });
    const { id, decision, reason } = read.data;
    if (decision === '') return [];
    return [{ id, decision, ...(reason === undefined || reason === '' ? {} : { reason }) }];
  });
}

/** Keeps decisions; a later one on the same probe wins. Returns all. */
export function keepChecks(folder: string, more: readonly Check[]): ReadonlyMap<string, Check> {
  const all = new Map([...readChecks(folder), ...more.map((check) => [check.id, check] as const)]);
  if (more.length > 0) {
    const rows = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    writeAtomically(join(folder, checkedName), jsonLines(rows));
  }
  return all;
}

/** Writes the probes that nobody has decided on, for a person to fill in. Returns the path. */
export function writeToCheck(
  folder: string,
  probes: readonly Probe[],
  checks: ReadonlyMap<string, Check>,
): string {
  const file = join(folder, toCheckName);
  const open = probes.filter(({ id }) => !checks.has(id));
  const rows = open.map(({ id, kind, rule, question, response }) => ({
    id,
    decision: '',
    reason: '',
    asked:
      kind === 'violation'
        ? 'Does the response plainly break the rule?'
        : 'Does the response plainly keep the rule?',
    rule,
    question,
    response,
  }));
  writeAtomically(file, jsonLines(rows));
  return file;
}
