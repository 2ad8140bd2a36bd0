import type { ModelKind } from '../core/reasoning.ts';
import { type Align3Step, align3Steps, type DeliberationOptions } from './options.ts';

/** The steps of align3 that are taken, always in the same order, each once. */
export const stepsOf = ({ steps }: Pick<DeliberationOptions, 'steps'>): readonly Align3Step[] =>
  align3Steps.filter((step) => steps.includes(step));

/** The form of align3: as was said, or the one that fits the model. */
export const formOf = ({ form }: Pick<DeliberationOptions, 'form'>, kind: ModelKind): 'trace' | 'turns' =>
  form ?? (kind === 'reasoning' ? 'trace' : 'turns');
