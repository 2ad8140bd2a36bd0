import type { Tactic } from '../tactic.ts';

/** The tactics of one family, each written without its family's name. */
export function familyOf(family: string, tactics: readonly Omit<Tactic, 'family'>[]): readonly Tactic[] {
  return tactics.map((tactic) => ({ ...tactic, family }));
}
