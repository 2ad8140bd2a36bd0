import type { Ask } from '../../src/core/ask.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { Answer, ChatBody, Question } from '../../src/core/question.ts';
import { keyedRandom } from '../../src/core/random.ts';
import type { ModelKind } from '../../src/core/reasoning.ts';
import { askFor, type ChatRole } from '../../src/run/asker.ts';
import { answerOf, contextWith } from '../run/support.ts';
import type { Said } from './subject.ts';

/** A question to the subject, as it reaches it. */
export interface Heard {
  /** `respond` for the declared question; else the later pass's task. */
  readonly task: string;
  readonly draw: string;
  readonly sections: ReadonlyMap<string, string>;
  readonly maxTokens: number;
  readonly question: Question;
}

export interface Players {
  /** What the subject says; an error is thrown. */
  subject(heard: Heard): Said | Error;
  /** What an answer is worth; an error is thrown. Left out: no reward may be asked for. */
  reward?(answer: string): number | null | Error;
  /** By what the order in which replies come is shuffled; in the order of asking where left out. */
  readonly order?: number;
  readonly kind?: ModelKind;
  readonly role?: Partial<ChatRole>;
}

export interface Several {
  readonly ask: Ask;
  readonly heard: readonly Heard[];
  /** Draws of the questions to the subject, in the order of asking. */
  draws(): readonly string[];
  /** The questions to the reward model. */
  readonly rewarded: readonly Question[];
}

/** A subject that is asked several times, and a reward model beside it. */
export function several({ subject, reward, order, kind, role }: Players): Several {
  const heard: Heard[] = [];
  const rewarded: Question[] = [];
  const after = async (question: Question, ticks: number): Promise<void> => {
    if (order === undefined) return;
    const random = keyedRandom(order, question.draw, JSON.stringify(question.body));
    for (let tick = random.int(ticks); tick > 0; tick -= 1) await new Promise(setImmediate);
  };
  const context = contextWith(
    async (question) => {
      const hearing = heardFrom(question);
      heard.push(hearing);
      const said = subject(hearing);
      await after(question, 8);
      if (said instanceof Error) throw said;
      return typeof said === 'string' ? answerOf(said) : answerOf('', said);
    },
    { role: { ...(kind && { kind }), ...role } },
  );
  const scoring = async (question: Question): Promise<Answer> => {
    rewarded.push(question);
    const score = reward!((question.body as ChatBody).messages.at(-1)!.content);
    await after(question, 4);
    if (score instanceof Error) throw score;
    return answerOf(null, { body: { score }, usage: { inputTokens: 30, outputTokens: 0 } });
  };
  const scorer = { to: 'test/reward', extraBody: {}, omit: [], reward: scoring };
  const rewardRoles = new Map(reward === undefined ? [] : [['reward', scorer]]);
  const ask = askFor({ ...context, rewardRoles }, 'respond', () => {});
  return { ask, heard, rewarded, draws: () => heard.map(({ draw }) => draw) };
}

function heardFrom(question: Question): Heard {
  const { messages, max_tokens: maxTokens = Infinity } = question.body as ChatBody;
  const { task = 'respond', sections } = readMessages(messages)!;
  return { task, sections, draw: question.draw, maxTokens, question };
}

/** A reply of so many words that takes as many tokens, cut off where the question allows fewer. */
export function words(text: string, count: number, { maxTokens }: Heard): Partial<Answer> {
  const said = Math.min(count, maxTokens);
  const usage = { inputTokens: 10, outputTokens: said };
  return { body: { text: `${text} `.repeat(said).trim() }, finish: said < count ? 'length' : 'stop', usage };
}
