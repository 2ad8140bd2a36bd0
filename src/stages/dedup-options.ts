import { z } from 'zod';

/** What is compared with each other. */
const within = z.enum(['source', 'spec', 'label', 'scenario']);

export type Within = z.infer<typeof within>;

const share = z
  .string()
  .regex(/^(100|\d{1,2}(\.\d{1,6})?)%$/, 'expected a number of rows or a percentage up to 100%');

/** Options of the dedup stage. */
export const dedupOptions = z.strictObject({
  keep: z
    .union([z.int().min(1), share])
    .optional()
    .describe(
      'What survives of each group at least: a percentage, rounded up, or a number of prompts. Default: 50%; no such limit where `minDistance` is given alone.',
    ),
  minDistance: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe(
      'Pairs that are this far apart stay: a cosine distance, which depends on the embedder. With `keep`, whichever is met first stops.',
    ),
  within: within
    .default('source')
    .describe(
      'What is compared with each other: all prompts of one scenario, label and source; those of one spec among them, so that no spec is thinned out for being narrow; all of one scenario and label; or the whole scenario.',
    ),
  perQuota: z
    .number()
    .min(0)
    .default(2)
    .describe(
      "At least this many times the group's quotas survives, so that there is something to choose from.",
    ),
  protect: z
    .array(z.string().trim().min(1))
    .default([])
    .describe(
      'Prompts that are never dropped: ids of items, and dataset folders, relative to the project root, for all that they hold and people accepted for them.',
    ),
  priority: z
    .record(z.string(), z.number())
    .default({})
    .describe(
      'A number per source, 0 where none is given: of two prompts that are too close, the one of the lower number is dropped.',
    ),
});

export type DedupStageOptions = z.infer<typeof dedupOptions>;

/** Dataset folders that the options name. What looks like an id is one; such a folder is written `./<name>`. */
export const foldersOf = ({ protect }: DedupStageOptions): readonly string[] =>
  protect.filter((entry) => !isId(entry));

/** Item ids that the options name. */
export const idsOf = ({ protect }: DedupStageOptions): readonly string[] => protect.filter(isId);

const isId = (entry: string): boolean => /^[0-9a-f]{16}$/.test(entry);
