import { respond } from '../tasks/index.ts';
import type { Method } from './method.ts';
import { readReply } from './read-reply.ts';

/** One answer to the declared question, as it comes. */
export const vanilla: Method = {
  name: 'vanilla',
  options: [],
  continues: () => false,
  forecast: () => ({ subject: 1, outputTokens: 600, reward: 0 }),
  async respond(ask, input, { role, draw }) {
    const reply = await ask.reply(respond, input, { role, draw });
    const { finish, usage } = reply.answer;
    return { subject: reply.to, ...readReply(reply, input), finish, usage, steps: [] };
  },
};
