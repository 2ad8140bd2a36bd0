/** A record of a delimited text: one line, or several where a quoted cell holds line breaks. */
export interface RawRecord {
  /** Where it starts, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly cells: number;
  /** What is wrong with it, where something is. */
  readonly problem?: string;
}

/** A quoted cell that goes on for longer than this is taken for one that nobody closed. */
const longestRecord = 4 * 1024 * 1024;

type Scan = { state: 'closed' | 'open' | 'broken'; cells: number; loose: boolean };

/**
 * Cuts lines into records. CSV parsers take an opening quote that nobody closes for one cell up to
 * the end of the file; here such a record is broken, and reading goes on with the line after its
 * first. It is known by text after a closing quote (most often the next quoted cell's opening one),
 * by the end of the file, or by its length.
 */
export class RecordCutter {
  readonly #delimiter: string | null;
  readonly #quote: string | null;
  readonly #newline: string;
  /** Lines that belong to no finished record yet, from #head on. */
  #pending: string[] = [];
  #head = 0;
  #headLine = 1;
  /** How many lines of the record at the head are scanned, and what is known of it. */
  #scanned = 0;
  #length = 0;
  #cells = 0;
  #loose = false;
  /** Lines up to here were once taken for a part of a broken record: a stray quote in them is suspect. */
  #shadowUntil = 0;
  #shadowOf = 0;

  constructor(dialect: { delimiter: string | null; quote: string | null; newline: string }) {
    this.#delimiter = dialect.delimiter;
    this.#quote = dialect.quote;
    this.#newline = dialect.newline;
  }

  /** Takes further lines; returns the records that are complete with them. Blank lines are none. */
  push(lines: readonly string[]): RawRecord[] {
    this.#pending = this.#pending.slice(this.#head).concat(lines);
    this.#head = 0;
    return this.#cut(false);
  }

  /** No more lines follow; returns what is left. */
  end(): RawRecord[] {
    return this.#cut(true);
  }

  #cut(final: boolean): RawRecord[] {
    const records: RawRecord[] = [];
    for (;;) {
      const line = this.#pending[this.#head + this.#scanned];
      if (line === undefined) {
        if (!final || this.#scanned === 0) return records;
        records.push(this.#broken('a quoted cell that starts here is not closed'));
        continue;
      }
      if (this.#scanned === 0 && (line === '' || line === '\r')) {
        this.#advance(1);
        continue;
      }
      const scan = this.#scan(line, this.#scanned > 0);
      this.#scanned += 1;
      this.#length += line.length;
      this.#cells += scan.cells;
      this.#loose ||= scan.loose;
      if (scan.state === 'closed') records.push(this.#finished());
      else if (scan.state === 'broken') {
        records.push(
          this.#broken(
            this.#scanned === 1
              ? 'text follows the closing quote of a cell (a quote inside a quoted cell is written twice)'
              : 'a quoted cell that starts here is not closed, or holds a quote that is not written twice',
          ),
        );
      } else if (this.#length > longestRecord) {
        records.push(this.#broken('a quoted cell that starts here is not closed'));
      }
    }
  }

  #finished(): RawRecord {
    if (this.#loose && this.#headLine <= this.#shadowUntil) {
      return this.#broken(`belongs to the broken record of line ${this.#shadowOf}`);
    }
    const lines = this.#pending.slice(this.#head, this.#head + this.#scanned);
    const text = lines.join(this.#newline).replace(/\r$/, '');
    const record = { line: this.#headLine, text, cells: this.#cells };
    this.#advance(this.#scanned);
    return record;
  }

  #broken(problem: string): RawRecord {
    const record = { line: this.#headLine, text: '', cells: 0, problem };
    const last = this.#headLine + this.#scanned - 1;
    if (last > this.#shadowUntil) {
      this.#shadowUntil = last;
      this.#shadowOf = this.#headLine;
    }
    this.#advance(1);
    return record;
  }

  #advance(lines: number): void {
    this.#head += lines;
    this.#headLine += lines;
    this.#scanned = 0;
    this.#length = 0;
    this.#cells = 0;
    this.#loose = false;
  }

  /** Reads one line. `cells` counts the cells that end in it; `loose`: a quote inside an unquoted cell. */
  #scan(line: string, inQuote: boolean): Scan {
    const quote = this.#quote;
    const end = line.endsWith('\r') ? line.length - 1 : line.length;
    let at = 0;
    let cells = 0;
    let loose = false;
    let quoted = inQuote;
    for (;;) {
      if (quoted && quote !== null) {
        const close = line.indexOf(quote, at);
        if (close < 0) return { state: 'open', cells, loose };
        if (line[close + 1] === quote) {
          at = close + 2;
          continue;
        }
        quoted = false;
        cells += 1;
        at = close + 1;
        if (at >= end) return { state: 'closed', cells, loose };
        if (line[at] !== this.#delimiter) return { state: 'broken', cells, loose };
        at += 1;
      } else if (quote !== null && line[at] === quote) {
        quoted = true;
        at += 1;
      } else {
        const found = this.#delimiter === null ? -1 : line.indexOf(this.#delimiter, at);
        const stop = found < 0 ? end : found;
        if (quote !== null) {
          const stray = line.indexOf(quote, at);
          if (stray >= 0 && stray < stop) loose = true;
        }
        cells += 1;
        if (found < 0) return { state: 'closed', cells, loose };
        at = found + 1;
      }
    }
  }
}
