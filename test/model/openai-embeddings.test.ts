import { expect, test } from 'vitest';
import { ModelError } from '../../src/core/errors.ts';
import type { Question } from '../../src/core/question.ts';
import { embedQuestion } from '../answers/fixtures/samples.ts';
import { embeddings, type Reply, startFaultServer } from '../support/fault-server.ts';
import { never, open } from './openai-support.ts';

function base64Of(...numbers: number[]): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [place, value] of numbers.entries()) bytes.writeFloatLE(value, place * 4);
  return bytes.toString('base64');
}

async function embed(reply: (request: never) => Reply, questions: readonly Question[]) {
  await using server = await startFaultServer({ reply: ({ body }) => reply(body as never) });
  return await open({ baseUrl: server.url }).servers[0]!.embed!(questions, never);
}

test('vectors come as numbers or in base64, and are joined by index', async () => {
  const questions = [embedQuestion('a'), embedQuestion('bb')];
  const numbers = await embed(
    (request) => ({
      body: embeddings(
        [
          [1, 0.5],
          [0, -2],
        ],
        request,
      ),
    }),
    questions,
  );
  const data = [
    { index: 1, embedding: base64Of(0, -2) },
    { index: 0, embedding: base64Of(1, 0.5) },
  ];
  const text = await embed(() => ({ body: { model: 'e', data } }), questions);
  const vectors = [Float32Array.of(1, 0.5), Float32Array.of(0, -2)];
  expect(numbers.map(({ vector }) => vector)).toEqual(vectors);
  expect(text.map(({ vector }) => vector)).toEqual(vectors);
});

test('the tokens of a batch are divided by length and add up exactly', async () => {
  const questions = ['a', 'bbbb', 'cc', ''].map((text) => embedQuestion(text));
  const answers = await embed(
    () => ({
      body: {
        data: questions.map((_, index) => ({ index, embedding: [1] })),
        usage: { prompt_tokens: 101 },
      },
    }),
    questions,
  );
  const tokens = answers.map(({ usage }) => usage!.inputTokens);
  expect(tokens.reduce((sum, one) => sum + one, 0)).toBe(101);
  expect(tokens[1]).toBeGreaterThan(tokens[0]!);
  expect(tokens[3]).toBe(0);
});

test.each([
  ['one too few', [{ index: 0, embedding: [1, 2] }]],
  ['one too many', [0, 1, 2].map((index) => ({ index, embedding: [1] }))],
  [
    'the same twice',
    [
      { index: 0, embedding: [1] },
      { index: 0, embedding: [1] },
    ],
  ],
  [
    'of different sizes',
    [
      { index: 0, embedding: [1] },
      { index: 1, embedding: [1, 2] },
    ],
  ],
  [
    'not numbers',
    [
      { index: 0, embedding: [1] },
      { index: 1, embedding: [null] },
    ],
  ],
])('vectors that are %s are a fault', async (_, data) => {
  const questions = [embedQuestion('a'), embedQuestion('b')];
  await expect(embed(() => ({ body: { data } as never }), questions)).rejects.toThrow(ModelError);
});

test('a text that is too long is rejected alone, and makes a batch ill-formed', async () => {
  const tooLong = () => ({ status: 400, body: { error: { message: 'maximum context length is 8' } } });
  expect(await embed(tooLong, [embedQuestion('a')])).toMatchObject([{ finish: 'rejected' }]);
  await expect(embed(tooLong, [embedQuestion('a'), embedQuestion('b')])).rejects.toMatchObject({
    status: 400,
    retryable: false,
  });
});

test('dimensions are asked for where the question says so', async () => {
  await using server = await startFaultServer({
    reply: ({ body }) => ({ body: embeddings([[1, 2]], body) }),
  });
  const question = embedQuestion('a', { body: { text: 'a', dimensions: 2 } });
  await open({ baseUrl: server.url }).servers[0]!.embed!([question], never);
  expect(server.asked[0]!.body).toEqual({
    model: 'e',
    input: ['a'],
    dimensions: 2,
    encoding_format: 'base64',
  });
});
