import fc from 'fast-check';
import { expect, test } from 'vitest';
import { behindMarker, tellApart, whatWasSaid } from '../../src/deliberation/said.ts';
import { magistral, qwen } from './subject.ts';

test('in a block, reasoning that a server set apart is put back before the end marker', () => {
  expect(whatWasSaid({ text: '\n\nIn room 4.', reasoning: ' I see.' }, 'inside', qwen)).toBe(
    ' I see.</think>\n\nIn room 4.',
  );
  expect(whatWasSaid({ text: null, reasoning: ' I see' }, 'inside', qwen)).toBe(' I see');
  expect(whatWasSaid({ text: '', reasoning: ' I see' }, 'inside', magistral)).toBe(' I see');
  expect(whatWasSaid({ text: ' I see' }, 'inside', qwen)).toBe(' I see');
  expect(whatWasSaid({ text: null }, 'inside', qwen)).toBe('');
});

test('behind a block, all that a server calls reasoning is the answer, unless it tells an answer beside it', () => {
  const read = (text: string | null, reasoning?: string) =>
    tellApart(
      whatWasSaid({ text, ...(reasoning !== undefined && { reasoning }) }, 'behind', qwen),
      'behind',
      qwen,
    );
  expect(read(null, 'In room 4.')).toEqual({ thought: '', answer: 'In room 4.', isClosed: true });
  expect(read('In room 4.')).toEqual({ thought: '', answer: 'In room 4.', isClosed: true });
  expect(read('In room 4.', 'I see.')).toEqual({ thought: 'I see.', answer: 'In room 4.', isClosed: true });
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

test('blocks that begin where the answer should are reasoning, however many there are', () => {
  expect(tellApart('One.</think><think>Two.</think>\nIn room 4.', 'inside', qwen)).toEqual({
    thought: 'One.\n\nTwo.',
    answer: 'In room 4.',
    isClosed: true,
  });
  expect(tellApart(' [THINK]One.', 'behind', magistral)).toEqual({
    thought: 'One.',
    answer: null,
    isClosed: false,
  });
  const many = '<think>a</think>'.repeat(20_000);
  expect(tellApart(`${many}In room 4.`, 'behind', qwen).answer).toBe('In room 4.');
});

test('a block further behind belongs to the answer', () => {
  const said = 'In room 4. <think>Or 5?</think> Yes.';
  expect(tellApart(said, 'behind', qwen)).toEqual({ thought: '', answer: said, isClosed: true });
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
      const apart = whatWasSaid({ text: answer, reasoning: thought }, 'inside', qwen);
      expect(apart).toBe(whole);
      if (!answer.trim().startsWith('<think>')) expect(told.answer ?? '').toBe(answer.trim());
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
