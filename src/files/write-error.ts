import { FileError, type SpecloomError, StoreError } from '../core/errors.ts';

/** Why something cannot be written, in words. A full or failing disk is resumable, the rest is for a person to mend. */
export function unwritable(path: string, error: unknown): SpecloomError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StoreError(`${path} cannot be written: the disk is full; free some space and run again`, {
      cause: error,
    });
  }
  if (code === 'EIO') {
    return new StoreError(`${path} cannot be written: the disk fails; run again on another one`, {
      cause: error,
    });
  }
  const why: Readonly<Record<string, string>> = {
    EACCES: 'this user may not write there; check the permissions of the folder',
    EPERM: 'this user may not write there; check the permissions of the folder',
    EROFS: 'the file system is read-only',
    ENOTDIR: 'a part of the path is a file, not a folder',
    EISDIR: 'there is a folder of that name',
    ELOOP: 'the links on the way lead in a circle',
    EEXIST: 'a part of the path is a file, not a folder',
  };
  return new FileError(path, `cannot be written: ${why[code] ?? code}`, { cause: error });
}
