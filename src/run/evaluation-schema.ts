import { z } from 'zod';
import { count, funnelSchema, sha256, text } from '../files/dataset-schema.ts';

const amount = z.number().min(0);

/** See `Effort`. */
const effort = z.strictObject({
  questions: count,
  tokens: z.strictObject({ input: count, output: count, unstated: count }),
  costUsd: amount.nullable(),
  latencyMs: z.strictObject({ answers: count, median: amount, p95: amount, max: amount }).nullable(),
});

/** See `SamplingSent`. */
const sampling = z.strictObject({
  temperature: z.exactOptional(z.number()),
  topP: z.exactOptional(z.number()),
  maxTokens: z.exactOptional(count),
  extraBody: z.exactOptional(z.record(z.string(), z.unknown())),
});

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
  // Folders that were written before these were noted lack them.
  effort: z.exactOptional(z.strictObject({ respond: effort.nullable(), judge: effort.nullable() })),
  kind: z.exactOptional(z.enum(['instruct', 'reasoning'])),
  sampling: z.exactOptional(z.record(z.string(), sampling)),
  votesBy: z.exactOptional(z.enum(['sampling', 'server'])),
  digest: sha256,
  files: z.record(z.string(), sha256),
});
