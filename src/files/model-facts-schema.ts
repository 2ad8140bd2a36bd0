import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';

const text = z.string().trim().min(1);

/** The day of a list of models. */
export const dateOfList = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-22');

/** Which models an entry of a list is about. */
export const modelPatterns = z
  .array(text.regex(/^[^A-Z*]+\*?$/, 'must be in lower case, with a * at the end at most'))
  .min(1);

/** The layout of models/recommended.yaml. */
export const modelFactsSchema = z.strictObject({
  asOf: dateOfList,
  note: text,
  models: z.array(
    z.strictObject({
      match: modelPatterns,
      kind: z.enum(['instruct', 'reasoning']),
      openness: z.enum(['open', 'closed']),
      sampling: z
        .strictObject({
          temperature: z.number().min(0).max(2).optional(),
          topP: z.number().gt(0).max(1).optional(),
          extraBody: z.record(z.string(), z.json()).optional(),
        })
        .optional(),
      source: text,
    }),
  ),
});

/** What is known of a model beside its name. */
export interface ModelFacts {
  readonly kind: 'instruct' | 'reasoning';
  readonly openness: 'open' | 'closed';
  /** What its makers recommend; empty where they state nothing. */
  readonly sampling: {
    readonly temperature?: number;
    readonly topP?: number;
    readonly extraBody?: JsonObject;
  };
  /** Where that was found. */
  readonly source: string;
  /** The day of the list. */
  readonly asOf: string;
}
