import { respond } from '../tasks/index.ts';
import type { Method } from './method.ts';
import { readReply } from './read-reply.ts';

/** One answer to the declared question, as it comes. */
export const vanilla: Method = {
  name: 'vanilla',
  async respond(ask, input, how) {
    const reply = await ask.reply(respond, input, how);
    const { finish, usage } = reply.answer;
    return { subject: reply.to, ...readReply(reply, input), finish, usage, steps: [] };
  },
};
