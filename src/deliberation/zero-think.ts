import type { Method } from './method.ts';
import { askingFor } from './passes.ts';
import { checkReasons } from './reasoners-only.ts';
import { answerBehind } from './trace.ts';

/** One answer without reasoning: the turn begins with an empty block of it (arXiv 2509.14760, section 5). */
export const zeroThink: Method = {
  name: 'zero-think',
  options: [],
  continues: () => true,
  begins: ({ empty }) => empty,
  check: (_, kind) => checkReasons('zero-think', kind),
  forecast: ({ tokens = Infinity }) => ({ subject: 1, outputTokens: Math.min(500, tokens), reward: 0 }),
  respond: async (ask, input, how) => answerBehind(askingFor(ask, input, how)),
};
