import type { Provider } from '../core/provider.ts';
import type { Answer, ChatReply, Question } from '../core/question.ts';

/** What a scripted model says: a text, a whole or partial answer, or an error to throw. */
export type ScriptedReply = string | Error | Partial<Answer>;

/** Replies in the order of asking, or a function of the question and its number from 0. */
export type Script = readonly ScriptedReply[] | ((question: Question, number: number) => ScriptedReply);

export interface ScriptedProvider extends Provider {
  /** Every question that was asked, in order. */
  readonly asked: readonly Question[];
}

/**
 * A provider for tests that says what it is told to, and fails loudly when its script runs out. Its
 * addressees are `scripted/…`, or of the given name. Embed questions are answered by the script too,
 * one by one: `{ vector: Float32Array.of(…) }`.
 */
export function scripted(
  script: Script,
  { name = 'scripted' }: { readonly name?: string } = {},
): ScriptedProvider {
  const asked: Question[] = [];
  const replyTo = async (question: Question): Promise<Answer> => {
    const number = asked.push(question) - 1;
    const reply = typeof script === 'function' ? script(question, number) : script[number];
    if (reply === undefined) throw new Error(`script exhausted after ${repliesOf(script, number)}`);
    if (reply instanceof Error) throw reply;
    const body: ChatReply = { text: typeof reply === 'string' ? reply : null };
    const said = question.kind === 'embed' ? null : body;
    const answer: Answer = { body: said, finish: 'stop', usage: null, by: question.to, latencyMs: null };
    return typeof reply === 'string' ? answer : { ...answer, ...reply };
  };
  return {
    name,
    asked,
    servers: [
      {
        name,
        chat: replyTo,
        embed: (questions) => Promise.all(questions.map(replyTo)),
      },
    ],
    limits: { concurrency: 64, timeoutMs: 60_000 },
    free: true,
    addressee: (model) => `${name}/${model}`,
    probe: async () => [{ server: name, ok: true, detail: 'scripted' }],
  };
}

function repliesOf(script: Script, number: number): string {
  const count = typeof script === 'function' ? number : script.length;
  return count === 1 ? '1 reply' : `${count} replies`;
}
