import { UsageError } from '../../core/errors.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { CompareMethodsOptions } from '../../run/evaluate-methods.ts';
import type { EvaluationsDocument } from '../../run/evaluations-document.ts';
import { doAsking } from '../asking.ts';
import { type Io, outJson } from '../io.ts';
import { methodsPlanText } from './methods-plan-text.ts';
import { evaluationsStatus, evaluationsSummary } from './several.ts';
import { type EvaluationFlags, evaluateOptionsOf } from './work.ts';

/** What the command line says of methods that are compared, as commander reads it. */
export interface CompareFlags extends EvaluationFlags {
  readonly methods?: readonly string[];
  readonly ablation?: boolean;
  readonly plan?: boolean;
}

/** Flags that hold for evaluations that are there already, too. */
const always = ['out', 'root', 'json'];

/** Whether models are to be evaluated by methods. @throws UsageError for flags that mean nothing otherwise. */
export function asksMethods(flags: CompareFlags): boolean {
  if (flags.methods !== undefined || flags.ablation === true) return true;
  const other = Object.keys(flags).find((name) => !always.includes(name));
  if (other === undefined) return false;
  const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${flag} goes with --methods or --ablation alone, which evaluate a dataset`);
}

/** `specloom compare <dataset> --methods …` */
export async function doCompareMethods(
  io: Io,
  folders: readonly string[],
  flags: CompareFlags,
): Promise<void> {
  const [dataset, ...more] = folders;
  if (dataset === undefined || more.length > 0)
    throw new UsageError('--methods evaluates one dataset; name its folder alone');
  const options = optionsOf(io, flags);
  if (flags.plan) {
    const { planMethods } = await import('../../run/evaluate-forecast.ts');
    const plan = await planMethods(dataset, options);
    return flags.json ? outJson(io, plan) : io.out(methodsPlanText(plan));
  }
  await doAsking<EvaluationsDocument>(io, flags, {
    plan: 'the same with --plan',
    expectedCost: async () =>
      (await import('../../run/evaluate.ts')).expectedEvaluationCost('evaluate', dataset, options),
    work: async (asking) =>
      (await import('../../run/evaluate-methods.ts')).compareMethods(dataset, { ...options, ...asking }),
    summary: evaluationsSummary,
    statusOf: evaluationsStatus,
  });
}

function optionsOf(io: Io, flags: CompareFlags): CompareMethodsOptions {
  const { model, models, ...shared } = evaluateOptionsOf(io, flags);
  const { methods = [], ablation } = flags;
  const named = models ?? (model === undefined ? undefined : [model]);
  return { ...shared, methods, ...withoutUndefined({ ablation, models: named }) };
}
