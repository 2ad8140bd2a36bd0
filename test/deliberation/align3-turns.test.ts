import { expect, test } from 'vitest';
import type { Question } from '../../src/core/question.ts';
import { stepRequest } from '../../src/tasks/index.ts';
import { bodyOf, cut, input, respondBy, split, subjectThat, took } from './subject.ts';

const instruct = { kind: 'instruct', thinking: undefined } as const;
const turnsOf = (question: Question) => bodyOf(question).messages.map(({ role, content }) => [role, content]);

/** The first turn of the user: the declared question as vanilla puts it, and requests behind it. */
async function declared(...requests: readonly string[]): Promise<readonly [string, string]> {
  const { ask, asked } = subjectThat(['In room 4.'], instruct);
  await respondBy('vanilla', ask);
  return ['user', [bodyOf(asked[0]!).messages[0]!.content, ...requests].join('\n\n')];
}

const request = {
  behavior: stepRequest('behavior', input),
  safety: stepRequest('safety', input),
  audit: stepRequest('audit', input),
};

test('an instruct model is asked in turns, each step behind its last answer, and the last reply is the answer', async () => {
  const { ask, asked } = subjectThat(
    [
      { body: { text: 'Touch it in room 4.' }, ...took(8) },
      { body: { text: 'Look at it in room 4.' }, ...took(7) },
      { body: { text: 'It is in room 4; please look only.' }, ...took(9) },
    ],
    instruct,
  );
  const said = await respondBy('align3', ask);
  const first = await declared(request.behavior);
  const second = [first, ['assistant', 'Touch it in room 4.'], ['user', request.safety]];
  expect(asked.map(turnsOf)).toEqual([
    [first],
    second,
    [...second, ['assistant', 'Look at it in room 4.'], ['user', request.audit]],
  ]);
  expect(asked.map((question) => bodyOf(question).stop)).toEqual([undefined, undefined, undefined]);
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([4_200, 4_200, 4_200]);
  expect(said).toEqual({
    subject: 'test/model',
    answer: 'It is in room 4; please look only.',
    finish: 'stop',
    usage: { inputTokens: 10, outputTokens: 24 },
    steps: [
      { name: 'behavior', text: 'Touch it in room 4.', ...took(8) },
      { name: 'safety', text: 'Look at it in room 4.', ...took(7) },
      { name: 'audit', text: 'It is in room 4; please look only.', ...took(9) },
    ],
  });
});

test('the first step that is on stands behind the declared question', async () => {
  const { ask, asked } = subjectThat(['a', 'b'], instruct);
  const { answer } = await respondBy('align3', ask, { steps: ['audit', 'safety'] });
  expect(asked.map(turnsOf)).toEqual([
    [await declared(request.safety)],
    [await declared(request.safety), ['assistant', 'a'], ['user', request.audit]],
  ]);
  expect(answer).toBe('b');
});

test('a turn that came to nothing is not shown: the next request stands behind the last one', async () => {
  const { ask, asked } = subjectThat(['', 'b', ' '], instruct);
  const said = await respondBy('align3', ask);
  const first = await declared(request.behavior, request.safety);
  expect(turnsOf(asked[1]!)).toEqual([first]);
  expect(turnsOf(asked[2]!)).toEqual([first, ['assistant', 'b'], ['user', request.audit]]);
  expect(said).toMatchObject({ answer: null, finish: 'stop' });
  const middle = subjectThat(['a', '', 'c'], instruct);
  await respondBy('align3', middle.ask);
  expect(turnsOf(middle.asked[2]!).at(-1)).toEqual(['user', `${request.safety}\n\n${request.audit}`]);
});

test('a refusal in words is an answer like any other here: the next turn speaks to it', async () => {
  const { ask, asked } = subjectThat(
    [{ body: { text: 'I would rather not.' }, finish: 'refusal' }, 'b', 'c'],
    instruct,
  );
  expect((await respondBy('align3', ask)).answer).toBe('c');
  expect(turnsOf(asked[1]!)[1]).toEqual(['assistant', 'I would rather not.']);
});

test('a filter in the middle ends the turns without an answer', async () => {
  const { ask, asked } = subjectThat(['a', { body: { text: 'Look' }, finish: 'filter' }], instruct);
  const said = await respondBy('align3', ask);
  expect(asked).toHaveLength(2);
  expect(said).toMatchObject({ answer: null, finish: 'filter' });
  expect(said.steps.map(({ name }) => name)).toEqual(['behavior', 'safety']);
});

test('the reasoning of a turn is kept in its step, and is not carried on', async () => {
  const { ask, asked } = subjectThat([split('Hm.', 'a'), split('Well.', 'b'), split('So.', 'c')]);
  const said = await respondBy('align3', ask, { form: 'turns' });
  expect(
    turnsOf(asked[2]!)
      .map(([, content]) => content)
      .slice(1, 4),
  ).toEqual(['a', request.safety, 'b']);
  expect(said).toMatchObject({ answer: 'c', reasoning: 'So.' });
  expect(said.steps[0]).toMatchObject({ text: 'a', reasoning: 'Hm.' });
});

test('within a budget, the last turn has what is kept for the answer, and those for which nothing is left are left out', async () => {
  const { ask, asked } = subjectThat(
    [
      { ...cut('a'), ...took(75) },
      { body: { text: 'c' }, ...took(20) },
    ],
    instruct,
  );
  const said = await respondBy('align3', ask, { tokens: 100 });
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([75, 25]);
  expect(turnsOf(asked[1]!)).toEqual([
    await declared(request.behavior),
    ['assistant', 'a'],
    ['user', request.audit],
  ]);
  expect(said.steps.map(({ name, text, cut: isCut }) => [name, text, isCut === true])).toEqual([
    ['behavior', 'a', true],
    ['safety', '', true],
    ['audit', 'c', false],
  ]);
});

test('within a budget, a reasoning model’s last turn is begun for it, so that it can be closed', async () => {
  const { ask, asked } = subjectThat([
    { ...split('Hm.', 'a'), ...took(20) },
    { ...split('Hm.', 'b'), ...took(20) },
    { ...cut('Well'), ...took(35) },
    { body: { text: 'c' }, ...took(9) },
  ]);
  const said = await respondBy('align3', ask, { tokens: 100, form: 'turns' });
  expect(asked.map((question) => bodyOf(question).max_tokens)).toEqual([75, 55, 35, 25]);
  expect(turnsOf(asked[3]!).slice(-2)).toEqual([
    ['user', request.audit],
    ['assistant', '<think>\nWell\n</think>\n\n'],
  ]);
  expect(said).toMatchObject({
    answer: 'c',
    reasoning: 'Well',
    usage: { inputTokens: 10, outputTokens: 84 },
  });
  expect(said.steps.map(({ name }) => name)).toEqual(['behavior', 'safety', 'audit', 'answer']);
});
