import { z } from 'zod';

/** Options of the synthesize stage. */
export const synthesizeOptions = z.strictObject({
  overGenerate: z
    .number()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      'Unique prompts asked for, as a multiple of the quota: later stages need a pool to choose from.',
    ),
  batch: z.number().int().min(1).max(100).default(20).describe('Unsafe prompts asked for in one question.'),
  safeBatch: z.number().int().min(1).max(200).default(50).describe('Safe prompts asked for in one question.'),
  seeds: z.number().int().min(0).max(20).default(4).describe('Seed questions shown.'),
  existing: z
    .number()
    .int()
    .min(0)
    .max(200)
    .default(20)
    .describe('Prompts of the cell shown, to be avoided.'),
  yieldFloor: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('Two waves in a row whose share of new prompts is below this end their cell.'),
  maxWaves: z.number().int().min(1).max(100).default(12).describe('Most waves per cell.'),
});

export type SynthesizeOptions = z.infer<typeof synthesizeOptions>;
