import type { Item, Judgement, Response } from '../../src/core/entity.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { Answer, ChatBody, Question } from '../../src/core/question.ts';
import type { AskContext, ChatRole } from '../../src/run/asker.ts';
import { judge } from '../../src/stages/judge.ts';
import { closedOver, evaluationContext, responseTo } from './evaluate-support.ts';

/** A question to a judge, as far as tests look at it. */
export interface Seen {
  readonly to: string;
  readonly draw: string;
  readonly task: string | undefined;
  readonly sections: ReadonlyMap<string, string>;
}

export const seenIn = ({ to, draw, body }: Question): Seen => {
  const read = readMessages((body as ChatBody).messages)!;
  return { to, draw, task: read.task, sections: read.sections };
};

/** A context with the judges `test/judge` and `test/other`; `says` is what either of them answers. */
export function panelContext(
  says: (seen: Seen) => string | Answer,
): AskContext & { readonly asked: readonly Question[] } {
  const answer = (question: Question) => says(seenIn(question));
  const context = evaluationContext({ judge: answer, subject: answer });
  const role = context.chatRoles.get('judge') as ChatRole;
  const models = { ...context.setting.models, 'judge-2': 'test/other' };
  return {
    ...context,
    setting: { ...context.setting, models },
    chatRoles: new Map([...context.chatRoles, ['judge-2', { ...role, to: 'test/other' }]]),
  };
}

/** Judges one response to an item. */
export async function judgedBy(
  says: (seen: Seen) => string | Answer,
  record: Item,
  more: { answer?: string; response?: Partial<Response>; options?: object } = {},
) {
  const { answer = 'Do not touch it.', response, options } = more;
  const context = panelContext(says);
  context.register.add(record);
  const closed = await closedOver(judge, [responseTo(record, answer, response)], context, options);
  return { ...closed, judgements: closed.line as readonly Judgement[], seen: context.asked.map(seenIn) };
}
