import type { SweepRow } from '../../dedup/index.ts';
import { columns, counted } from '../tables.ts';
import type { AgainstDocument } from './against.ts';
import type { AcrossDocument, GroupDocument, TextDocument, VectorDocument } from './document.ts';
import { groupName } from './rows.ts';

/** What the terminal shows of a selection among texts, or of a sweep. */
export function textSummary(document: TextDocument, showsSweep: boolean): string {
  const { kept, dropped, minDistance = null, groups, acrossGroups, against = [], sweep } = document;
  return [
    ...(kept === undefined || dropped === undefined
      ? []
      : [keptLine(kept + dropped, kept, minDistance, document.protected ?? 0)]),
    ...(groups === undefined ? [] : [groupTable(groups)]),
    ...(acrossGroups === undefined ? [] : [acrossText(acrossGroups)]),
    ...against.map(againstText),
    ...(sweep === undefined || !showsSweep ? [] : [sweepTable(sweep)]),
    ...(document.report === undefined ? [] : [`report: ${document.report}\n`]),
  ].join('');
}

/** What stands beside the indices of a selection among vectors. */
export function vectorSummary(document: VectorDocument, showsSweep: boolean): string {
  const { rows, kept, minDistance = null, sweep, report } = document;
  return [
    ...(kept === undefined ? [] : [keptLine(rows, kept.length, minDistance, document.protected ?? 0)]),
    ...(sweep === undefined || kept === undefined || !showsSweep ? [] : [sweepTable(sweep)]),
    ...(report === undefined ? [] : [`report: ${report}\n`]),
  ].join('');
}

/** The rows that were left out, the first ten of them by line. */
export function problemNote({ rows, badRows, problems }: TextDocument): string {
  if (badRows === 0) return '';
  const shown = problems.slice(0, 10).map(({ line, problem }) => `  line ${line}: ${problem}\n`);
  const more = badRows > shown.length ? `  and ${badRows - shown.length} more; --json lists all\n` : '';
  return `${badRows} of ${rows} rows were left out:\n${shown.join('')}${more}`;
}

/** `min distance  survivors`, and a line for each distance. */
export const sweepTable = (sweep: readonly SweepRow[]): string =>
  `${columns([
    ['min distance', 'survivors'],
    ...sweep.map(({ minDistance, survivors }) => [String(minDistance), String(survivors)]),
  ])}\n`;

function keptLine(rows: number, kept: number, minDistance: number | null, protectedRows: number): string {
  const smallest = minDistance === null ? `none (${whyNone(kept, protectedRows)})` : minDistance.toFixed(6);
  const aside =
    protectedRows === 0
      ? ''
      : `${counted(protectedRows, 'row')} protected: never dropped, and not compared with each other\n`;
  return `kept ${kept} of ${rows} rows, dropped ${rows - kept}; smallest distance left: ${smallest}\n${aside}`;
}

const whyNone = (kept: number, protectedRows: number): string =>
  kept >= 2 && protectedRows >= 2 ? 'no two rows that may be compared' : 'fewer than two rows';

const groupTable = (groups: readonly GroupDocument[]): string =>
  `${columns([
    ['group', 'rows', 'kept', 'dropped', 'smallest distance'],
    ...groups.map(({ group, rows, kept, dropped, minDistance }) => [
      groupName(group),
      String(rows),
      String(kept),
      String(dropped),
      minDistance === null ? 'none' : minDistance.toFixed(6),
    ]),
  ])}\n`;

function acrossText({ checked, unchecked, nearer }: AcrossDocument): string {
  const open = unchecked === 0 ? '' : `; ${unchecked} could not be held against anything`;
  return `across groups: ${nearer} of ${counted(checked, 'kept row')} have a kept row of another group nearer than any of their own${open}\n`;
}

function againstText({
  set,
  prompts,
  badRows,
  threshold,
  nearer,
  sharing,
  withoutWords,
}: AgainstDocument): string {
  const near =
    nearer === null || threshold === null
      ? 'distances were held against nothing (fewer than two rows are kept; name a --min-distance)'
      : `${counted(nearer.rows, 'row')} nearer than ${Number(threshold.toFixed(6))} (${nearer.kept} of them kept)`;
  const bad = badRows === 0 ? '' : `, ${counted(badRows, 'row')} there left out`;
  const wordless = withoutWords === 0 ? '' : `, ${withoutWords} without words unknown`;
  return `against ${set} (${counted(prompts, 'prompt')}${bad}): ${near}; ${counted(sharing.rows, 'row')} sharing a word 8-gram (${sharing.kept} kept${wordless})\n`;
}
