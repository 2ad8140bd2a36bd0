import fs from 'node:fs';
import { join } from 'node:path';

/** What operating systems put into any folder that is looked at; nobody misses it. */
const droppings: readonly string[] = ['.ds_store', 'thumbs.db', 'desktop.ini'];

/**
 * What a folder holds besides its own files, hidden entries included: relative paths with `/` between
 * their parts and, for folders, at the end. A folder that holds none of the own files is not looked
 * into, and nothing is listed before it is asked for: the first one may be found at the top of a disk.
 *
 * @param own relative paths of the folder's own files.
 */
export function* foreignEntries(folder: string, own: ReadonlySet<string>): Generator<string> {
  const ownFolders = new Set([...own].flatMap(foldersOf));
  yield* foreignIn(folder, '', own, ownFolders);
}

function* foreignIn(
  folder: string,
  prefix: string,
  own: ReadonlySet<string>,
  ownFolders: ReadonlySet<string>,
): Generator<string> {
  const entries = fs.opendirSync(join(folder, prefix));
  try {
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        if (ownFolders.has(path)) yield* foreignIn(folder, `${path}/`, own, ownFolders);
        else yield `${path}/`;
      } else if (!own.has(path) && !droppings.includes(entry.name.toLowerCase())) yield path;
    }
  } finally {
    entries.closeSync();
  }
}

/** `a` and `a/b` of `a/b/c.txt`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}
