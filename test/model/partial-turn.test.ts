import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinTurn, partialTurn } from '../../src/model/partial-turn.ts';
import { turnQuestion } from './continued-support.ts';

test('a question ends in a partial turn where its last message is the assistant’s', () => {
  const question = turnQuestion('So');
  const { messages } = question.body as { messages: { role: string; content: string }[] };
  expect(partialTurn(question)).toBe('So');
  expect(partialTurn({ ...question, body: { messages: messages.slice(0, 1) } })).toBeUndefined();
  expect(partialTurn({ kind: 'reward', body: { messages } })).toBeUndefined();
});

test.each([
  ['nothing is open', 'ASSISTANT:', '<think>\nSo', 'ASSISTANT:<think>\nSo'],
  ['both open a block', 'ASSISTANT:<think>\n', '<think>\nSo', 'ASSISTANT:<think>\nSo'],
  ['both open one with other white space', 'ASSISTANT:\n<think>', '<think>\nSo', 'ASSISTANT:\n<think>\nSo'],
  [
    'an empty block is there',
    'ASSISTANT:\n<think>\n\n</think>\n\n',
    '<think>\nSo',
    'ASSISTANT:\n<think>\nSo',
  ],
  [
    'both are empty blocks',
    'A:<think>\n\n</think>\n\n',
    '<think>\n\n</think>\n\n',
    'A:<think>\n\n</think>\n\n',
  ],
  [
    'a block is opened that the turn closes',
    'A:<think>\n',
    '<think>\n\n</think>\n\n',
    'A:<think>\n\n</think>\n\n',
  ],
  ['the end of a block is there alone', 'A:</think>', '<think>\nSo', 'A:<think>\nSo'],
  [
    'it is there alone in earlier turns, too',
    'A:</think>Hi.\nU:\nA:</think>',
    '<think>\nSo',
    'A:</think>Hi.\nU:\nA:<think>\nSo',
  ],
  ['brackets are square', 'A:[THINK][/THINK]', '[THINK]So', 'A:[THINK]So'],
  ['brackets are of another kind', 'A:◁think▷', '◁think▷So', 'A:◁think▷So'],
  ['the block is of another name', 'A:<think>\n', '<thought>\nSo', 'A:<think>\n<thought>\nSo'],
  ['the turn opens none', 'A:<think>\n\n</think>\n\n', 'So', 'A:<think>\n\n</think>\n\nSo'],
  [
    'a full block is there',
    'A:<think>\nHm\n</think>\n\n',
    '<think>\nSo',
    'A:<think>\nHm\n</think>\n\n<think>\nSo',
  ],
])('a turn goes behind its beginning: %s', (_, begun, partial, text) => {
  expect(joinTurn(begun, partial)).toBe(text);
});

test('whatever the template began, the turn stands at the end as it is, and its block is opened once', () => {
  const beginnings = fc.constantFrom(
    'A:',
    'A:\n',
    'A:<think>',
    'A:<think>\n',
    'A:<think>\n\n</think>\n\n',
    'A:</think>',
  );
  fc.assert(
    fc.property(beginnings, fc.string(), (begun, thought) => {
      const partial = `<think>\n${thought}`;
      const text = joinTurn(begun, partial);
      expect(text.endsWith(partial)).toBe(true);
      expect(text.slice(0, -partial.length)).toMatch(/^A:\n?$/);
    }),
  );
});
