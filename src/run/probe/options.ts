import type { EvaluateOptions } from '../evaluate-options.ts';

/** How a judge is to be probed: what asking it takes, and what is drawn. */
export interface ProbeOptions
  extends Omit<
    EvaluateOptions,
    'model' | 'out' | 'ask' | 'alpha' | 'na' | 'empty' | 'collect' | 'acceptGaps'
  > {
  /** Planted violations, and planted compliance, of each spec. */
  readonly perSpec?: number;
  /**
   * Planted violations, and as many of compliance, that are judged again: by repeated votes and in other ways; the
   * violations also with a hostile addition of each family.
   */
  readonly sample?: number;
  /** "provider/model" that writes the planted responses; the dataset's generator by default. */
  readonly writer?: string;
  /** A file of a person's decisions on planted responses. */
  readonly checked?: string;
  /** Write the planted responses for a person to check, and ask no judge. */
  readonly plantedOnly?: boolean;
}
