import { expect, test } from 'vitest';
import { exportLine, importLines } from '../../src/answers/exchange.ts';
import { memoryAnswers } from '../../src/answers/memory-store.ts';
import { type Answer, keyOf, type Question } from '../../src/core/question.ts';
import { readBatchReply } from '../../src/model/batch-format.ts';
import { chatAnswer, chatQuestion, embedQuestion } from './fixtures/samples.ts';

const vector = (base64: string, more: Partial<Answer> = {}) =>
  chatAnswer('', { body: { vector: base64 }, ...more });

/** Takes in one line of an export, made as if some store held this. */
async function takeIn(question: Question, answer: Answer) {
  const store = memoryAnswers();
  const line = exportLine({ key: keyOf(question), question, answer });
  return { store, report: await importLines(store, [line], readBatchReply) };
}

test.each([
  ['a text', chatQuestion('a'), chatAnswer('x')],
  ['a text with reasoning', chatQuestion('a'), chatAnswer('', { body: { text: 'x', reasoning: 'hm' } })],
  ['no text', chatQuestion('a'), chatAnswer('', { body: { text: null }, finish: 'filter', usage: null })],
  ['a vector', embedQuestion('a'), vector('AACAPwAAAAA=')],
  ['no vector', embedQuestion('a'), vector('', { finish: 'rejected' })],
  ['a score', { ...chatQuestion('a'), kind: 'reward' as const }, chatAnswer('', { body: 0.5 })],
])('an exported answer is taken in as it was: %s', async (_, question, answer) => {
  const { store, report } = await takeIn(question, answer);
  expect(report).toEqual({ stored: 1, alreadyThere: 0, problems: [] });
  expect(await store.get(keyOf(question))).toEqual(answer);
});

test.each<[string, Question, unknown]>([
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
  ['an unknown finish', chatQuestion('a'), { finish: 'done' }],
  ['negative tokens', chatQuestion('a'), { usage: { inputTokens: -1, outputTokens: 1 } }],
  ['half a token', chatQuestion('a'), { usage: { inputTokens: 1, outputTokens: 1.5 } }],
  ['nobody who answered', chatQuestion('a'), { by: '' }],
])(
  'an answer that cannot be one is a line that is reported, and not stored: %s',
  async (_, question, flaw) => {
    const sound = question.kind === 'embed' ? vector('AACAPw==') : chatAnswer('x');
    const { store, report } = await takeIn(question, { ...sound, ...(flaw as Partial<Answer>) });
    expect(report).toMatchObject({ stored: 0, problems: [{ line: 1, problem: 'broken-line' }] });
    expect(report.problems[0]!.detail).toMatch(/answer\.(body|finish|usage|by)/);
    expect((await store.stats()).answers).toBe(0);
  },
);

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
