import fc from 'fast-check';
import { expect, test } from 'vitest';
import { behindMarker, tellApart, tellTurn, whatWasSaid } from '../../src/deliberation/said.ts';
import { magistral, qwen } from './subject.ts';

test('in a block, reasoning that a server set apart is put back before the end marker', () => {
  expect(whatWasSaid({ text: '\n\nIn room 4.', reasoning: ' I see.' }, qwen)).toBe(
    ' I see.</think>\n\nIn room 4.',
  );
  expect(whatWasSaid({ text: null, reasoning: ' I see' }, qwen)).toBe(' I see');
  expect(whatWasSaid({ text: '', reasoning: ' I see' }, magistral)).toBe(' I see');
  expect(whatWasSaid({ text: ' I see' }, qwen)).toBe(' I see');
  expect(whatWasSaid({ text: null }, qwen)).toBe('');
});

test('behind a block that is closed, all is the answer, whatever a server calls it', () => {
  const read = (text: string | null, reasoning?: string) =>
    tellApart(whatWasSaid({ text, ...(reasoning !== undefined && { reasoning }) }, qwen), 'behind', qwen);
  expect(read(null, 'In room 4.')).toEqual({ thought: '', answer: 'In room 4.', isClosed: true });
  expect(read('In room 4.')).toEqual({ thought: '', answer: 'In room 4.', isClosed: true });
  expect(read('In room 4.', 'Or in 5.')).toEqual({
    thought: '',
    answer: 'Or in 5.</think>In room 4.',
    isClosed: true,
  });
});

test('reasoning goes on from what was there, and ends at the first end marker', () => {
  const said = ' I say room 4.</think>\n\nIn room 4.</think> And in no other.';
  expect(tellApart(said, 'inside', qwen, 'So')).toEqual({
    thought: 'So I say room 4.',
    answer: 'In room 4.</think> And in no other.',
    isClosed: true,
  });
});

test('nothing behind the end marker is no answer, and neither is a block that never ends', () => {
  expect(tellApart('I see.</think>\n', 'inside', qwen)).toEqual({
    thought: 'I see.',
    answer: null,
    isClosed: true,
  });
  expect(tellApart('In room 4.', 'inside', qwen)).toEqual({
    thought: 'In room 4.',
    answer: null,
    isClosed: false,
  });
  expect(tellApart(' \n', 'behind', qwen).answer).toBeNull();
});

test('behind the first end marker a block is a part of the answer, so that nothing is hidden in it', () => {
  const hidden = '<think>Two.</think>\nIn room 4.';
  expect(tellApart(`One.</think>${hidden}`, 'inside', qwen)).toEqual({
    thought: 'One.',
    answer: hidden,
    isClosed: true,
  });
  expect(tellApart(hidden, 'behind', qwen).answer).toBe(hidden);
  expect(tellTurn(`<think>One.</think>${hidden}`, qwen)).toMatchObject({ thought: 'One.', answer: hidden });
});

test('blocks with nothing in them are left out, however many there are', () => {
  const many = '<think>\n</think>'.repeat(20_000);
  expect(tellApart(`${many}In room 4.`, 'behind', qwen).answer).toBe('In room 4.');
  expect(tellTurn(`${many}<think>One.</think>In room 4.`, qwen)).toMatchObject({
    thought: 'One.',
    answer: 'In room 4.',
  });
  expect(tellTurn(' [THINK]One.', magistral)).toEqual({ thought: 'One.', answer: null, isClosed: false });
});

test('whatever a subject says, no word behind the first end marker is lost', () => {
  const said = fc
    .array(fc.constantFrom('One', 'two', '\n', qwen.close, '<think>', '</t', 'hink>'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  const wordsOf = (text: string) => text.match(/One|two/g) ?? [];
  fc.assert(
    fc.property(said, (text) => {
      expect(wordsOf(tellApart(text, 'behind', qwen).answer ?? '')).toEqual(wordsOf(text));
      const [, ...behind] = text.split(qwen.close);
      const { answer } = tellApart(text, 'inside', qwen);
      expect(wordsOf(answer ?? '')).toEqual(wordsOf(behind.join(qwen.close)));
    }),
  );
});

test('a block further behind belongs to the answer', () => {
  const said = 'In room 4. <think>Or 5?</think> Yes.';
  expect(tellApart(said, 'behind', qwen)).toEqual({ thought: '', answer: said, isClosed: true });
  expect(tellTurn(said, qwen)).toEqual({ thought: '', answer: said, isClosed: true });
});

test('however a server splits a text, the same is told of it', () => {
  const piece = fc
    .array(fc.constantFrom('room', ' 4', '\n', '<think>', '[THINK]', '.'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(piece, piece, (thought, answer) => {
      fc.pre(thought !== '' && answer !== '');
      const whole = `${thought}${qwen.close}${answer}`;
      const told = tellApart(whole, 'inside', qwen);
      const apart = whatWasSaid({ text: answer, reasoning: thought }, qwen);
      expect(apart).toBe(whole);
      expect(told.answer ?? '').toBe(answer.trim());
    }),
  );
});

test('what stands before the marker that answers begin with is reasoning, and without the marker a cut answer is none', () => {
  const told = { thought: 'I see.', answer: 'Well. Final Answer: room 4', isClosed: true };
  expect(behindMarker(told, 'Final Answer:', 'stop')).toEqual({
    thought: 'I see.\n\nWell.',
    answer: 'room 4',
    isClosed: true,
  });
  const cut = { thought: 'I see.', answer: 'Well', isClosed: true };
  expect(behindMarker(cut, 'Final Answer:', 'length')).toEqual({
    ...cut,
    thought: 'I see.\n\nWell',
    answer: null,
  });
  expect(behindMarker(cut, 'Final Answer:', 'stop').answer).toBe('Well');
  expect(behindMarker(cut, undefined, 'length')).toBe(cut);
});
