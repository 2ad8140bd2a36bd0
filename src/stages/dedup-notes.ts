import { z } from 'zod';

/** What is said of a dropped near-duplicate: the pair that it was the closest of, and why it went. */
export const removalNote = z.strictObject({
  group: z.string(),
  /** The other one of the pair; null for the last row of a group, which has none. */
  partner: z.string().nullable(),
  /** Cosine distance of the pair, on [0, 2]. */
  distance: z.number().nullable(),
  /** Sums of distances to all that was left then, of the dropped one and of its partner. */
  phi: z.number(),
  phiPartner: z.number().nullable(),
  /** Which removal of its group it was, counted from 1. */
  order: z.int(),
});

export type RemovalNote = z.infer<typeof removalNote>;

/** What is said of a survivor that is nearer to one of another group than its own group's d_min. */
export const nearNote = z.strictObject({
  partner: z.string(),
  /** The partner's group, or the folder of the protected dataset that it is in. */
  group: z.string(),
  distance: z.number(),
});

export type NearNote = z.infer<typeof nearNote>;

const bins = z.array(z.strictObject({ from: z.number(), to: z.number(), count: z.int() }));

/** What is said of a whole group, at its first survivor. */
export const summaryNote = z.strictObject({
  group: z.string(),
  /** Prompts that were compared, and how many of them are left. */
  rows: z.int(),
  kept: z.int(),
  /** d_min: the smallest distance between two survivors. Null where there is no such pair. */
  minDistance: z.number().nullable(),
  /** What ended the selection; `protected`: all that was too close was protected. */
  stop: z.enum(['keep', 'quota', 'minDistance', 'protected']),
  /** Protected prompts among the rows. */
  protected: z.int(),
  /** Survivors that are nearer to one of another group than `minDistance`, by that group. */
  nearOtherGroups: z.record(z.string(), z.int()),
  /** Distances to the nearest neighbour: how many in which bin, empty bins left out; of `sampled` rows where not of all. */
  nearest: z.strictObject({ before: bins, after: bins, sampled: z.exactOptional(z.int()) }),
});

export type SummaryNote = z.infer<typeof summaryNote>;

/** How survivors are counted that are near to another group. */
export const nearOtherGroup = 'near-other-group';
