import { z } from 'zod';
import { count, text } from '../../files/dataset-schema.ts';
import type { JudgeTrust } from '../../stats/index.ts';

const rate = z.strictObject({
  hits: count,
  of: count,
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
});

/** The layout of trust.json. */
export const trustSchema: z.ZodType<JudgeTrust> = z.strictObject({
  judge: text,
  dataset: text,
  rehearsal: z.boolean(),
  probes: count,
  checked: count,
  rejected: count,
  specs: z.array(
    z.strictObject({
      scenario: text,
      spec: text,
      kind: z.enum(['safety', 'behavioral']),
      violations: rate,
      compliance: rate,
    }),
  ),
  hostile: z.array(z.strictObject({ family: text, changed: rate })),
  flips: z.strictObject({ votes: count, rate, by: z.enum(['sampling', 'server']) }).nullable(),
  ablations: z.array(
    z.strictObject({ name: z.enum(['votes', 'order', 'label-hint', 'sequential']), changed: rate }),
  ),
  remarks: z.array(z.string()),
  basis: z.exactOptional(text),
});
