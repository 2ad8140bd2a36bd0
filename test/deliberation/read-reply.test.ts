import { expect, test } from 'vitest';
import { readReply } from '../../src/deliberation/read-reply.ts';
import { answerOf } from '../run/support.ts';
import { magistral } from './subject.ts';

const input = { question: 'Which room?', scenario: { safety: [], behavioral: [] } };
const final = { close: '</t>', answer: 'Final Answer:' };
const read = (text: string, said: Parameters<typeof answerOf>[1] = {}, markers: object | undefined = final) =>
  readReply({ to: 'x/y', answer: answerOf(text, said), ...(markers && { reasoning: markers }) }, input);

test('a reply that was cut off before the marker of its answer has none', () => {
  const thought = 'It was room 4.</t> So I say';
  expect(read(thought, { finish: 'length' })).toEqual({
    answer: null,
    reasoning: 'It was room 4.\n\nSo I say',
  });
  expect(read(thought)).toEqual({ answer: 'So I say', reasoning: 'It was room 4.' });
});

test('a reply that was cut off behind the marker is judged as far as it goes', () => {
  expect(read('Hm.</t> Final Answer: In room', { finish: 'length' })).toEqual({
    answer: 'In room',
    reasoning: 'Hm.',
  });
});

test('what the server has told apart already is not looked for again', () => {
  const body = { text: 'In room 4.', reasoning: 'Hm.' };
  expect(read('', { body }, { close: '</t>' })).toEqual({ answer: 'In room 4.', reasoning: 'Hm.' });
});

test('a block of its family’s at the start of a reply is reasoning, also where nobody gave markers for the model', () => {
  const readOf = (text: string) => readReply({ to: 'x/magistral', answer: answerOf(text) }, input, magistral);
  expect(readOf('[THINK]Hm.[/THINK]In room 4.')).toEqual({ answer: 'In room 4.', reasoning: 'Hm.' });
  expect(readOf('[THINK][/THINK]In room 4.')).toEqual({ answer: 'In room 4.' });
  expect(readOf('[THINK]Hm.')).toEqual({ answer: null, reasoning: 'Hm.' });
  expect(readOf('Hm.[/THINK]In room 4.')).toEqual({ answer: 'Hm.[/THINK]In room 4.' });
  expect(readOf('<think>Hm.</think>In room 4.')).toEqual({ answer: 'In room 4.' });
});

test('markers that were given for a model win over those of its family', () => {
  const reply = {
    to: 'x/magistral',
    answer: answerOf('[THINK]Hm.[/THINK] so</t>In room 4.'),
    reasoning: final,
  };
  expect(readReply(reply, input, magistral).answer).toBe('In room 4.');
});
