import { InvalidArgumentError, Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import { modelId, wholeNumber } from '../options.ts';
import { asFromPipeline } from './options.ts';

/** What the command line says of how the subject is asked, as commander reads it. */
export interface MethodFlags {
  readonly method?: string;
  readonly reward?: string;
  readonly tokens?: number;
  readonly refinements?: number;
}

/** As the option `tokens` of the stage has it, which is not loaded for the help. */
const FEWEST_TOKENS = 16;

/** The same as options of the library. Methods and their options are checked where the stage is loaded. */
export const deliberationOf = ({
  method,
  reward,
  tokens,
  refinements,
}: MethodFlags): Partial<EvaluateOptions> => withoutUndefined({ method, reward, tokens, refinements });

/** What the commands take that ask a subject by one method. */
export const methodOptions = (): Option[] => [
  new Option(
    '--method <method>',
    `how the model is asked: vanilla, zero-think, more-think, best-of-n, self-refine, tpo or align3, with options as in best-of-n:answers=8, tpo:rounds=2,samples=3 or align3:steps=behavior+safety (default: ${asFromPipeline} vanilla)`,
  ),
  new Option(
    '--refinements <n>',
    `how often self-refine refines its first answer, as self-refine:refinements=15 does; 15 is what the released loop does (default: ${asFromPipeline} 14)`,
  ).argParser(wholeNumber(0)),
  ...methodsOptions(),
];

/** What holds for all methods. */
export const methodsOptions = (): Option[] => [
  new Option(
    '--reward <provider/model>',
    "who scores answers for best-of-n and tpo: a reward model, a judge, or self for the model itself (default: the pipeline file's)",
  ).argParser(rewardId),
  new Option(
    '--tokens <n>',
    `most tokens that one answer may take, over all that the model says for it (default: ${asFromPipeline} no limit)`,
  ).argParser(wholeNumber(FEWEST_TOKENS)),
];

/** A list of methods; a word with `=` and no `:` before it is one more option of the method before it. */
export function methodList(text: string): readonly string[] {
  const methods: string[] = [];
  for (const word of text.split(',')) {
    const isOption = /^[^:]+=/.test(word);
    const last = methods.pop();
    if (word === '' || (isOption && last === undefined))
      throw new InvalidArgumentError('expected methods, such as vanilla,best-of-n:answers=8,align3.');
    if (isOption) methods.push(`${last},${word}`);
    else methods.push(...(last === undefined ? [] : [last]), word);
  }
  return methods;
}

function rewardId(text: string): string {
  if (text === 'self') return text;
  try {
    return modelId(text);
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    throw new InvalidArgumentError('expected provider/model, or self.');
  }
}
