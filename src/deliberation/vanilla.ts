import type { ModelKind } from '../core/reasoning.ts';
import { respond } from '../tasks/index.ts';
import type { Method } from './method.ts';
import type { DeliberationOptions } from './options.ts';
import { askingFor } from './passes.ts';
import { readReply } from './read-reply.ts';
import { throughTrace } from './trace.ts';

/**
 * One answer to the declared question, as it comes.
 *
 * Within a budget, a reply of an instruct model is cut off where it ends. A reasoning model's turn is begun with its own
 * opening marker, so that it is known where its reasoning stands: what is cut off there is closed, and answered.
 */
export const vanilla: Method = {
  name: 'vanilla',
  options: [],
  continues: isContinued,
  forecast: (options, kind) => ({
    subject: isContinued(options, kind) ? 2 : 1,
    outputTokens: Math.min(kind === 'reasoning' ? 1_200 : 600, options.tokens ?? Infinity),
    reward: 0,
  }),
  async respond(ask, input, how) {
    const { role, draw, options } = how;
    const { tokens } = options;
    const { kind, thinking } = ask.model(role);
    if (isContinued(options, kind))
      return throughTrace(askingFor(ask, input, how), [{ name: 'think', text: '' }]);
    const limit = tokens === undefined ? {} : { maxTokens: tokens };
    const reply = await ask.reply(respond, input, { role, draw, ...limit });
    const { finish, usage } = reply.answer;
    return { subject: reply.to, ...readReply(reply, input, thinking), finish, usage, steps: [] };
  },
};

/** Whether its turn is begun for it. */
function isContinued({ tokens }: DeliberationOptions, kind: ModelKind): boolean {
  return tokens !== undefined && kind === 'reasoning';
}
