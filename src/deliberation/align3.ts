import { UsageError } from '../core/errors.ts';
import { stepText } from '../tasks/index.ts';
import { formOf, stepsOf } from './align3-options.ts';
import { inTurns } from './align3-turns.ts';
import type { Method } from './method.ts';
import { askingFor } from './passes.ts';
import { throughTrace } from './trace.ts';
import { vanilla } from './vanilla.ts';

/**
 * Align3 (arXiv 2509.14760, section 5): within one trace of reasoning, the subject is turned to the behavioral-spec, then
 * to the safety-spec, and at last to both as a whole. Each step can be switched off (table 4); without any of them it asks
 * what vanilla asks, so that their stored answers are the same. A subject without a trace is asked in turns.
 */
export const align3: Method = {
  name: 'align3',
  options: ['steps', 'form'],
  continues: (options, kind) =>
    stepsOf(options).length === 0 || formOf(options, kind) === 'turns'
      ? vanilla.continues(options, kind)
      : true,
  check(options, kind) {
    if (options.form === 'trace' && kind === 'instruct' && stepsOf(options).length > 0)
      throw new UsageError(
        "align3 as a trace goes on in a model's own reasoning, and this one is set up as an instruct model; leave form out, or say turns. If it does reason, say kind: reasoning for its role",
      );
  },
  forecast(options, kind) {
    const steps = stepsOf(options).length;
    if (steps === 0) return vanilla.forecast(options, kind);
    const answering = options.tokens !== undefined && kind === 'reasoning' ? 1 : 0;
    return {
      subject: steps + answering,
      outputTokens: Math.min(kind === 'reasoning' ? 900 : 600, options.tokens ?? Infinity),
      reward: 0,
    };
  },
  insertions: (options, input) => stepsOf(options).map((name) => stepText(name, input)),
  async respond(ask, input, how) {
    const steps = stepsOf(how.options);
    if (steps.length === 0) return vanilla.respond(ask, input, how);
    if (formOf(how.options, ask.model(how.role).kind) === 'turns') return inTurns(ask, input, how, steps);
    const thoughts = steps.map((name) => ({ name, text: stepText(name, input) }));
    return throughTrace(askingFor(ask, input, how), thoughts);
  },
};
