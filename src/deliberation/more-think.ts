import { waitText } from '../tasks/index.ts';
import type { Method } from './method.ts';
import { askingFor } from './passes.ts';
import { checkReasons } from './reasoners-only.ts';
import { throughTrace } from './trace.ts';

/**
 * Reasoning that is begun again: wherever it would end, but for the last time, a word takes the place of the end marker
 * and it goes on (arXiv 2509.14760, appendix D.2).
 */
export const moreThink: Method = {
  name: 'more-think',
  options: ['cycles'],
  continues: () => true,
  check: (_, kind) => checkReasons('more-think', kind),
  forecast: ({ cycles, tokens }) => ({
    subject: cycles + (tokens === undefined ? 0 : 1),
    outputTokens: Math.min(900, tokens ?? Infinity),
    reward: 0,
  }),
  async respond(ask, input, how) {
    const thoughts = Array.from({ length: how.options.cycles }, (_, cycle) => ({
      name: `think-${cycle + 1}`,
      text: cycle === 0 ? '' : waitText,
    }));
    return throughTrace(askingFor(ask, input, how), thoughts);
  },
};
