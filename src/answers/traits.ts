import { type Answer, type Key, keyOf, type Question, totalUsage, type Usage } from '../core/question.ts';
import { inputTokensOf } from './tokens.ts';

/** What the policies need to know of a call's question and answer, be it one question or a batch. */
export interface Traits<Q, A> {
  /** The key, of the first question for a batch: enough to find it again. */
  key(question: Q): Key;
  /** The addressee; one for the whole batch. */
  to(question: Q): string;
  questions(question: Q): number;
  /** The question, or the first one of a batch, and the answer to it. */
  first(question: Q): Question;
  firstAnswer(answer: A): Answer;
  /** The most tokens that the call can take. */
  worstCase(question: Q): Promise<Usage>;
  /** Tokens as reported; null where they were not. */
  usage(answer: A): Usage | null;
}

/** Reserved for a reply whose length the question does not limit. A longer one is charged in full afterwards. */
export const defaultOutputTokens = 4_096;

/** How long a reply may be, under either name that servers have for it; the larger one where both are there. */
function longestReply({ max_tokens: old, max_completion_tokens: reasoning }: Question['body']): number {
  const limits = [old, reasoning].filter((limit) => typeof limit === 'number');
  return limits.length === 0 ? defaultOutputTokens : Math.max(...limits);
}

/** One chat question. */
export const chatTraits: Traits<Question, Answer> = {
  key: keyOf,
  to: ({ to }) => to,
  questions: () => 1,
  first: (question) => question,
  firstAnswer: (answer) => answer,
  async worstCase(question) {
    return { inputTokens: await inputTokensOf(question), outputTokens: longestReply(question.body) };
  },
  usage: ({ usage }) => usage,
};

/** One reward question: its reply is a number, which is no output of a model. */
export const rewardTraits: Traits<Question, Answer> = {
  ...chatTraits,
  async worstCase(question) {
    return { inputTokens: await inputTokensOf(question), outputTokens: 0 };
  },
};

/** A batch of texts to embed. */
export const embedTraits: Traits<readonly Question[], readonly Answer[]> = {
  key: (questions) => keyOf(questions[0]!),
  to: (questions) => questions[0]!.to,
  questions: (questions) => questions.length,
  first: (questions) => questions[0]!,
  firstAnswer: (answers) => answers[0]!,
  async worstCase(questions) {
    const counts = await Promise.all(questions.map(inputTokensOf));
    return { inputTokens: counts.reduce((sum, count) => sum + count, 0), outputTokens: 0 };
  },
  usage: (answers) => totalUsage(answers.map(({ usage }) => usage)),
};
