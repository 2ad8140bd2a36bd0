import type { ModelKind } from '../core/reasoning.ts';
import type { Method } from './method.ts';
import { align3Steps, type DeliberationOptions, deliberationOptions } from './options.ts';

/**
 * What a response says it was made by: the method's name, and whatever is not its default. `align3`,
 * `align3-behavior-safety`, `align3-none`, `align3-turns`, `best-of-n-8`, `self-refine-15`, `tpo-rounds-2`,
 * `align3-within-2000`. Kebab-case, and unique for a model of one kind.
 */
export function methodLabel(
  { name, options: own }: Pick<Method, 'name' | 'options'>,
  options: DeliberationOptions,
  kind: ModelKind,
): string {
  const usual = deliberationOptions();
  const parts = own.flatMap((option): string[] => {
    if (option === 'steps') return stepsPart(options);
    if (option === 'form') return (options.form ?? formFor(kind)) === 'turns' ? ['turns'] : [];
    if (options[option] === usual[option]) return [];
    return option === own[0] ? [`${options[option]}`] : [`${option}-${options[option]}`];
  });
  const within = options.tokens === undefined ? [] : [`within-${options.tokens}`];
  return [name, ...parts, ...within].join('-');
}

/** The form of align3 where none is said. */
export const formFor = (kind: ModelKind): 'trace' | 'turns' => (kind === 'reasoning' ? 'trace' : 'turns');

function stepsPart({ steps }: DeliberationOptions): string[] {
  const taken = align3Steps.filter((step) => steps.includes(step));
  if (taken.length === align3Steps.length) return [];
  return taken.length === 0 ? ['none'] : [taken.join('-')];
}
