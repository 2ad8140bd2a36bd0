import { UsageError } from '../../core/errors.ts';
import type { Io } from '../io.ts';
import { type ProbeFlags, probingOf } from './probe-options.ts';
import type { EvaluationFlags } from './work.ts';

/** `specloom judge --probe`: how far a judge can be trusted, by responses whose right verdicts are known. */
export async function doProbe(_io: Io, folder: string, flags: EvaluationFlags & ProbeFlags): Promise<void> {
  const { perSpec = 5 } = probingOf(flags);
  throw new UsageError(`${folder}: there is no probing with ${perSpec} probes of each spec yet`);
}
