import { z } from 'zod';

/** The steps of align3, in their order (arXiv 2509.14760, section 5). */
export const align3Steps = ['behavior', 'safety', 'audit'] as const;

export type Align3Step = (typeof align3Steps)[number];

/** What methods may be told; unset, each goes by its default. All but `tokens` belong to one method alone. */
export const methodOptions = {
  answers: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('best-of-n: how many answers are compared (N), 15 by default.'),
  refinements: z
    .int()
    .min(0)
    .max(50)
    .optional()
    .describe(
      'self-refine: how often the first answer is refined, 14 by default; 15 is what the released loop does.',
    ),
  history: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe(
      'self-refine: how many of the last answers, with their feedback, a refinement sees; by default 1.',
    ),
  rounds: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('tpo: rounds of answers, the first one included; by default 3.'),
  samples: z.int().min(2).max(50).optional().describe('tpo: answers in each round, 5 by default.'),
  cycles: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('more-think: cycles of thinking, the first one included; by default 3.'),
  steps: z
    .array(z.enum(align3Steps))
    .optional()
    .describe(
      'align3: the steps that are taken, always in this order; by default all three. None is vanilla.',
    ),
  form: z
    .enum(['trace', 'turns'])
    .optional()
    .describe(
      'align3: within one trace of reasoning, or as turns of a conversation. By default the trace for a model that reasons, and turns for one that does not.',
    ),
  tokens: z
    .int()
    .min(16)
    .optional()
    .describe(
      'Most tokens that one answer may take, over all that the subject says for it. Where they run out, reasoning is ended and the answer is given with what is kept for it.',
    ),
} as const;

/** Options that belong to one method. */
export type OwnOption = Exclude<keyof typeof methodOptions, 'tokens'>;

/** What a caller said of a method. */
export type GivenOptions = {
  readonly [name in keyof typeof methodOptions]?: z.output<(typeof methodOptions)[name]>;
};

/** How a method goes about it, with its defaults. */
export interface DeliberationOptions {
  readonly answers: number;
  readonly refinements: number;
  readonly history: number;
  readonly rounds: number;
  readonly samples: number;
  readonly cycles: number;
  readonly steps: readonly Align3Step[];
  readonly form?: 'trace' | 'turns' | undefined;
  readonly tokens?: number | undefined;
}

const defaults: DeliberationOptions = {
  answers: 15,
  refinements: 14,
  history: 1,
  rounds: 3,
  samples: 5,
  cycles: 3,
  steps: align3Steps,
};

/** Fills in the defaults (arXiv 2509.14760, section 5 and appendix D.2). */
export function deliberationOptions(given: GivenOptions = {}): DeliberationOptions {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaults, ...said };
}
