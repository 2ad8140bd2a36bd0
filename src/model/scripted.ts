import type { Provider } from '../core/provider.ts';
import type { Answer, ChatReply, Question, RewardReply } from '../core/question.ts';

/** What a scripted model says: a text, the score of a reward question, a whole or partial answer, or an error to throw. */
export type ScriptedReply = string | number | Error | Partial<Answer>;

/** Replies in the order of asking, or a function of the question and its number from 0. */
export type Script = readonly ScriptedReply[] | ((question: Question, number: number) => ScriptedReply);

export interface ScriptedProvider extends Provider {
  /** Every question that was asked, in order. */
  readonly asked: readonly Question[];
}

/**
 * A provider for tests that says what it is told to, and fails loudly when its script runs out. Its
 * addressees are `scripted/…`, or of the given name. Embed questions are answered by the script too,
 * one by one: `{ vector: Float32Array.of(…) }`. With `reward` it is a reward model, and says scores: `0.5`.
 */
export function scripted(
  script: Script,
  { name = 'scripted', reward = false }: { readonly name?: string; readonly reward?: boolean } = {},
): ScriptedProvider {
  const asked: Question[] = [];
  const replyTo = async (question: Question): Promise<Answer> => {
    const number = asked.push(question) - 1;
    const reply = typeof script === 'function' ? script(question, number) : script[number];
    if (reply === undefined) throw new Error(`script exhausted after ${repliesOf(script, number)}`);
    if (reply instanceof Error) throw reply;
    const body = bodyOf(question, reply);
    const answer: Answer = { body, finish: 'stop', usage: null, by: question.to, latencyMs: null };
    return typeof reply === 'object' ? { ...answer, ...reply } : answer;
  };
  return {
    name,
    asked,
    servers: [
      {
        name,
        chat: replyTo,
        embed: (questions) => Promise.all(questions.map(replyTo)),
        ...(reward && { reward: replyTo }),
      },
    ],
    limits: { concurrency: 64, timeoutMs: 60_000 },
    free: true,
    addressee: (model) => `${name}/${model}`,
    continuation: async () => ({ way: 'chat', detail: 'scripted' }),
    probe: async () => [{ server: name, ok: true, detail: 'scripted' }],
  };
}

/** The body of an answer, as those of its kind have it; without content where the reply is of another kind. */
function bodyOf({ kind }: Question, reply: ScriptedReply): ChatReply | RewardReply | null {
  if (kind === 'embed') return null;
  if (kind === 'reward') return { score: typeof reply === 'number' ? reply : null };
  return { text: typeof reply === 'string' ? reply : null };
}

function repliesOf(script: Script, number: number): string {
  const count = typeof script === 'function' ? number : script.length;
  return count === 1 ? '1 reply' : `${count} replies`;
}
