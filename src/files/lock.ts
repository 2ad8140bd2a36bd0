import fs from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { isAlive } from './process-alive.ts';
import { unwritable } from './write-error.ts';

/** A held lock. Releasing twice does nothing. */
export interface Lock {
  release(): void;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** Paths that this process holds: a lock file with this process's number that is not in here is a leftover. */
const held = new Set<string>();

/**
 * Takes a lock: a file that names its process. The lock of a process that is gone is taken over,
 * under a second lock beside it, so that of several that see the same leftover one gets it.
 *
 * @throws UsageError naming the process that holds it. @throws FileError where it cannot be written.
 */
export function acquireLock(path: string): Lock {
  const whole = resolve(path);
  const temporary = `${whole}.new-${process.pid}`;
  try {
    fs.mkdirSync(dirname(whole), { recursive: true, mode: 0o700 });
    const owner: Owner = { pid: process.pid, host: hostname() };
    fs.writeFileSync(temporary, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
    while (!createFrom(temporary, whole)) {
      if (stateOf(whole, path) === 'stale' && takeOver(temporary, whole, path)) break;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unwritable(path, error);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  held.add(whole);
  removeLeftovers(whole);
  let isHeld = true;
  return {
    release() {
      if (!isHeld) return;
      isHeld = false;
      fs.rmSync(whole, { force: true });
      held.delete(whole);
    },
  };
}

/** Removes what processes of this machine left that were killed while they took the lock. */
function removeLeftovers(whole: string): void {
  const prefix = `${basename(whole)}.new-`;
  const names = fs.readdirSync(dirname(whole)).filter((name) => name.startsWith(prefix));
  // Those of running processes come and go; they are not looked into.
  for (const name of names.filter((each) => !isAlive(Number(each.slice(prefix.length))))) {
    const file = join(dirname(whole), name);
    if (ownerIn(fs.readFileSync(file, 'utf8'))?.host === hostname()) fs.rmSync(file);
  }
}

/** Whether a running process, here or on another host, holds a lock. */
export function isHeld(path: string): boolean {
  const owner = fs.existsSync(path) ? ownerIn(fs.readFileSync(path, 'utf8')) : undefined;
  return owner !== undefined && (owner.host !== hostname() || isAlive(owner.pid));
}

/** Makes the lock file, content and all in one step, where there is none. Whether it did. */
function createFrom(temporary: string, whole: string): boolean {
  try {
    fs.linkSync(temporary, whole);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  // A file system without hard links.
  try {
    fs.copyFileSync(temporary, whole, fs.constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Replaces a leftover. Only the holder of the takeover lock does, so what it sees as stale stays so until then. */
function takeOver(temporary: string, whole: string, path: string): boolean {
  const takeover = acquireLock(`${path}.takeover`);
  try {
    if (stateOf(whole, path) === 'absent') return false;
    fs.renameSync(temporary, whole);
    return true;
  } finally {
    takeover.release();
  }
}

/** @throws UsageError where the lock's owner is running, or may be. */
function stateOf(whole: string, path: string): 'absent' | 'stale' {
  let text: string;
  try {
    text = fs.readFileSync(whole, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    throw error;
  }
  const owner = ownerIn(text);
  if (owner === undefined) return 'stale';
  if (owner.host !== hostname()) {
    throw new UsageError(
      `${path} is held by process ${owner.pid} on ${owner.host}; wait for it, or, if it no longer runs, remove the file`,
    );
  }
  if (owner.pid === process.pid ? held.has(whole) : isAlive(owner.pid)) {
    throw new UsageError(
      `${path} is held by process ${owner.pid}, which is running; wait for it to end, or stop it (kill ${owner.pid}) and run again`,
    );
  }
  return 'stale';
}

/** Who a lock file names; undefined where a power cut left it without content. */
function ownerIn(text: string): Owner | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Owner>;
    return Number.isInteger(pid) && typeof host === 'string' ? { pid: pid!, host } : undefined;
  } catch {
    return undefined;
  }
}
