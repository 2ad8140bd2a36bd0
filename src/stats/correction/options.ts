import { UsageError } from '../../core/errors.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { CorrectionOptions } from './types.ts';

const defaults: CorrectionOptions = { target: 'benchmark', pooled: false, confidence: 0.95 };

/**
 * Options with their defaults: this benchmark, each model by its own labels, 95 % confidence.
 *
 * @throws UsageError naming the option that does not fit.
 */
export function correctionOptions(given: Partial<CorrectionOptions> = {}): CorrectionOptions {
  const { target, pooled, confidence } = { ...defaults, ...withoutUndefined(given) };
  if (target !== 'benchmark' && target !== 'new prompts')
    throw new UsageError(`\`target\` must be \`benchmark\` or \`new prompts\`, not ${target}`);
  if (!(confidence > 0 && confidence < 1))
    throw new UsageError(`\`confidence\` must be a number between 0 and 1, not ${confidence}`);
  return { target, pooled, confidence };
}
