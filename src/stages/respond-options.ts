import { z } from 'zod';
import { SpecloomError } from '../core/errors.ts';
import type { ModelKind } from '../core/reasoning.ts';
import {
  type DeliberationOptions,
  deliberationOptions,
  type GivenOptions,
  type Method,
  methodLabel,
  methodOptions,
  methods,
  strangeOptions,
} from '../deliberation/index.ts';

/** How the subject is asked, and what of an item. */
export const respondOptions = z
  .strictObject({
    method: z
      .enum([...methods.keys()])
      .default('vanilla')
      .describe('How the subject is asked.'),
    ...methodOptions,
    ask: z
      .enum(['variant', 'prompt', 'both'])
      .default('variant')
      .describe(
        'What the subject is asked of an item that has a variant: the variant, its prompt, or both, so that the attack’s effect shows. A safe prompt is asked in any case, and its control beside it, but for `prompt`.',
      ),
  })
  .superRefine(({ method, ask: _, ...given }, context) => {
    for (const { option, belongsTo } of strangeOptions(method, given))
      context.addIssue({
        code: 'custom',
        path: [option],
        message: `must not stand beside method ${method}, which has no such option; it is one of ${belongsTo.join(', ')}`,
      });
  });

export type RespondOptions = z.output<typeof respondOptions>;

/** A method with the options that it is used with. */
export interface ChosenMethod {
  readonly method: Method;
  readonly options: DeliberationOptions;
}

/** The method that options of `respond` name, with its options and their defaults. */
export function chosenMethod({
  method: name,
  ask: _,
  ...given
}: GivenOptions & { readonly method: string; readonly ask?: unknown }): ChosenMethod {
  const method = methods.get(name);
  if (method === undefined) throw new SpecloomError('internal', `no deliberation method ${name}`);
  return { method, options: deliberationOptions(given) };
}

/**
 * What responses of a model of this kind are labelled with, by options that an evaluation was made with; `unknown` where
 * they name no method.
 */
export function respondLabel(options: Readonly<Record<string, unknown>>, kind: ModelKind): string {
  const parsed = respondOptions.safeParse(options);
  if (!parsed.success || options.method === undefined) return String(options.method ?? 'unknown');
  const { method, options: own } = chosenMethod(parsed.data);
  return methodLabel(method, own, kind);
}
