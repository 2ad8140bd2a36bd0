import { InvalidArgumentError, Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';
import { modelId, wholeNumber } from '../options.ts';

/** What the command line says of judging, as commander reads it. */
export interface JudgeFlags {
  readonly judge?: readonly string[];
  readonly mode?: 'joint' | 'sequential';
  readonly votes?: number;
  readonly sees?: 'prompt' | 'variant' | 'both';
  readonly labelHint?: boolean;
  /** `none`: not at all. */
  readonly cut?: number | 'none';
  readonly order?: 'listed' | 'reversed';
  readonly compat?: 'released';
}

/** Characters after which the evaluator released with SpecBench cuts a response. */
const RELEASED_CUT = 8_000;

/** As the option `votes` of the stage has it, which is not loaded for the help. */
const MOST_VOTES = 25;

/**
 * What the evaluator released with SpecBench does, as options of ours: of judging, and of scoring. In its sequential
 * form it tells the judge no label.
 */
const releasedProtocol = (mode: 'joint' | 'sequential') =>
  ({
    mode,
    sees: 'prompt',
    votes: 1,
    order: 'listed',
    labelHint: mode === 'joint',
    cut: RELEASED_CUT,
    alpha: 0.3,
    na: 'count',
    empty: 'zero',
  }) as const satisfies Partial<EvaluateOptions>;

/** The same as options of the library. What is said besides a protocol goes before it. */
export function judgingOf({
  judge,
  mode,
  votes,
  sees,
  labelHint,
  cut,
  order,
  compat,
}: JudgeFlags): Partial<EvaluateOptions> {
  const said = withoutUndefined({ judge, mode, votes, sees, labelHint, order });
  return {
    ...(compat === undefined ? {} : releasedProtocol(mode ?? 'joint')),
    ...said,
    ...(cut === undefined ? {} : { cut: cut === 'none' ? null : cut }),
  };
}

/** What the commands that judge take. */
export const judgeOptions = (otherwise: string): Option[] => [
  new Option(
    '--judge <provider/model>',
    "the judge; repeated: a panel of judges (default: those that judged before, or the pipeline file's)",
  ).argParser((text: string, earlier: readonly string[] = []) => [...earlier, modelId(text)]),
  new Option(
    '--mode <mode>',
    `all verdicts of a response in one question, or one question for each spec (default: ${otherwise} joint)`,
  ).choices(['joint', 'sequential']),
  new Option(
    '--votes <k>',
    `how often each judge judges a response; the most votes decide (default: ${otherwise} 1)`,
  ).argParser(wholeNumber(1, MOST_VOTES)),
  new Option('--sees <what>', `what the judge sees of the question (default: ${otherwise} prompt)`).choices([
    'prompt',
    'variant',
    'both',
  ]),
  new Option('--label-hint', `tell the judge which prompts are unsafe (default: ${otherwise} no)`),
  new Option('--no-label-hint', 'tell the judge nothing of the label'),
  new Option(
    '--cut <characters>',
    `cut longer responses before they are judged, and say how many; none: judge the whole (default: ${otherwise} none)`,
  ).argParser(charactersOrNone),
  new Option(
    '--order <order>',
    `the order in which the judge is shown the specs of each list (default: ${otherwise} listed)`,
  ).choices(['listed', 'reversed']),
  new Option(
    '--compat <protocol>',
    `released: as the evaluator released with SpecBench, with a label hint, NA counted, and responses cut at ${RELEASED_CUT} characters; other flags go before it`,
  ).choices(['released']),
];

function charactersOrNone(text: string): number | 'none' {
  if (text === 'none') return text;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('expected a whole number of at least 1, or none.');
  return value;
}
