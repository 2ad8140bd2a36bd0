import { FileError } from '../core/errors.ts';

/** A member of a JSON file that makes one row, as text. */
export interface JsonElement {
  /** Where it starts, counted from 1. */
  readonly line: number;
  /** The key of the list it is in, where the file is an object of lists. */
  readonly group?: string;
  readonly text: string;
}

/**
 * Cuts a JSON text (a list, or an object of lists) into its elements without parsing them, so that
 * one that is not valid does not take the others with it. Members of the object that are no lists
 * are passed over.
 *
 * @throws FileError where the brackets do not fit, for any other JSON, and for text after the end.
 */
export function* jsonElements(text: string, file: string): Generator<JsonElement> {
  const cursor = new Cursor(text, file);
  const opening = cursor.skipSpace();
  if (opening === '[') yield* elementsOf(cursor);
  else if (opening === '{') yield* membersOf(cursor);
  else throw cursor.error('expected a list of rows, or an object of lists');
  if (cursor.skipSpace() !== undefined) {
    throw cursor.error(
      'has more text after its end; one value per line is JSON Lines, state `format: jsonl`',
    );
  }
}

function* elementsOf(cursor: Cursor, group?: string): Generator<JsonElement> {
  const facts = group === undefined ? {} : { group };
  cursor.at += 1;
  if (cursor.skipSpace() === ']') {
    cursor.at += 1;
    return;
  }
  for (;;) {
    cursor.skipSpace();
    const line = cursor.line();
    const start = cursor.at;
    cursor.skipValue();
    yield { line, ...facts, text: cursor.text.slice(start, cursor.at).trimEnd() };
    const next = cursor.skipSpace();
    cursor.at += 1;
    if (next === ']') return;
  }
}

function* membersOf(cursor: Cursor): Generator<JsonElement> {
  let lists = 0;
  cursor.at += 1;
  for (;;) {
    if (cursor.skipSpace() === '}') break;
    const key = cursor.readKey();
    if (cursor.skipSpace() !== ':') throw cursor.error('expected a colon after a key');
    cursor.at += 1;
    if (cursor.skipSpace() === '[') {
      lists += 1;
      yield* elementsOf(cursor, key);
    } else cursor.skipValue();
    const next = cursor.skipSpace();
    if (next === '}') break;
    if (next !== ',') throw cursor.error('expected a comma or a closing brace');
    cursor.at += 1;
  }
  cursor.at += 1;
  if (lists === 0) {
    throw new FileError(
      cursor.file,
      'is one JSON object without lists; expected a list of rows, or an object of lists',
    );
  }
}

/** A place in a text that knows its line. */
class Cursor {
  readonly text: string;
  readonly file: string;
  at = 0;
  #countedTo = 0;
  #lines = 1;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  line(): number {
    for (let at = this.text.indexOf('\n', this.#countedTo); at >= 0 && at < this.at; ) {
      this.#lines += 1;
      this.#countedTo = at + 1;
      at = this.text.indexOf('\n', this.#countedTo);
    }
    return this.#lines;
  }

  error(problem: string): FileError {
    const line = this.line();
    const column = this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1) + 1;
    return new FileError(this.file, `is not valid JSON: ${problem}`, { line, column });
  }

  /** Moves to the next character that is not white space and returns it. */
  skipSpace(): string | undefined {
    while (' \n\r\t'.includes(this.text[this.at] ?? '.')) this.at += 1;
    return this.text[this.at];
  }

  readKey(): string {
    const start = this.at;
    if (this.text[start] !== '"') throw this.error('expected a key in double quotes');
    this.#skipString();
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch (cause) {
      this.at = start;
      const error = this.error('a key cannot be read');
      error.cause = cause;
      throw error;
    }
  }

  /** Moves behind a value: to the comma or the closing bracket that follows it. */
  skipValue(): void {
    const start = this.at;
    const open: string[] = [];
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at]!;
      if (character === '"') {
        this.#skipString();
        this.at -= 1;
      } else if (character === '[') open.push(']');
      else if (character === '{') open.push('}');
      else if (character === ']' || character === '}') {
        if (open.length === 0) return;
        if (open.pop() !== character) throw this.error('brackets do not fit');
      } else if (character === ',' && open.length === 0) return;
    }
    if (open.length === 0) throw this.error('expected a comma or a closing bracket, but the text ends');
    this.at = start;
    throw this.error('a value that starts here is not closed');
  }

  /**
   * Moves behind a string. One that its line does not close ends there, before the closing brackets
   * at the line's end, so that it breaks its own element alone.
   */
  #skipString(): void {
    const start = this.at;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at];
      if (character === '\\') this.at += 1;
      else if (character === '"') {
        this.at += 1;
        return;
      } else if (character === '\n') {
        const closers = /[\]},\s]*$/.exec(this.text.slice(start, this.at));
        this.at -= closers?.[0].length ?? 0;
        return;
      }
    }
  }
}
