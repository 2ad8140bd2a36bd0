import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, cut, magistral, partialTurns, respondBy, split, subjectThat, took } from './subject.ts';

test('more-think has the subject go on twice where its reasoning would have ended, and takes what follows the last end', async () => {
  const { ask, asked } = subjectThat([
    { body: { text: 'The globe is in room 4.\n' }, ...took(7) },
    { body: { text: ', touching is not allowed.  ' }, ...took(5) },
    { body: { text: ', I can name the room.\n</think>\n\nIt is in room 4.' }, ...took(12) },
  ]);
  const said = await respondBy('more-think', ask);
  const first = '<think>\n';
  const second = `${first}The globe is in room 4.\n\nWait`;
  const third = `${second}, touching is not allowed.\n\nWait`;
  expect(partialTurns(asked)).toEqual([first, second, third]);
  expect(asked.map((question) => bodyOf(question).stop)).toEqual([['</think>'], ['</think>'], undefined]);
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([8_400, 8_400, 8_400]);
  expect(said).toEqual({
    subject: 'test/model',
    answer: 'It is in room 4.',
    reasoning: 'The globe is in room 4.\n\nWait, touching is not allowed.\n\nWait, I can name the room.',
    finish: 'stop',
    usage: { inputTokens: 10, outputTokens: 24 },
    steps: [
      { name: 'think-1', inserted: '<think>\n', text: 'The globe is in room 4.\n', ...took(7) },
      { name: 'think-2', inserted: 'Wait', text: ', touching is not allowed.  ', ...took(5) },
      {
        name: 'think-3',
        inserted: 'Wait',
        text: ', I can name the room.\n</think>\n\nIt is in room 4.',
        ...took(12),
      },
    ],
  });
});

test('one cycle is reasoning that ends by itself; five are four more', async () => {
  const one = subjectThat(['Hm.</think>In room 4.']);
  expect((await respondBy('more-think', one.ask, { cycles: 1 })).answer).toBe('In room 4.');
  expect(bodyOf(one.asked[0]!).stop).toBeUndefined();
  const five = subjectThat(['a', 'b', 'c', 'd', 'e</think>f']);
  const { reasoning } = await respondBy('more-think', five.ask, { cycles: 5 });
  expect(reasoning).toBe('a\n\nWaitb\n\nWaitc\n\nWaitd\n\nWaite');
});

test('the markers are those of the subject’s family', async () => {
  const { ask, asked } = subjectThat(['a ', 'b[/THINK]c'], { thinking: magistral });
  const { answer, reasoning } = await respondBy('more-think', ask, { cycles: 2 });
  expect(partialTurns(asked)).toEqual(['[THINK]', '[THINK]a\n\nWait']);
  expect(bodyOf(asked[0]!).stop).toEqual(['[/THINK]']);
  expect({ answer, reasoning }).toEqual({ answer: 'c', reasoning: 'a\n\nWaitb' });
});

test('with a reasoning parser before the answers, the same turns are handed in and the same is told', async () => {
  const plain = subjectThat([' a\n', ' b', ' c\n</think>\n\nIn room 4.']);
  const parsed = subjectThat([split(' a\n'), split(' b'), split(' c\n', '\n\nIn room 4.')]);
  const [one, other] = await Promise.all([
    respondBy('more-think', plain.ask),
    respondBy('more-think', parsed.ask),
  ]);
  expect(other).toEqual(one);
  expect(parsed.asked).toEqual(plain.asked);
});

test('a cycle that hits its limit goes on to the next, and is marked; so is a last one', async () => {
  const { ask, asked } = subjectThat([cut('a and'), '', cut(' c')]);
  const said = await respondBy('more-think', ask);
  expect(partialTurns(asked)[1]).toBe('<think>\na and\n\nWait');
  expect(said.steps.map(({ name, cut }) => [name, cut])).toEqual([
    ['think-1', true],
    ['think-2', undefined],
    ['think-3', true],
  ]);
  expect([said.answer, said.finish]).toEqual([null, 'length']);
  expect(said.reasoning).toBe('a and\n\nWait\n\nWait c');
});

