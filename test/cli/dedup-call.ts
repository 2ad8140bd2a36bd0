import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextDocument, TextSelection } from '../../src/cli/dedup/document.ts';
import { main } from '../../src/cli/program.ts';

/** What a call left behind. */
export interface Called {
  readonly status: number;
  readonly out: string;
  readonly note: string;
}

/** A folder to run `specloom dedup` in, removed when it goes out of scope. */
export interface DedupFolder {
  path(...parts: string[]): string;
  write(name: string, content: string | Uint8Array): void;
  /** Writes rows as JSON Lines. */
  writeRows(name: string, rows: readonly object[]): void;
  read(name: string): string;
  files(): readonly string[];
  /** Runs `specloom dedup …` as the shell would. */
  call(args: readonly string[]): Promise<Called>;
  /** The document of a selection among texts, by `--json`. @throws Error where the status is not 0. */
  selection(...args: readonly string[]): Promise<TextDocument & TextSelection>;
  [Symbol.dispose](): void;
}

export function dedupFolder(): DedupFolder {
  const folder = mkdtempSync(join(tmpdir(), 'specloom-dedup-'));
  const path = (...parts: string[]) => join(folder, ...parts);
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content);
  const call: DedupFolder['call'] = async (args) => {
    const seen = { status: 0, out: '', note: '' };
    await main(['node', 'specloom', 'dedup', ...args], {
      cwd: folder,
      env: {},
      live: false,
      out: (text) => {
        seen.out += text;
      },
      note: (text) => {
        seen.note += text;
      },
      exit: (status) => {
        seen.status = status;
      },
    });
    return seen;
  };
  return {
    path,
    write,
    writeRows: (name, rows) => write(name, rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
    read: (name) => readFileSync(path(name), 'utf8'),
    files: () => readdirSync(folder).sort(),
    call,
    async selection(...args) {
      const { status, out, note } = await call([...args, '--json']);
      if (status !== 0) throw new Error(`status ${status}: ${note}`);
      return JSON.parse(out);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const places = ['Lisbon', 'Porto', 'Faro', 'Braga', 'Évora', 'Coimbra', 'Sintra', 'Lagos', 'Tavira', 'Viseu'];
const wishes = ['a walking trip', 'a week of museums', 'a quiet weekend', 'a trip by train with children'];

/** Prompts that are alike in many ways, none twice, with ids from `q-1` on and three sources. */
export const trips = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `q-${n + 1}`,
    from: { source: ['notes', 'mail', 'forum'][n % 3] },
    prompt: `Plan ${wishes[n % 4]} to ${places[n % 10]} and ${places[(3 * n + 1) % 10]} for ${n + 2} people in spring`,
  }));

/** Values as the bytes of a file of vectors. */
export function littleEndian(values: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  Array.from(values).forEach((value, at) => {
    bytes.writeFloatLE(value, 4 * at);
  });
  return bytes;
}
