import { z } from 'zod';
import { count, funnelSchema, sha256, text } from '../files/dataset-schema.ts';

/** The layout of evaluation.json. */
export const evaluationSchema = z.strictObject({
  dataset: z.strictObject({ name: text, version: text, digest: sha256, folder: z.string() }),
  specloom: text,
  seed: count,
  scenarios: z.array(text).min(1),
  models: z.record(z.string(), text),
  stages: z.array(z.strictObject({ name: text, version: text, options: z.record(z.string(), z.unknown()) })),
  rehearsal: z.boolean(),
  counts: z.strictObject({ items: count, responses: count, judgements: count }),
  funnel: funnelSchema,
  digest: sha256,
  files: z.record(z.string(), sha256),
});
