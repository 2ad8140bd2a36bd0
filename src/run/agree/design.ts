import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { FileError } from '../../core/errors.ts';
import { shortDigest } from '../../core/hash.ts';
import { count, sha256, text } from '../../files/dataset-schema.ts';
import { readText } from '../../files/index.ts';

const short = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits');
const probability = z.number().gt(0).max(1);

const designSchema = z.strictObject({
  sample: short,
  specloom: text,
  seed: count,
  dataset: z.strictObject({ name: text, version: text, digest: sha256 }),
  evaluations: z
    .array(
      z.strictObject({ folder: z.string(), model: text, judge: text, responses: short, canBeDrawn: count }),
    )
    .min(1),
  shown: z.strictObject({ sees: z.enum(['prompt', 'variant', 'both']), cut: z.int().nullable() }),
  annotators: z.array(text).min(1),
  overlap: count,
  strata: z.array(
    z.strictObject({
      stratum: count,
      scenario: text,
      model: text,
      label: z.enum(['safe', 'unsafe']),
      size: count,
      drawn: count,
      probability,
    }),
  ),
  responses: z.array(
    z.strictObject({ id: short, stratum: count, annotators: z.array(text).min(1), texts: short }),
  ),
});

/**
 * How a sample was drawn: from which evaluations (paths are relative to the file), with which probabilities, and who
 * was to label what. Holds no text of a response.
 */
export type SampleDesign = z.infer<typeof designSchema>;

const ENDING = '.design.json';

/** The file beside a file of labels that says how they were drawn. */
export const designFile = (labels: string): string => `${labels.replace(/\.jsonl$/, '')}${ENDING}`;

/** 16 hex digits of a sample. Where its evaluations lie is no part of it. */
export function sampleDigest({ sample: _, evaluations, ...rest }: SampleDesign): string {
  return shortDigest({ ...rest, evaluations: evaluations.map(({ folder: _, ...each }) => each) });
}

/** The text of a design file. */
export const designText = (design: SampleDesign): string => `${JSON.stringify(design, null, 2)}\n`;

/**
 * Reads a design.
 *
 * @throws FileError where it is none, or was changed.
 */
export async function readDesign(file: string): Promise<SampleDesign> {
  const given = parsed(await readText(file), file);
  const [issue] = designSchema.safeParse(given).error?.issues ?? [];
  const refuse = (why: string): never => {
    throw new FileError(
      file,
      `does not say how a sample was drawn: ${why}; draw one with specloom agree sample`,
    );
  };
  if (issue !== undefined) refuse([issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  const design = given as SampleDesign;
  if (sampleDigest(design) !== design.sample) refuse('it was changed since it was written');
  return design;
}

/**
 * The design of a sample, from the folders of its files of labels.
 *
 * @throws FileError where none of them has it.
 */
export async function findDesign(
  sample: string,
  labels: readonly string[],
): Promise<{ readonly file: string; readonly design: SampleDesign }> {
  for (const folder of new Set(labels.map((file) => dirname(file))))
    for (const name of fs.readdirSync(folder).sort()) {
      if (!name.endsWith(ENDING)) continue;
      const file = join(folder, name);
      if (!fs.readFileSync(file, 'utf8').includes(`"${sample}"`)) continue;
      const design = await readDesign(file);
      if (design.sample === sample) return { file, design };
    }
  throw new FileError(
    labels[0]!,
    `is of sample ${sample}, and no ${ENDING} file beside it says how that was drawn; name the one that specloom agree sample wrote with --design`,
  );
}

function parsed(given: string, file: string): unknown {
  try {
    return JSON.parse(given);
  } catch (cause) {
    throw new FileError(file, 'is not valid JSON; draw a sample with specloom agree sample', { cause });
  }
}
