import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRows, type ReadOptions, type Row } from '../../src/formats/index.ts';

/** A folder of its own for one test; `using` removes it. */
export function scratch(): {
  path: string;
  file(name: string, content: string | Uint8Array): string;
} & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'specloom-formats-'));
  return {
    path,
    file(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** All rows of a file. */
export async function rowsOf(path: string, options?: ReadOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of openRows(path, options)) rows.push(row);
  return rows;
}

/** All rows of a content, written to a file of that name first. */
export async function read(
  name: string,
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<Row[]> {
  using folder = scratch();
  return await rowsOf(folder.file(name, content), options);
}
