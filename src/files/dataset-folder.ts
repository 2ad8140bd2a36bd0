import fs from 'node:fs';
import { join } from 'node:path';
import { FileError, SpecloomError, UsageError } from '../core/errors.ts';
import { sha256 } from '../core/hash.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { insideOnly, needsRecovery, recoverFolder, replaceFolder } from './atomic.ts';
import { decodeText, unreadable } from './read-text.ts';

/** The name of the file that describes a dataset. */
const descriptionName = 'dataset.json';

/** What makes a dataset: its description, and its files by relative path. */
export interface DatasetContents {
  /** All of dataset.json but `digest` and `files`. Holds no date and nothing of the machine. */
  readonly meta: JsonObject;
  readonly files: ReadonlyMap<string, string>;
}

/** A dataset folder, read. */
export interface Dataset {
  readonly folder: string;
  /** 64 hex digits over the files' paths and hashes. */
  readonly digest: string;
  readonly meta: JsonObject;
  /** SHA-256 by relative path, sorted by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The text of one of its files. @throws FileError where it is missing or not what was written. */
  text(path: string): string;
}

/** Something that is not as dataset.json says. */
export interface DatasetProblem {
  readonly path: string;
  readonly problem: 'missing' | 'changed' | 'extra' | 'digest';
}

/** 64 hex digits of SHA-256 over the lines "path hash", sorted by path. */
export function datasetDigest(hashes: ReadonlyMap<string, string>): string {
  const lines = sortedByPath(hashes).map(([path, hash]) => `${path} ${hash}\n`);
  return sha256(lines.join(''));
}

/**
 * Writes a dataset folder as a whole; the same contents give the same bytes. What was there before
 * is replaced only where it is an unreleased dataset or empty.
 *
 * @returns its digest.
 * @throws SpecloomError (`policy`) for a released dataset, UsageError for a folder of something else.
 */
export function writeDataset(folder: string, contents: DatasetContents): { digest: string } {
  checkReplaceable(folder);
  if (contents.files.has(descriptionName)) {
    throw new SpecloomError('internal', `${descriptionName} is written by the dataset folder itself`);
  }
  const hashes = new Map([...contents.files].map(([path, text]) => [path, sha256(text)]));
  const digest = datasetDigest(hashes);
  const description = {
    ...contents.meta,
    digest,
    files: Object.fromEntries(sortedByPath(hashes)),
  };
  replaceFolder(folder, new Map([...contents.files, [descriptionName, prettyJson(description)]]));
  return { digest };
}

/** Reads a dataset's description. @throws FileError where the folder is no dataset, or ill-formed. */
export function readDataset(folder: string): Dataset {
  const path = join(folder, descriptionName);
  if (needsRecovery(folder)) {
    throw new FileError(
      folder,
      'is missing, because writing it was interrupted; the run that was writing it restores it: run that again',
    );
  }
  const description = parseDescription(path, readBytes(path));
  const { digest, files, ...meta } = description;
  const hashes = new Map(sortedByPath(new Map(Object.entries(files))));
  return {
    folder,
    digest,
    meta,
    files: hashes,
    text(name) {
      const file = join(folder, name);
      const expected = hashes.get(name);
      if (expected === undefined) throw new FileError(file, `is not listed in ${descriptionName}`);
      const bytes = readBytes(file);
      if (sha256(bytes) !== expected) {
        throw new FileError(
          file,
          `was changed since the dataset was written; its SHA-256 is not the one in ${descriptionName}`,
        );
      }
      return decodeText(file, bytes);
    },
  };
}

/** Compares a dataset folder with its description. Empty where all is as it was written. @throws as `readDataset` does. */
export function verifyDigest(folder: string): DatasetProblem[] {
  const dataset = readDataset(folder);
  const problems: DatasetProblem[] = [];
  const present = new Set(filesOf(folder));
  for (const [path, hash] of dataset.files) {
    if (!present.has(path)) problems.push({ path, problem: 'missing' });
    else if (sha256(readBytes(join(folder, path))) !== hash) problems.push({ path, problem: 'changed' });
  }
  for (const path of present) {
    if (path !== descriptionName && !dataset.files.has(path)) problems.push({ path, problem: 'extra' });
  }
  if (datasetDigest(dataset.files) !== dataset.digest) {
    problems.push({ path: descriptionName, problem: 'digest' });
  }
  return problems;
}

/**
 * Checks that a dataset may be written to a folder, so that nobody pays for one that has no place.
 *
 * @throws SpecloomError (`policy`) for a released dataset, UsageError for a folder of something else.
 */
export function checkReplaceable(folder: string): void {
  recoverParent(folder);
  refuseReplacing(folder);
}

/** What a kill of an earlier write left is put right before anything is looked at. */
function recoverParent(folder: string): void {
  if (fs.existsSync(join(folder, '..'))) recoverFolder(folder);
}

function refuseReplacing(folder: string): void {
  const facts = fs.statSync(folder, { throwIfNoEntry: false });
  if (facts === undefined) return;
  if (!facts.isDirectory()) throw new UsageError(`${folder} is a file; name a folder for the dataset`);
  const present = filesOf(folder);
  if (present.length === 0) return;
  if (!present.includes(descriptionName)) {
    throw new UsageError(
      `${folder} holds other files and no ${descriptionName}, so it is not a dataset and is left alone; name another folder`,
    );
  }
  const { files, released } = parseDescription(
    join(folder, descriptionName),
    readBytes(join(folder, descriptionName)),
  );
  if (released === true) {
    throw new SpecloomError(
      'policy',
      `${folder} is a released dataset, which is never overwritten; write a new version in another folder`,
    );
  }
  const foreign = present.filter((path) => path !== descriptionName && !Object.hasOwn(files, path));
  if (foreign.length > 0) {
    throw new UsageError(
      `${folder} holds ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' and more' : ''}, which the dataset did not write and would lose; move it out first`,
    );
  }
}

type Description = JsonObject & { readonly digest: string; readonly files: Readonly<Record<string, string>> };

function parseDescription(path: string, bytes: Uint8Array): Description {
  let value: Json;
  try {
    value = JSON.parse(decodeText(path, bytes)) as Json;
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(path, 'is not valid JSON; the dataset has to be written again', { cause: error });
  }
  const description = value as Partial<Description> | null;
  const files = description?.files;
  const isWhole =
    typeof description?.digest === 'string' &&
    typeof files === 'object' &&
    Object.values(files).every((hash) => /^[0-9a-f]{64}$/.test(String(hash))) &&
    Object.keys(files).every(staysInside);
  if (!isWhole) {
    throw new FileError(
      path,
      'does not describe a dataset; expected `digest`, and `files` with a SHA-256 by path',
    );
  }
  return description as Description;
}

function staysInside(path: string): boolean {
  try {
    insideOnly(path);
    return true;
  } catch {
    return false;
  }
}

/** Files below a folder by relative path with `/`, sorted; hidden ones (of file managers) are left out. */
function filesOf(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '.').length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function readBytes(path: string): Uint8Array {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function sortedByPath(files: ReadonlyMap<string, string>): [path: string, hash: string][] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** JSON with sorted keys and two spaces of indentation, so that equal values give equal bytes. */
function prettyJson(value: Json): string {
  return `${JSON.stringify(sorted(value), null, 2)}\n`;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]),
  );
}
