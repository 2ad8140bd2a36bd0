import { expect, test } from 'vitest';
import { ModelError } from '../../src/core/errors.ts';
import { scripted } from '../../src/model/scripted.ts';
import { chatQuestion, embedQuestion } from '../answers/fixtures/samples.ts';

const never = new AbortController().signal;

test('replies come in order, and the script fails loudly when it is exhausted', async () => {
  const { servers, asked } = scripted(['a']);
  const chat = servers[0]!.chat!;
  expect(await chat(chatQuestion('one'), never)).toEqual({
    body: { text: 'a' },
    finish: 'stop',
    usage: null,
    by: 'local/m',
    latencyMs: null,
  });
  await expect(chat(chatQuestion('two'), never)).rejects.toThrow('script exhausted after 1 reply');
  expect(asked).toEqual([chatQuestion('one'), chatQuestion('two')]);
});

test('replies can depend on the question, be whole answers, or be faults', async () => {
  const fault = new ModelError('down', { retryable: true });
  const { servers } = scripted((question, number) =>
    number === 0
      ? fault
      : question.kind === 'embed'
        ? { vector: Float32Array.of(1, 0) }
        : { finish: 'length' },
  );
  const { chat, embed } = servers[0]!;
  await expect(chat!(chatQuestion('a'), never)).rejects.toBe(fault);
  expect(await chat!(chatQuestion('a'), never)).toMatchObject({ finish: 'length', body: { text: null } });
  expect(await embed!([embedQuestion('a')], never)).toMatchObject([
    { body: null, vector: Float32Array.of(1, 0) },
  ]);
});

test('it goes on with any turn, so that methods that begin one can be tested', async () => {
  const { continuation } = scripted([]);
  expect(await continuation?.('m', '<think>\nSo', new AbortController().signal)).toMatchObject({
    way: 'chat',
  });
});
