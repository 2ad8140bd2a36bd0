import { expect, test } from 'vitest';
import { exportLine, importLines } from '../../src/answers/exchange.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { type Answer, keyOf, type Question } from '../../src/core/question.ts';
import { readBatchReply } from '../../src/model/batch-format.ts';
import {
  chatAnswer,
  chatQuestion,
  embedQuestion,
  rewardAnswer,
  rewardQuestion,
  vectorAnswer,
} from './fixtures/samples.ts';

/** Takes in one line of an export, made as if some store held this; `flaw` is written over its answer. */
async function takeIn(question: Question, answer: Answer, flaw: object = {}) {
  const store = memoryAnswers();
  const line = JSON.parse(exportLine({ key: keyOf(question), question, answer }));
  const flawed = JSON.stringify({ ...line, answer: { ...line.answer, ...flaw } });
  return { store, report: await importLines(store, [flawed], readBatchReply) };
}

test('in a file a vector is base64 in the body of its answer, as it always was', () => {
  const question = embedQuestion('a');
  const lineOf = (answer: Answer) => JSON.parse(exportLine({ key: keyOf(question), question, answer }));
  expect(lineOf(vectorAnswer([1, 0]))).toEqual({
    key: keyOf(question),
    question,
    answer: { ...chatAnswer(''), body: { vector: 'AACAPwAAAAA=' } },
  });
  const refused = vectorAnswer([], { finish: 'rejected' });
  expect(lineOf(refused).answer.body).toEqual({ vector: '' });
});

test.each([
  ['a text', chatQuestion('a'), chatAnswer('x')],
  ['a text with reasoning', chatQuestion('a'), chatAnswer('', { body: { text: 'x', reasoning: 'hm' } })],
  ['no text', chatQuestion('a'), chatAnswer('', { body: { text: null }, finish: 'filter', usage: null })],
  ['a vector', embedQuestion('a'), vectorAnswer([1, 0])],
  ['no vector', embedQuestion('a'), vectorAnswer([], { finish: 'rejected' })],
  ['a score', rewardQuestion('a'), rewardAnswer(-3.25)],
  ['no score', rewardQuestion('a'), rewardAnswer(null, { finish: 'rejected' })],
])('an exported answer is taken in as it was: %s', async (_, question, answer) => {
  const { store, report } = await takeIn(question, answer);
  expect(report).toEqual({ stored: 1, alreadyThere: 0, problems: [] });
  expect(await store.get(keyOf(question))).toEqual(answer);
});

test.each<[string, Question, object]>([
  ['no body', chatQuestion('a'), { body: null }],
  ['a bare text', chatQuestion('a'), { body: 'x' }],
  ['no text', chatQuestion('a'), { body: {} }],
  ['a number for a text', chatQuestion('a'), { body: { text: 1 } }],
  ['a vector for a text', chatQuestion('a'), { body: { vector: 'AACAPw==' } }],
  ['a text for a vector', embedQuestion('a'), { body: { text: 'x' } }],
  ['numbers for a vector', embedQuestion('a'), { body: { vector: [1, 2] } }],
  ['a vector that is no base64', embedQuestion('a'), { body: { vector: '%%%%' } }],
  ['half a number', embedQuestion('a'), { body: { vector: 'AACA' } }],
  ['an empty vector', embedQuestion('a'), { body: { vector: '' } }],
  ['a text for a score', rewardQuestion('a'), { body: { text: 'x' } }],
  ['a bare number for a score', rewardQuestion('a'), { body: 0.5 }],
  ['a score in words', rewardQuestion('a'), { body: { score: 'high' } }],
  ['an unknown finish', chatQuestion('a'), { finish: 'done' }],
  ['negative tokens', chatQuestion('a'), { usage: { inputTokens: -1, outputTokens: 1 } }],
  ['half a token', chatQuestion('a'), { usage: { inputTokens: 1, outputTokens: 1.5 } }],
  ['nobody who answered', chatQuestion('a'), { by: '' }],
])(
  'an answer that cannot be one is a line that is reported, and not stored: %s',
  async (_, question, flaw) => {
    const sound = question.kind === 'embed' ? vectorAnswer([1]) : chatAnswer('x');
    const { store, report } = await takeIn(question, sound, flaw);
    expect(report).toMatchObject({ stored: 0, problems: [{ line: 1, problem: 'broken-line' }] });
    expect(report.problems[0]!.detail).toMatch(/answer\.(body|finish|usage|by)/);
    expect((await store.stats()).answers).toBe(0);
  },
);

test('a reward question without an answer to score is a line that is reported', async () => {
  const question = rewardQuestion('a', { body: { messages: [{ role: 'user', content: 'a' }] } });
  const { report } = await takeIn(question, rewardAnswer(1));
  expect(report).toMatchObject({ stored: 0, problems: [{ line: 1, problem: 'broken-line' }] });
});

test('what a file holds in place of keys and codes is not repeated', async () => {
  const text = 'plan a quiet weekend by the sea';
  const store = memoryAnswers();
  await store.notePending([chatQuestion(text)], 'collect', 'run');
  const lines = [
    { custom_id: text, response: { status_code: 200, body: {} } },
    { key: text, question: chatQuestion('a'), answer: chatAnswer('x') },
    { custom_id: keyOf(chatQuestion(text)), response: null, error: { code: text } },
    { custom_id: keyOf(chatQuestion(text)), response: { status_code: 400, body: { error: { code: text } } } },
  ];
  const { problems } = await importLines(
    store,
    lines.map((line) => JSON.stringify(line)),
    readBatchReply,
  );
  expect(problems.map(({ problem }) => problem)).toEqual([
    'unknown-question',
    'broken-line',
    'failed-request',
    'failed-request',
  ]);
  expect(JSON.stringify(problems)).not.toContain('weekend');
});