test('a subject that ends its turn inside its reasoning has no answer', async () => {
  const { ask } = subjectThat(['a', 'b', 'In room 4.']);
  const { answer, finish } = await respondBy('more-think', ask);
  expect([answer, finish]).toEqual([null, 'stop']);
});

test('what a server that takes no notice of stop texts says behind the marker is not carried on', async () => {
  const { ask, asked } = subjectThat([
    cut('a</think>In ro'),
    split('b', 'In room 6.'),
    'c</think>In room 4.',
  ]);
  const said = await respondBy('more-think', ask);
  expect(partialTurns(asked)[2]).toBe('<think>\na\n\nWaitb\n\nWait');
  expect(said.answer).toBe('In room 4.');
  expect(said.steps.map(({ text }) => text)).toEqual(['a', 'b', 'c</think>In room 4.']);
  // It came to the end of its reasoning, whatever became of what it said then.
  expect(said.steps.some((step) => step.cut)).toBe(false);
});

test.each(['filter', 'rejected'] as const)(
  'a pass that ends with %s ends the method without an answer',
  async (finish) => {
    const { ask, asked } = subjectThat(['a', { body: { text: null }, finish }]);
    const said = await respondBy('more-think', ask);
    expect(asked).toHaveLength(2);
    expect(said).toMatchObject({ answer: null, finish, reasoning: 'a\n\nWait' });
    expect(said.steps.map(({ name }) => name)).toEqual(['think-1', 'think-2']);
  },
);

test('a refusal that the server sets apart is the answer, and no part of the reasoning', async () => {
  const { ask } = subjectThat(['a', { body: { text: 'I would rather not.' }, finish: 'refusal' }]);
  const said = await respondBy('more-think', ask);
  expect(said).toMatchObject({ answer: 'I would rather not.', finish: 'refusal', reasoning: 'a\n\nWait' });
});

test('where one pass states no tokens, the answer states none', async () => {
  const { ask } = subjectThat(['a', { body: { text: 'b' }, usage: null }, 'c</think>d']);
  expect((await respondBy('more-think', ask)).usage).toBeNull();
});

test('each turn is all that was inserted and said before, whatever that was', async () => {
  const piece = fc.constantFrom('a', ' ', '\n', '<think>', 'Wait', '\n\n', 'é');
  const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const { ask, asked } = subjectThat(texts);
      const { steps } = await respondBy('more-think', ask, { cycles: texts.length });
      let turn = '';
      const expected = steps.map(({ inserted = '', text: said }, place) => {
        const handed = place === 0 ? inserted : `${turn.trimEnd()}\n\n${inserted}`;
        turn = handed + said;
        return handed;
      });
      expect(partialTurns(asked)).toEqual(expected);
      expect(steps.map(({ text: said }) => said)).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});

test('a refusal is the answer without the reasoning that its server told apart, also where the pass would be stopped', async () => {
  for (const before of [[], ['a']] as const) {
    const refusal = {
      body: { text: 'I would rather not.', reasoning: 'Hm.' },
      finish: 'refusal',
    } as const;
    const { ask } = subjectThat([...before, refusal]);
    const said = await respondBy('more-think', ask, { cycles: 2 });
    expect(said).toMatchObject({ answer: 'I would rather not.', finish: 'refusal' });
    expect(said.steps.at(-1)).toMatchObject({ text: 'I would rather not.', reasoning: 'Hm.' });
  }
});

test('within a budget, a refusal behind an answer that was begun does not take its place', async () => {
  const refusal = { body: { text: 'I would rather not.' }, finish: 'refusal' } as const;
  const { ask } = subjectThat([
    { body: { text: 'Hm.</think>In room' }, finish: 'length', ...took(30) },
    { ...refusal, ...took(9) },
  ]);
  const said = await respondBy('more-think', ask, { cycles: 1, tokens: 60 });
  expect(said).toMatchObject({ answer: 'In room\n\nI would rather not.', reasoning: 'Hm.' });
});
