import { groupBy } from '../../src/core/group-by.ts';

/**
 * Two ways of stripping punctuation (Unicode category P): it parts words (`well-known` is `well known`), or
 * it goes without a trace (`can't` is `cant`).
 */
export const readings = { 'parts words': ' ', 'is deleted': '' } as const;

export type Reading = keyof typeof readings;

/** Lower case, punctuation stripped, white space folded. */
export function plainForm(text: string, reading: Reading): string {
  return text.toLowerCase().replace(/\p{P}/gu, readings[reading]).replace(/\s+/gu, ' ').trim();
}

/** Groups of prompts with one plain form, and what a selection left of them. */
export interface CopyCount {
  /** Groups of two prompts or more. */
  readonly groups: number;
  /** Of these, the groups whose prompts are not all written the same. */
  readonly written: number;
  /** Prompts in the groups. */
  readonly prompts: number;
  /** The groups of which two prompts or more survive: their surviving prompts. */
  readonly twoSurvivors: readonly (readonly string[])[];
  /** Groups of which none survives: all of it lay near other prompts. */
  readonly noSurvivor: number;
}

/** @param kept the surviving rows of `texts` */
export function countCopies(texts: readonly string[], kept: readonly number[], reading: Reading): CopyCount {
  const surviving = new Set(kept);
  const rows = groupBy(texts.keys(), (row) => plainForm(texts[row]!, reading));
  const groups = [...rows.values()].filter((group) => group.length > 1);
  const survivors = groups.map((group) => group.filter((row) => surviving.has(row)));
  return {
    groups: groups.length,
    written: groups.filter((group) => new Set(group.map((row) => texts[row])).size > 1).length,
    prompts: groups.reduce((sum, group) => sum + group.length, 0),
    twoSurvivors: survivors
      .filter((group) => group.length > 1)
      .map((group) => group.map((row) => texts[row]!)),
    noSurvivor: survivors.filter((group) => group.length === 0).length,
  };
}
