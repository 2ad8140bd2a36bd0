import { withoutUndefined } from '../core/without-undefined.ts';
import type { PrepareOptions } from '../run/prepare.ts';
import type { Io } from './io.ts';

/** What the commands that read a pipeline file have in common on the command line. */
export interface PipelineFlags {
  readonly root?: string;
  readonly seed?: number;
  readonly scenario?: readonly string[];
  readonly until?: string;
  readonly model?: Readonly<Record<string, string>>;
}

/** The same as the library has it. */
export function prepareOptions(
  io: Io,
  { root, seed, scenario, until, model }: PipelineFlags,
): PrepareOptions {
  return withoutUndefined({
    cwd: io.cwd,
    env: io.env,
    root,
    seed,
    scenarios: scenario,
    until,
    models: model,
  });
}
