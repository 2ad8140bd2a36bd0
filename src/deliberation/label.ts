import type { ModelKind } from '../core/reasoning.ts';
import { formOf, stepsOf } from './align3-options.ts';
import type { Method } from './method.ts';
import { align3Steps, type DeliberationOptions, deliberationOptions, type OwnOption } from './options.ts';

/** Numbers that say enough by themselves: `best-of-n-8` is eight answers. */
const bare: ReadonlySet<OwnOption> = new Set(['answers', 'refinements', 'cycles']);

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
    if (option === 'form') return formPart(options, kind);
    if (options[option] === usual[option]) return [];
    return bare.has(option) ? [`${options[option]}`] : [`${option}-${options[option]}`];
  });
  const within = options.tokens === undefined ? [] : [`within-${options.tokens}`];
  return [name, ...parts, ...within].join('-');
}

function stepsPart(options: DeliberationOptions): string[] {
  const taken = stepsOf(options);
  if (taken.length === align3Steps.length) return [];
  return taken.length === 0 ? ['none'] : [taken.join('-')];
}

/** Without a step there is nothing that could be asked in turns. */
const formPart = (options: DeliberationOptions, kind: ModelKind): string[] =>
  formOf(options, kind) === 'turns' && stepsOf(options).length > 0 ? ['turns'] : [];
