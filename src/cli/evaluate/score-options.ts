import { InvalidArgumentError, Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions } from '../../run/evaluate.ts';

/** What the command line says of scoring, as commander reads it. */
export interface ScoreFlags {
  readonly alpha?: number;
  readonly na?: 'exclude' | 'count';
  readonly empty?: 'zero' | 'exclude';
  readonly cluster?: 'item' | 'spec';
}

/** The same as options of the library. */
export const scoringOf = ({ alpha, na, empty, cluster }: ScoreFlags): Partial<EvaluateOptions> =>
  withoutUndefined({ alpha, na, empty, cluster });

/** What the commands that score take. */
export const scoreOptions = (otherwise: string): Option[] => [
  new Option('--alpha <weight>', `weight of safety alone, from 0 to 1 (default: ${otherwise} 0.3)`).argParser(
    weight,
  ),
  new Option(
    '--na <how>',
    `whether NA counts in the behavioral share (default: ${otherwise} exclude)`,
  ).choices(['exclude', 'count']),
  new Option(
    '--empty <how>',
    `a response without YES or NO: 0, or unscored (default: ${otherwise} zero)`,
  ).choices(['zero', 'exclude']),
  new Option(
    '--cluster <what>',
    `what intervals resample: items, or the specs that they were made for (default: ${otherwise} item)`,
  ).choices(['item', 'spec']),
];

function weight(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('expected a number from 0 to 1.');
  return value;
}
