import { FileError } from '../core/errors.ts';
import type { AnyStage } from '../core/stage.ts';
import { findingsOf } from './issues.ts';
import type { StageUse } from './pipeline.ts';

/**
 * Checks the options of a stage that was loaded after its pipeline file was read, and returns them
 * parsed.
 *
 * @throws FileError listing all that is wrong, at the place of the stage in the file.
 */
export function parseStageOptions(stage: AnyStage, use: StageUse, file: string): unknown {
  const parsed = stage.options.safeParse(use.options);
  if (parsed.success) return parsed.data;
  const findings = findingsOf(stage.options, use.options, parsed.error.issues, stage.name);
  const text = findings.map((finding) => finding.text).join('\n');
  throw new FileError(file, text, { line: use.line, column: use.column, cause: parsed.error });
}
