import { ReplyError } from '../core/errors.ts';
import type { ChatReply } from '../core/question.ts';
import { type RespondInput, respond } from '../tasks/index.ts';
import type { Method } from './method.ts';

/** One answer to the declared question, as it comes. */
export const vanilla: Method = {
  name: 'vanilla',
  async respond(ask, input, how) {
    const { to, answer } = await ask.reply(respond, input, how);
    const reply = answer.body as ChatReply;
    return {
      subject: to,
      answer: answerIn(reply, input),
      ...(reply.reasoning === undefined ? {} : { reasoning: reply.reasoning }),
      finish: answer.finish,
      usage: answer.usage,
      steps: [],
    };
  },
};

/** What was said besides reasoning; null where that is nothing. */
function answerIn({ text, reasoning }: ChatReply, input: RespondInput): string | null {
  if (text === null || text.trim() === '') return null;
  // A provider that tells the reasoning apart has taken it off already.
  if (reasoning !== undefined) return text.trim();
  try {
    return respond.parse(text, input).answer;
  } catch (error) {
    if (error instanceof ReplyError) return null;
    throw error;
  }
}
