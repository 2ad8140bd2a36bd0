import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { kebabCase } from './scenario-file.ts';
import { sourceEntrySchema } from './source-schema.ts';

const text = z.string().trim().min(1);
const modelId = z.string().regex(/^[^\s/]+\/\S+$/, 'must be `provider/model`, such as `openai/gpt-4.1`');

const marker = z.string().min(1);

const model = z.union([
  modelId,
  z.strictObject({
    model: modelId,
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().gt(0).max(1).optional(),
    maxTokens: z.int().min(1).optional(),
    kind: z
      .enum(['instruct', 'reasoning'])
      .optional()
      .describe(
        'Whether it reasons before it answers; the longest reply goes by that where maxTokens is not set.',
      ),
    reasoning: z
      .strictObject({ open: marker.optional(), close: marker.optional(), answer: marker.optional() })
      .optional()
      .describe(
        'How its reasoning is told from its answer, where that is not by the server or <think> tags.',
      ),
    structured: z
      .boolean()
      .optional()
      .describe('Whether its server keeps a reply to a JSON Schema (response_format).'),
    dimensions: z.int().min(1).optional(),
    quantized: z.boolean().optional(),
    extraBody: z
      .custom<JsonObject>(
        (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
        'must be a map',
      )
      .optional(),
  }),
]);

const quotas = z.record(z.string(), z.int().min(0)).default({});

const scenario = z.strictObject({
  file: text.optional().describe('Default: specs/<id>.yaml.'),
  unsafe: quotas.describe(
    'Items by source: `generated`, or the name of a source, here or in raw/sources.yaml.',
  ),
  safe: quotas.describe(
    'Items by source: `generated`, or the name of a source, here or in raw/sources.yaml.',
  ),
});

/** The layout of a pipeline file. Options of providers and stages are checked by their own schemas. */
export const pipelineSchema = z.strictObject({
  name: kebabCase,
  description: text.optional(),
  seed: z
    .int()
    .min(0)
    .describe('What all randomness is drawn from: a whole number from 0 to 9007199254740991 (2^53 - 1).'),
  providers: z.record(kebabCase, z.looseObject({ type: z.string() })).default({}),
  models: z.record(kebabCase, model).default({}).describe('Models by role.'),
  budget: z.strictObject({ usd: z.number().gt(0) }).optional(),
  sources: z
    .record(kebabCase, sourceEntrySchema)
    .default({})
    .describe('Whole, or what is to be otherwise than in raw/sources.yaml.'),
  scenarios: z
    .record(kebabCase, scenario)
    .refine((all) => Object.keys(all).length > 0, 'must have at least one entry'),
  stages: z
    .array(z.union([z.string(), z.looseObject({ use: z.string() })]))
    .min(1)
    .describe('The line, in order.'),
});

export type WrittenModel = z.infer<typeof model>;
