/** What raw/README.md says of the sample files, read from its tables. */
export interface Documented {
  readonly rows: ReadonlyMap<string, number>;
  readonly faults: readonly { readonly file: string; readonly line: number; readonly fault: string }[];
  /** Ids of rows that have nothing to do with the scenario, by file. */
  readonly offTopic: ReadonlyMap<string, readonly string[]>;
  /** Pairs of ids by file; `=` word for word, `~` nearly. */
  readonly pairs: ReadonlyMap<
    string,
    readonly { readonly ids: readonly [string, string]; readonly how: string }[]
  >;
}

/** Reads the tables of the raw folder's README. @throws Error when a table is missing. */
export function readDocumented(readme: string): Documented {
  const files = (second: string) =>
    tableOf(readme, ['file', second]).map((cells) => [cells[0]!.replaceAll('`', ''), cells] as const);
  return {
    rows: new Map(files('rows').map(([file, cells]) => [file, Number(cells[1])])),
    faults: files('line').map(([file, cells]) => ({ file, line: Number(cells[1]), fault: cells[2]! })),
    offTopic: new Map(files('ids').map(([file, cells]) => [file, cells[1]!.split(' ')])),
    pairs: new Map(files('pairs').map(([file, cells]) => [file, cells[1]!.split(' ').map(pairOf)])),
  };
}

function pairOf(text: string): { ids: readonly [string, string]; how: string } {
  const [, first, how, second] = /^(\w+)([=~])(\w+)$/.exec(text) ?? [];
  if (!first || !how || !second) throw new Error(`expected a pair such as n001~n002, found ${text}`);
  return { ids: [first, second], how };
}

/** The body rows of the table whose header begins with these cells. */
function tableOf(markdown: string, header: readonly string[]): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${header.join(' | ')} |`));
  if (start === -1) throw new Error(`raw/README.md has no table that begins with ${header.join(', ')}`);
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
