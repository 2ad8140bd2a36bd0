import { withoutUndefined } from '../core/without-undefined.ts';
import {
  checkOptions,
  type GivenOptions,
  methodOptionNames,
  methods,
  parseMethod,
  type SaidMethod,
} from '../stages/index.ts';

/** What a caller may say of the method that the subject is asked by. */
export interface MethodSettings extends GivenOptions {
  /**
   * The deliberation method, with its options where some are to be said: `align3`, `best-of-n:answers=8`,
   * `align3:steps=behavior+safety`; the pipeline file's by default. Options that are said by themselves go before those.
   */
  readonly method?: string;
  /** "provider/model" of the reward model, or `self`: the subject scores its own answers. */
  readonly reward?: string;
}

/**
 * The method that was said, with all that was said of it; undefined where none was.
 *
 * @throws UsageError for a method or an option that there is not.
 */
export function saidMethod(settings: MethodSettings): SaidMethod | undefined {
  if (settings.method === undefined) return undefined;
  const said = { ...parseMethod(settings.method), ...optionsIn(settings) };
  checkOptions(said);
  return said;
}

/**
 * What was said of the method, as options of `respond`. Where a method is named, options that it does not have are
 * undefined, which takes them away where a pipeline file has them for another method.
 */
export function methodOptionsOf(settings: MethodSettings): Readonly<Record<string, unknown>> {
  const said = saidMethod(settings);
  if (said === undefined) return optionsIn(settings);
  const own: readonly string[] = [...(methods.get(said.method)?.options ?? []), 'tokens'];
  const others = methodOptionNames.filter((name) => !own.includes(name));
  return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...said };
}

const optionsIn = (settings: MethodSettings): GivenOptions =>
  withoutUndefined(
    Object.fromEntries(methodOptionNames.map((name) => [name, settings[name]])),
  ) as GivenOptions;
