import fs from 'node:fs';
import { join } from 'node:path';
import { FileError } from '../../core/errors.ts';
import type { JudgeTrust } from '../../stats/index.ts';

/** The folder of judges beside the evaluations of a dataset, and the file of each that says how far it can be trusted. */
export const judgesFolder = 'judges';
export const trustName = 'trust.json';

/**
 * How far the judges of a dataset can be trusted, in the order of their folders' names; none where no judge was
 * probed.
 *
 * @param results the folder of a dataset's results: `results/<dataset>`
 * @throws FileError for a file that holds no JSON.
 */
export function readTrust(results: string): readonly JudgeTrust[] {
  const folder = join(results, judgesFolder);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, trustName))
    .filter((file) => fs.existsSync(file))
    .map(parsed);
}

function parsed(file: string): JudgeTrust {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as JudgeTrust;
  } catch (cause) {
    throw new FileError(file, 'holds no trust document; probe the judge again', { cause });
  }
}
