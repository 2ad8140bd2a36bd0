import fs from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { ModelKind } from '../core/reasoning.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { type ModelFacts, modelFactsSchema } from './model-facts-schema.ts';
import { bestMatches } from './model-match.ts';
import { readYaml } from './yaml.ts';

export type { ModelFacts };

/** The list that comes with Specloom. */
const ownList = resolve(import.meta.dirname, '../../models/recommended.yaml');

type Written = z.infer<typeof modelFactsSchema>;
let own: Written | undefined;

/**
 * What the list of models that comes with Specloom says of one; undefined where it is not in it.
 *
 * @param model "provider/model", or a name alone; the last part of it counts, whatever its case
 * @param kind which one is meant, of a model that both reasons and answers at once
 */
export function modelFacts(model: string, kind?: ModelKind): ModelFacts | undefined {
  own ??= readModelFacts(fs.readFileSync(ownList, 'utf8'), ownList);
  return factsIn(own, model, kind);
}

/** As `modelFacts`, of a list that was read. */
export function factsIn({ asOf, models }: Written, model: string, kind?: ModelKind): ModelFacts | undefined {
  const found = bestMatches(models, model);
  const entry = kind === undefined ? found[0] : found.find((each) => each.kind === kind);
  if (entry === undefined) return undefined;
  const { openness, sampling = {}, source } = entry;
  return {
    kind: entry.kind,
    openness,
    sampling: withoutUndefined(sampling) as ModelFacts['sampling'],
    source,
    asOf,
  };
}

/** @throws FileError listing all that is wrong with a list, by line and column. */
export function readModelFacts(text: string, file: string): Written {
  const yaml = readYaml(text, file);
  const parsed = yaml.check(modelFactsSchema);
  yaml.done();
  return parsed!;
}
