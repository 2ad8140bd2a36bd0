import { z } from 'zod';
import { count, sha256, text } from '../../files/dataset-schema.ts';

const bounds = z.tuple([z.number(), z.number()]).readonly();
const coefficient = z.strictObject({
  value: z.number().nullable(),
  interval: bounds.nullable(),
  p: z.number().nullable(),
});
const gap = z.strictObject({ value: z.number().nullable(), interval: bounds.nullable(), responses: count });
const share = z.strictObject({ YES: count, NO: count, NA: count });

const people = z.strictObject({
  judge: text,
  annotators: z.array(text).readonly(),
  responses: count,
  verdicts: count,
  kappa: coefficient,
  alpha: coefficient,
  alphaPeople: coefficient.nullable(),
  sarGap: gap,
});

const corrected = z.strictObject({
  models: z.array(text).readonly(),
  judge: text,
  labels: count,
  items: count,
  target: z.enum(['benchmark', 'new prompts']),
  pooled: z.boolean(),
  scores: z
    .array(
      z.strictObject({
        measure: z.enum(['safety', 'behavioral', 'sar']),
        judge: z.number(),
        labels: z.strictObject({ value: z.number(), interval: bounds }),
        value: z.number(),
        interval: bounds,
        power: z.number(),
        method: z.enum(['ppi', 'bounded']),
      }),
    )
    .readonly(),
  remarks: z.array(z.string()).readonly(),
});

/** The layout of agreement.json. */
export const agreementSchema = z.strictObject({
  specloom: text,
  dataset: z.strictObject({ name: text, version: text, digest: sha256 }),
  /** The sample that was labelled, and how many responses were drawn for it. */
  sample: z.strictObject({ sample: text, seed: count, drawn: count }),
  /** `folder` is relative to the folder of this file; `verdicts` says which responses, verdicts and settings it is about. */
  evaluations: z
    .array(z.strictObject({ folder: z.string(), model: text, judge: text, verdicts: text }))
    .readonly(),
  labels: z.strictObject({
    /** Responses that at least one person labelled, and labels in all. */
    responses: count,
    given: count,
    /** Lines that nobody has filled in yet. */
    blank: count,
  }),
  people: z.array(people).readonly(),
  annotators: z
    .array(
      z.strictObject({ judge: text, annotator: text, responses: count, verdicts: count, kappa: coefficient }),
    )
    .readonly(),
  /** How often people said one thing (outer) and the judge the same or another (inner). */
  confusions: z
    .array(z.strictObject({ judge: text, counts: z.strictObject({ YES: share, NO: share, NA: share }) }))
    .readonly(),
  corrected: z.array(corrected).readonly(),
});

/** What labels of people came to, as agreement.json keeps it. */
export type AgreementDocument = z.infer<typeof agreementSchema>;

/** The name of the file, in the folder of a dataset's results. */
export const AGREEMENT = 'agreement.json';
