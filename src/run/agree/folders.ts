import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { DESCRIPTION } from '../evaluation-folder.ts';

/**
 * The evaluation folders that are meant: a folder that is none itself, and holds some, stands for those, by name.
 * Whatever else is named stays, so that reading it says what it is not.
 *
 * @param folders relative to `cwd`
 */
export function evaluationFolders(cwd: string, folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => {
    const place = resolve(cwd, folder);
    const isOther = !fs.existsSync(place) || !fs.statSync(place).isDirectory() || isEvaluation(place);
    if (isOther) return [folder];
    const inside = fs
      .readdirSync(place)
      .sort()
      .filter((name) => isEvaluation(join(place, name)));
    return inside.length === 0 ? [folder] : inside.map((name) => join(folder, name));
  });
}

const isEvaluation = (place: string): boolean => fs.existsSync(join(place, DESCRIPTION));
