import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { formats } from '../formats/index.ts';
import { kebabCase } from './scenario-file.ts';

const text = z.string().trim().min(1);
/** Column values and columns by position are often written without quotes: 0, true. */
const word = z.union([z.string(), z.number(), z.boolean()]);
const column = z.union([text, z.int().min(0)]);
const words = z.union([word, z.array(word).min(1)]);

const modelId = z.string().regex(/^[^\s/]+\/\S+$/, 'must be `provider/model`, such as `openai/gpt-4.1`');

const model = z.union([
  modelId,
  z.strictObject({
    model: modelId,
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().gt(0).max(1).optional(),
    maxTokens: z.int().min(1).optional(),
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

const source = z.strictObject({
  file: text.describe('Relative to the project root.'),
  licence: text.describe('As an SPDX name, where there is one.'),
  url: z.url().optional(),
  format: z.enum(formats.map((format) => format.name) as [string, ...string[]]).optional(),
  encoding: text.optional().describe('Such as windows-1252. Default: UTF-8, or by byte order mark.'),
  delimiter: z.string().length(1, 'must be one character').optional(),
  quote: z.string().length(1, 'must be one character').nullable().optional(),
  header: z.boolean().optional(),
  form: z
    .enum(['questions', 'statements', 'auto'])
    .default('auto')
    .describe('Whether the rows are questions already; statements are rewritten.'),
  map: z
    .strictObject({
      prompt: column,
      answer: column.optional(),
      id: column.optional(),
      label: z.strictObject({ column, safe: words.default([]), unsafe: words.default([]) }).optional(),
    })
    .describe('Columns by dotted path; 0, 1, … where the file has no header.'),
  where: z.record(z.string(), words).optional().describe('Only rows whose column has one of these values.'),
  limit: z.int().min(1).optional().describe('At most this many rows, drawn by the seed.'),
});

const quotas = z.record(z.string(), z.int().min(0)).default({});

const scenario = z.strictObject({
  file: text.optional().describe('Default: specs/<id>.yaml.'),
  unsafe: quotas.describe('Items by source: `generated`, or the name of a source.'),
  safe: quotas.describe('Items by source: `generated`, or the name of a source.'),
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
  sources: z.record(kebabCase, source).default({}),
  scenarios: z
    .record(kebabCase, scenario)
    .refine((all) => Object.keys(all).length > 0, 'must have at least one entry'),
  stages: z
    .array(z.union([z.string(), z.looseObject({ use: z.string() })]))
    .min(1)
    .describe('The line, in order.'),
});

export type WrittenSource = z.infer<typeof source>;
export type WrittenModel = z.infer<typeof model>;
