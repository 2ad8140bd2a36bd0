import type { Verdict } from '../core/entity.ts';

/** The verdicts in the order in which they are shown, with their colours and what can be read on them. */
export const verdictLooks = [
  { verdict: 'YES', color: 'var(--yes)', ink: 'var(--on-fill)' },
  { verdict: 'NO', color: 'var(--no)', ink: 'var(--on-fill)' },
  { verdict: 'NA', color: 'var(--na)', ink: 'var(--ink)' },
  { verdict: 'unscored', color: 'var(--unscored)', ink: 'var(--on-fill)' },
] as const satisfies readonly { verdict: Verdict; color: string; ink: string }[];
