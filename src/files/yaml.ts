import type { Document } from 'yaml';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { FileError } from '../core/errors.ts';
import { findingsOf, unknownKey, valueAt } from './issues.ts';
import { keysAt } from './schema-keys.ts';

export type Path = readonly PropertyKey[];

interface Problem {
  readonly offset: number;
  readonly text: string;
}

/** A YAML text that parsed, with the place of everything in it and the problems found in it so far. */
export class YamlReading {
  readonly file: string;
  /** The content as plain values. */
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #problems: Problem[] = [];

  constructor(file: string, document: Document, lines: LineCounter) {
    this.file = file;
    this.value = document.toJS();
    this.#document = document;
    this.#lines = lines;
  }

  /** Line and column, counted from 1, of the key or the value at a path, or of the nearest thing around it. */
  placeOf(path: Path, part: 'key' | 'value' = 'value'): { line: number; column: number } {
    return this.#placeAt(this.#offsetOf(path, part));
  }

  /** Notes something wrong at a path. */
  problem(path: Path, text: string, part: 'key' | 'value' = 'value'): void {
    this.#problems.push({ offset: this.#offsetOf(path, part), text });
  }

  /**
   * Checks the value at a path and returns it, parsed. What is wrong is noted; undefined is returned
   * where more is wrong than keys that the schema does not know.
   *
   * @param options.within names the value in messages · `omit`: keys that are not the schema's business.
   */
  check<T>(
    schema: z.ZodType<T>,
    path: Path = [],
    options: { within?: string; omit?: readonly string[] } = {},
  ): T | undefined {
    const value = withoutKeys(valueAt(this.value, path), options.omit ?? []);
    return this.checkValue(schema, value, path, options);
  }

  /** As `check`, of a value that the file leaves out: what is wrong with it is noted at the path. */
  checkValue<T>(
    schema: z.ZodType<T>,
    value: unknown,
    path: Path,
    options: { within?: string } = {},
  ): T | undefined {
    const known = keysAt(schema, []);
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      // A schema that strips unknown keys instead of refusing them must not let a mistyped one through.
      for (const key of keysOf(value)) {
        if (known !== undefined && !known.includes(key)) {
          this.problem([...path, key], unknownKey(key, known, options.within), 'key');
        }
      }
      return parsed.data;
    }
    const findings = findingsOf(schema, value, parsed.error.issues, options.within);
    for (const finding of findings) {
      this.problem([...path, ...finding.path], finding.text, finding.unknownKey ? 'key' : 'value');
    }
    if (findings.some((finding) => !finding.unknownKey)) return undefined;
    const again = schema.safeParse(
      findings.reduce((rest, finding) => withoutPath(rest, finding.path), value),
    );
    return again.success ? again.data : undefined;
  }

  /** Ends the reading. @throws FileError that lists every problem noted, at the place of the first. */
  done(): void {
    if (this.#problems.length === 0) return;
    throw problemsError(
      this.file,
      this.#problems.map(({ offset, text }) => ({ ...this.#placeAt(offset), text })),
    );
  }

  #placeAt(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #offsetOf(path: Path, part: 'key' | 'value'): number {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      const inner = isAlias(node) ? node.resolve(this.#document) : node;
      const isLast = depth === path.length - 1;
      if (isMap(inner)) {
        const pair: Pair | undefined = inner.items.find((each) => keyText(each.key) === String(step));
        if (pair === undefined) return offset;
        const keyAt = startOf(pair.key) ?? offset;
        offset = (isLast && part === 'value' ? startOf(pair.value) : undefined) ?? keyAt;
        node = pair.value;
      } else if (isSeq(inner)) {
        node = inner.items[Number(step)];
        offset = startOf(node) ?? offset;
      } else return offset;
    }
    return offset;
  }
}

/** Parses a YAML text. @throws FileError listing the first syntax error and every doubled key, by line and column. */
export function readYaml(text: string, file: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  // After the first broken place the parser guesses, and its further findings are about its guesses.
  const first = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  const problems = document.errors
    .filter((error) => error === first || error.code === 'DUPLICATE_KEY')
    .map((error) => ({ offset: error.pos[0], text: syntaxText(error.code, error.message) }));
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && isCutOff(node.value)) {
        problems.push({
          offset: startOf(node) ?? 0,
          text: 'holds half of a surrogate pair (a cut-off character), which is no text; write it whole or leave it out',
        });
      }
    },
    Alias(_, node) {
      if (node.resolve(document) === undefined) {
        problems.push({ offset: startOf(node) ?? 0, text: `nothing is anchored as \`${node.source}\`` });
      }
    },
  });
  if (problems.length > 0) {
    throw problemsError(
      file,
      problems.map(({ offset, text: problem }) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col, text: problem };
      }),
    );
  }
  if (document.contents === null) throw new FileError(file, 'is empty', { line: 1, column: 1 });
  try {
    return new YamlReading(file, document, lines);
  } catch (error) {
    throw new FileError(file, 'uses too many aliases', { line: 1, column: 1, cause: error });
  }
}

/** Keys and values of the map at a path; none where there is no map. */
export function membersAt(yaml: YamlReading, path: Path): [key: string, value: unknown][] {
  const value = valueAt(yaml.value, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value);
}

function problemsError(
  file: string,
  problems: readonly { line: number; column: number; text: string }[],
): FileError {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const [first, ...others] = sorted;
  const rest = others.map(({ line, column, text }) => `\n${file}:${line}:${column} ${text}`);
  return new FileError(file, `${first!.text}${rest.join('')}`, { line: first!.line, column: first!.column });
}

/** The parser's message without the piece of text that it may quote. */
function syntaxText(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key was given before in the same map';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; expected one';
  if (message.includes('Nested mappings are not allowed'))
    return 'is not valid YAML: a text that holds `: ` needs quotes around it, or a line of its own after `>-`';
  if (code === 'TAB_AS_INDENT') return 'is indented with a tab; YAML takes spaces only';
  return `is not valid YAML: ${message.replace(/:? ".*$/s, '')}`;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** In a pattern that reads whole code points, only half a pair is a surrogate. */
function isCutOff(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function withoutKeys(value: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0 || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function withoutPath(value: unknown, path: Path): unknown {
  const copy = structuredClone(value);
  const parent = valueAt(copy, path.slice(0, -1));
  if (typeof parent === 'object' && parent !== null)
    delete (parent as Record<PropertyKey, unknown>)[path.at(-1)!];
  return copy;
}
