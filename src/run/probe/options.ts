import { UsageError } from '../../core/errors.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { ModelWorkOptions } from '../ask-models.ts';
import type { EvaluateOptions } from '../evaluate-options.ts';

/** How a judge is to be probed: what asking it takes, and what is drawn. */
export interface ProbeOptions
  extends Omit<ModelWorkOptions, 'models' | 'until' | 'acceptGaps'>,
    Pick<EvaluateOptions, 'pipeline' | 'mode' | 'votes' | 'labelHint' | 'order'> {
  /** "provider/model" of the judge, or of each judge that is probed; the dataset's judge by default. */
  readonly judge?: EvaluateOptions['judge'];
  /** Planted violations, and planted compliance, of each spec; 5 by default. */
  readonly perSpec?: number;
  /**
   * Planted violations, and as many of compliance, that are judged again: by repeated votes and in other ways; the
   * violations also with a hostile addition of each family. 20 by default.
   */
  readonly sample?: number;
  /** "provider/model" that writes the planted responses; the dataset's generator by default. */
  readonly writer?: string;
  /** A file of a person's decisions on planted responses. */
  readonly checked?: string;
  /** Write the planted responses for a person to check, and ask no judge. */
  readonly plantedOnly?: boolean;
}

/** How much is drawn, and how often it is voted on. */
export interface ProbeSettings {
  readonly perSpec: number;
  readonly sample: number;
  readonly votes: number;
}

/** What is said of them, with what they are otherwise. @throws UsageError for a number that is out of range. */
export function settingsOf({ perSpec = 5, sample = 20, votes = 3 }: ProbeOptions): ProbeSettings {
  for (const [name, value, least] of [
    ['perSpec', perSpec, 1],
    ['sample', sample, 0],
    ['votes', votes, 1],
  ] as const)
    if (!(Number.isSafeInteger(value) && value >= least))
      throw new UsageError(`${name}: expected a whole number of at least ${least}, got ${value}`);
  return { perSpec, sample, votes };
}

/** What opening and asking the models needs of the options; the models themselves are named by the work. */
export function askingOf(options: ProbeOptions): ModelWorkOptions {
  const { cwd, root, env, seed, providers, stages, budgetUsd, replay, signal, retry } = options;
  const asking = withoutUndefined({
    cwd,
    root,
    env,
    seed,
    providers,
    stages,
    budgetUsd,
    replay,
    signal,
    retry,
  });
  return { ...asking, onEvent: (event) => options.onEvent?.(event) };
}
