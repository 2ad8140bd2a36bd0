import { totalUsage } from '../core/question.ts';
import { severalAnswers } from './answers.ts';
import { bestOf, candidateStep, scored, usagesOf } from './candidates.ts';
import { purseOf } from './limits.ts';
import type { Method } from './method.ts';
import { vanilla } from './vanilla.ts';

/**
 * Several answers, of which the one with the highest reward is given (arXiv 2509.14760, section 5: N = 15). The subject's
 * tokens are limited by a budget, and a reward is no part of it.
 */
export const bestOfN: Method = {
  name: 'best-of-n',
  options: ['answers'],
  roles: ['reward'],
  samples: true,
  continues: (options, kind) => vanilla.continues(options, kind),

  forecast(options, kind) {
    const { answers } = options;
    const each = vanilla.forecast(options, kind);
    return { ...each, subject: each.subject * answers, reward: answers > 1 ? answers : 0 };
  },

  async respond(ask, input, how) {
    const { answers, tokens } = how.options;
    const all = { wanted: answers, nameOf: (number: number) => `answer-${number}` };
    const turns = await severalAnswers(ask, input, how, purseOf(tokens), all);
    const candidates = await scored(ask, input, turns);
    const { name: _, ...won } = bestOf(candidates).turn;
    return { ...won, usage: totalUsage(usagesOf(candidates)), steps: candidates.map(candidateStep) };
  },
};
