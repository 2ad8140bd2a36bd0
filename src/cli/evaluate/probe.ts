import { UsageError } from '../../core/errors.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { ProbeDocument } from '../../run/probe/document.ts';
import type { ProbeOptions } from '../../run/probe/options.ts';
import { doAsking } from '../asking.ts';
import { type Io, outJson } from '../io.ts';
import { judgingOf } from './judge-options.ts';
import { type ProbeFlags, probingOf } from './probe-options.ts';
import { probePlanText, probeSummary } from './probe-text.ts';
import type { EvaluationFlags } from './work.ts';

/** `specloom judge --probe`: how far a judge can be trusted, by responses whose right verdicts are known. */
export async function doProbe(io: Io, folder: string, flags: EvaluationFlags & ProbeFlags): Promise<void> {
  for (const [name, value] of Object.entries({ collect: flags.collect, 'accept-gaps': flags.acceptGaps }))
    if (value !== undefined)
      throw new UsageError(`--${name} does not go with --probe, whose questions follow from each other`);
  const { prepareProbing } = await import('../../run/probe/call.ts');
  const { forecastProbing } = await import('../../run/probe/forecast.ts');
  const { probeCall } = await import('../../run/probe/probe.ts');
  const options = optionsOf(io, flags);
  const call = await prepareProbing(folder, options);
  const plan = await forecastProbing(call, options);
  if (flags.plan) return flags.json ? outJson(io, plan) : io.out(probePlanText(plan));
  if (!flags.quiet && !flags.json && !flags.events && !flags.replay) io.note(probePlanText(plan));
  await doAsking<ProbeDocument>(io, flags, {
    // It has been said already, with what it is for.
    expectedCost: async () => [0, 0],
    work: (asking) => probeCall(call, { ...options, ...asking }),
    summary: probeSummary,
  });
}

function optionsOf(io: Io, flags: EvaluationFlags & ProbeFlags): ProbeOptions {
  const { root, pipeline } = flags;
  const { judge, mode, votes, labelHint, order } = judgingOf(flags);
  return {
    cwd: io.cwd,
    env: io.env,
    ...withoutUndefined({ root, pipeline, judge, mode, votes, labelHint, order }),
    ...probingOf(flags),
  };
}
