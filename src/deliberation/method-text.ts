import { UsageError } from '../core/errors.ts';
import { methods } from './methods.ts';
import { type GivenOptions, methodOptions } from './options.ts';
import { allOwnOptions, strangeOptions } from './own-options.ts';

/** A method with what a caller said of it. */
export type SaidMethod = { readonly method: string } & GivenOptions;

type OptionName = keyof typeof methodOptions;

/**
 * Reads a method with its options in one word: `align3`, `best-of-n:answers=8`, `tpo:rounds=2,samples=3`,
 * `align3:steps=behavior+safety`, `align3:steps=none`.
 *
 * @throws UsageError naming the methods that there are, or the options that the method has.
 */
export function parseMethod(text: string): SaidMethod {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const method = methods.get(name);
  if (method === undefined)
    throw new UsageError(`no method is called \`${name}\`; there are ${[...methods.keys()].join(', ')}`);
  const words = colon < 0 ? [] : text.slice(colon + 1).split(',');
  const known: readonly OptionName[] = [...method.options, 'tokens'];
  const given: Partial<Record<OptionName, unknown>> = {};
  for (const word of words) {
    const [option, value] = optionIn(word, text);
    const found = known.find((each) => each === option);
    if (found === undefined)
      throw new UsageError(`${name} has no option \`${option}\`; its options are ${known.join(', ')}`);
    if (given[found] !== undefined) throw new UsageError(`${text}: \`${option}\` is said twice`);
    given[found] = valueIn(found, value, text);
  }
  return { method: name, ...given } as SaidMethod;
}

/** The same word again, options in the order in which they are described. */
export function methodText({ method, ...given }: SaidMethod): string {
  const words = ([...allOwnOptions, 'tokens'] as const).flatMap((option) => {
    const value = given[option];
    if (value === undefined) return [];
    return [`${option}=${typeof value === 'object' ? value.join('+') || 'none' : value}`];
  });
  return words.length === 0 ? method : `${method}:${words.join(',')}`;
}

/** @throws UsageError for an option that the method does not have. */
export function checkOptions({ method, ...given }: SaidMethod): void {
  const [strange] = strangeOptions(method, given);
  if (strange !== undefined)
    throw new UsageError(
      `${method} has no option \`${strange.option}\`; it is one of ${strange.belongsTo.join(', ')}`,
    );
}

function optionIn(word: string, text: string): readonly [option: string, value: string] {
  const [, option, value] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (option === undefined || value === undefined)
    throw new UsageError(
      `${text}: \`${word}\` is no option; write name:option=value,option=value, such as best-of-n:answers=8`,
    );
  return [option, value];
}

function valueIn(option: OptionName, text: string, whole: string): unknown {
  const parsed = methodOptions[option].safeParse(rawValue(option, text));
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  const why = parsed.error?.issues[0]?.message ?? 'nothing is said';
  throw new UsageError(`${whole}: \`${option}\` cannot be \`${text}\`: ${why}`);
}

/** `none` is the empty list. */
function rawValue(option: OptionName, text: string): unknown {
  if (option === 'steps') return text === 'none' ? [] : text.split('+');
  return option === 'form' || !/^\d+$/.test(text) ? text : Number(text);
}
