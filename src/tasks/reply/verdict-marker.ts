/** The number that begins an entry. */
export interface Marker {
  readonly number: number;
  /** Columns before it; a tab counts four. */
  readonly indent: number;
}

const pattern = /^(\s*)(?:\*\*|__)?(\d+)(?:\*\*|__)?[.)](?:\*\*|__)?(?!\d)/;

/** The marker of a line: `1.`, `1)`, also in bold. A line that begins with `1.5` has none. */
export function markerOf(line: string): Marker | undefined {
  const match = pattern.exec(line);
  if (match === null) return undefined;
  return { number: Number(match[2]), indent: match[1]!.replaceAll('\t', '    ').length };
}

/** Whether a marker belongs to a list inside an entry: it stands further to the right, as Markdown has it. */
export function isNested(marker: Marker, entry: Marker): boolean {
  return marker.indent >= entry.indent + 2;
}
