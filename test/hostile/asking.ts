import type { Ask } from '../../src/core/ask.ts';
import type { Answer, Question } from '../../src/core/question.ts';
import { chatRequest, readChat } from '../../src/model/wire.ts';
import { askFor } from '../../src/run/asker.ts';
import { registerOf } from '../../src/run/register.ts';
import { settingOf } from '../../src/run/setting.ts';
import type { Body } from './judges.ts';

/** The question as a server gets it: the request's body, through JSON and UTF-8. */
export const overTheWire = (question: Question): Body =>
  JSON.parse(
    new TextDecoder().decode(new TextEncoder().encode(JSON.stringify(chatRequest(question)))),
  ) as Body;

/** An `ask` whose role `judge` is played by a function of the request's body. Nothing is stored. */
export function askOf(play: (body: Body, draw: string) => string, structured: boolean): Ask {
  const chat = async (question: Question): Promise<Answer> => {
    const message = { role: 'assistant', content: play(overTheWire(question), question.draw) };
    const completion: unknown = JSON.parse(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }));
    return { ...readChat(question, completion), latencyMs: null };
  };
  const { signal } = new AbortController();
  const role = { to: 'scripted/judge', sampling: {}, extraBody: {}, omit: [], structured, chat };
  const context = {
    setting: settingOf(0, [], [], [], { judge: 'scripted/judge' }),
    register: registerOf([]),
    chatRoles: new Map([['judge', role]]),
    embedRoles: new Map(),
    person: () => Promise.reject(new Error('nobody is asked here')),
    stopping: signal,
    signal,
  };
  return askFor(context, 'judge', () => {});
}
