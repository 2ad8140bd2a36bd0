import type { FunnelRow } from '../core/funnel.ts';

/** Text columns: the first left-aligned, the rest right-aligned. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The funnel: one line per stage. */
export function funnelTable(funnel: readonly FunnelRow[]): string {
  const head = ['stage', 'in', 'keep', 'turn', 'into', 'drop', 'hold', 'fail', 'out', 'passed by'];
  const rows = funnel.map((row) =>
    [
      row.stage,
      row.in,
      row.keep,
      row.turn,
      row.into,
      row.drop,
      row.hold,
      row.fail,
      row.out,
      row.passedBy,
    ].map(String),
  );
  return columns([head, ...rows]);
}
