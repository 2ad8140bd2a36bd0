import { methods } from './methods.ts';
import { type GivenOptions, methodOptions, type OwnOption } from './options.ts';

/** An option that was said of a method that does not have it. */
export interface StrangeOption {
  readonly option: OwnOption;
  /** The methods that have it. */
  readonly belongsTo: readonly string[];
}

/** All options that belong to one method. */
export const allOwnOptions = Object.keys(methodOptions).filter((name) => name !== 'tokens') as OwnOption[];

/** Those of the given options that a method does not have. */
export function strangeOptions(method: string, given: GivenOptions): readonly StrangeOption[] {
  const own = methods.get(method)?.options ?? [];
  return allOwnOptions
    .filter((option) => given[option] !== undefined && !own.includes(option))
    .map((option) => ({ option, belongsTo: methodsWith(option) }));
}

const methodsWith = (option: OwnOption): readonly string[] =>
  [...methods.values()].filter(({ options }) => options.includes(option)).map(({ name }) => name);
