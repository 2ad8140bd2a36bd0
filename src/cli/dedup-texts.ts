import { realpathSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileError, UsageError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { dedup, keepCount, rowFault } from '../dedup/index.ts';
import { openEmbedder } from '../embed/index.ts';
import { openBytes } from '../formats/bytes.ts';
import { columnAt } from '../formats/column.ts';
import { openRows, sniff } from '../formats/index.ts';

/** What `dedup` on texts prints: rows = kept + dropped + badRows. */
export interface TextDocument {
  readonly rows: number;
  readonly kept: number;
  readonly dropped: number;
  /** Rows that could not be compared: broken, without the field, or without features. Left out of the output. */
  readonly badRows: number;
  /** d_min: the smallest distance between two kept rows; null for fewer than two. */
  readonly minDistance: number | null;
  readonly embedder: string;
  /** Of each bad row: its line, counted from 1, and what is wrong. */
  readonly problems: readonly Problem[];
}

type Problem = { readonly line: number; readonly problem: string };
type Text = { readonly line: number; readonly text: string };

/**
 * Runs the selection on a JSONL file and writes the kept rows, byte for byte and in order, with mode
 * 0600 (prompts may be harmful to read). The output appears whole or not at all.
 *
 * @throws UsageError for a bad `keep` or an output that is the input.
 * @throws FileError for an input that cannot be read or an output that cannot be written.
 * @throws ConfigError for an unknown embedder.
 */
export async function dedupTextFile(request: {
  cwd: string;
  input: string;
  out: string;
  field: string;
  keep: string;
  embedder: string;
  offline: boolean;
}): Promise<TextDocument> {
  const input = resolve(request.cwd, request.input);
  const out = resolve(request.cwd, request.out);
  keepCount(request.keep, 0);
  if (sameFile(input, out)) throw new UsageError('dedup: --out is the input file; name another one');
  const embedder = await openEmbedder(request.embedder, { root: request.cwd, offline: request.offline });
  const { texts, problems } = await readTexts(input, request.field);
  const vectors = await embedder.embed(texts.map(({ text }) => text));
  const { dimensions } = embedder;
  const rowOf = (at: number) => vectors.subarray(at * dimensions, (at + 1) * dimensions);
  const usable = texts.flatMap((_, at) => (rowFault(rowOf(at)) === undefined ? [at] : []));
  const packed = new Float32Array(usable.length * dimensions);
  usable.forEach((at, row) => {
    packed.set(rowOf(at), row * dimensions);
  });
  const rows = usable.length;
  const result = await dedup(packed, { rows, dimensions, keep: keepCount(request.keep, rows) });
  await copyLines(input, out, new Set(result.kept.map((row) => texts[usable[row]!]!.line)));
  const comparable = new Set(usable);
  const featureless = texts
    .filter((_, at) => !comparable.has(at))
    .map(({ line }) => ({ line, problem: `\`${request.field}\` has no features to compare` }));
  const allProblems = [...problems, ...featureless].sort((a, b) => a.line - b.line);
  return {
    rows: rows + allProblems.length,
    kept: result.kept.length,
    dropped: result.removed.length,
    badRows: allProblems.length,
    minDistance: result.minDistance,
    embedder: embedder.id,
    problems: allProblems,
  };
}

/** @throws FileError when no row has a text in the field: a wrong `--field`, or another format. */
async function readTexts(path: string, field: string): Promise<{ texts: Text[]; problems: Problem[] }> {
  const { format } = await sniff(path);
  if (format !== 'jsonl')
    throw new FileError(
      path,
      `looks like ${format.toUpperCase()}; dedup reads JSON Lines, one object a line`,
    );
  const texts: Text[] = [];
  const problems: Problem[] = [];
  let fields: readonly string[] | undefined;
  for await (const row of openRows(path, { format: 'jsonl', encoding: 'utf-8' })) {
    if ('problem' in row) {
      problems.push({ line: row.line, problem: row.problem });
      continue;
    }
    fields ??= Object.keys(row.value);
    const value = columnAt(row.value, field);
    if (typeof value === 'string') texts.push({ line: row.line, text: value });
    else problems.push({ line: row.line, problem: fieldProblem(field, value) });
  }
  if (texts.length > 0) return { texts, problems };
  if (fields !== undefined)
    throw new FileError(
      path,
      `has no row with a text in \`${field}\`; the first row has ${fields.join(', ')}: name one with --field`,
    );
  throw new FileError(path, `has no row that can be read as JSONL: its first row ${problems[0]?.problem}`, {
    line: problems[0]?.line,
  });
}

function fieldProblem(field: string, value: Json | undefined): string {
  if (value === undefined) return `has no field \`${field}\``;
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return `\`${field}\`: expected a text, found ${found}`;
}

/** Copies the lines with these numbers, line ends included. */
async function copyLines(from: string, to: string, lines: ReadonlySet<number>): Promise<void> {
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      let line = 1;
      for await (const chunk of (await openBytes(from)).chunks()) {
        const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        const chosen: Buffer[] = [];
        for (let start = 0; start < bytes.length; ) {
          const newline = bytes.indexOf(0x0a, start);
          const end = newline < 0 ? bytes.length : newline + 1;
          if (lines.has(line)) chosen.push(bytes.subarray(start, end));
          if (newline >= 0) line += 1;
          start = end;
        }
        if (chosen.length > 0) await handle.writeFile(Buffer.concat(chosen));
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, to);
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof FileError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    throw new FileError(to, `cannot be written (${code}); does its folder exist, and is there space?`, {
      cause,
    });
  }
}

/** Whether two paths lead to one file, links included. */
function sameFile(a: string, b: string): boolean {
  const real = (path: string): string => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  };
  return real(a) === real(b);
}
