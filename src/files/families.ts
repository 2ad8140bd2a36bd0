import fs from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ThinkingMarkers } from '../core/reasoning.ts';
import { dateOfList, modelPatterns } from './model-facts-schema.ts';
import { bestMatches } from './model-match.ts';
import { readYaml } from './yaml.ts';

/** The list that comes with Specloom. */
const ownList = resolve(import.meta.dirname, '../../models/families.yaml');

const text = z.string().min(1);

const familiesSchema = z.strictObject({
  asOf: dateOfList,
  note: text,
  families: z.array(
    z.strictObject({ name: text, match: modelPatterns, open: text, close: text, empty: text }),
  ),
});

type Written = z.infer<typeof familiesSchema>;
let own: Written | undefined;

/**
 * How a model writes its reasoning, by the list of families that comes with Specloom; undefined where it is of none.
 *
 * @param model "provider/model", or a name alone; the last part of it counts, whatever its case
 */
export function thinkingOf(model: string): ThinkingMarkers | undefined {
  own ??= readFamilies(fs.readFileSync(ownList, 'utf8'), ownList);
  const [family] = bestMatches(own.families, model);
  return family && { open: family.open, close: family.close, empty: family.empty };
}

/** @throws FileError listing all that is wrong with a list, by line and column. */
export function readFamilies(text: string, file: string): Written {
  const yaml = readYaml(text, file);
  const parsed = yaml.check(familiesSchema);
  yaml.done();
  return parsed!;
}
