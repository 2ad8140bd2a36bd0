import fs from 'node:fs';
import { join } from 'node:path';
import { FileError } from '../../core/errors.ts';
import { jsonObjectIn } from '../../core/json.ts';
import type { JudgeTrust } from '../../stats/index.ts';
import { trustSchema } from './trust-schema.ts';

/** The folder of judges beside the evaluations of a dataset, and the file of each that says how far it can be trusted. */
export const judgesFolder = 'judges';
export const trustName = 'trust.json';

/**
 * How far the judges of a dataset can be trusted, in the order of their folders' names; none where no judge was
 * probed.
 *
 * @param results the folder of a dataset's results: `results/<dataset>`
 * @throws FileError for a file that is not as it was written.
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
  const given: unknown = jsonObjectIn(fs.readFileSync(file, 'utf8'));
  const [issue] = trustSchema.safeParse(given).error?.issues ?? [];
  if (issue === undefined) return given as JudgeTrust;
  throw new FileError(
    file,
    `is not as specloom judge --probe wrote it: ${[issue.path.join('.'), issue.message].filter(Boolean).join(': ')}; move it away, and probe the judge again`,
  );
}
