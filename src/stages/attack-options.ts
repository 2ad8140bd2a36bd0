import { z } from 'zod';
import { defaultBatches } from '../tactics/selection.ts';

/** Options of the attack stage. */
export const attackOptions = z
  .strictObject({
    mode: z
      .enum(['lazy', 'exhaustive'])
      .default('lazy')
      .describe(
        'lazy: attempts are made until one is valid. exhaustive: whole batches, as in the paper. Both choose the same variant.',
      ),
    batches: z
      .array(z.int().min(1).max(1_000_000))
      .min(1)
      .default([...defaultBatches])
      .describe('Attempts per batch; the next batch is begun where none of the one before was valid.'),
    tacticsPerAttempt: z.int().min(1).max(20).default(1).describe('Tactics that one attempt combines.'),
    votes: z.int().min(1).max(99).default(5).describe('Most votes on one attempt.'),
    quorum: z
      .int()
      .min(1)
      .max(99)
      .optional()
      .describe(
        'Votes that must say that the core request is preserved; at most `votes`. Default: all of them.',
      ),
    spare: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe(
        'Prompts attacked beyond each quota, as a share of it: stand-ins for what people reject later.',
      ),
  })
  .refine(({ votes, quorum = votes }) => quorum <= votes, {
    path: ['quorum'],
    message: 'must not be more than votes',
  });

export type AttackOptions = z.infer<typeof attackOptions>;
