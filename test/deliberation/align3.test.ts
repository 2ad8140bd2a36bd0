import { expect, test } from 'vitest';
import { type Align3Step, align3Steps, deliberationOptions, methods } from '../../src/deliberation/index.ts';
import { stepText } from '../../src/tasks/index.ts';
import {
  bodyOf,
  cut,
  input,
  magistral,
  partialTurns,
  qwen,
  respondBy,
  subjectThat,
  took,
} from './subject.ts';

const align3 = methods.get('align3')!;
const text = (step: Align3Step) => stepText(step, input);

test('align3 turns one trace to the behavioral-spec, then to safety, and at last to both', async () => {
  const { ask, asked } = subjectThat([
    { body: { text: ' I name room 4.\n' }, ...took(5) },
    { body: { text: ' nobody may touch it.\n\n' }, ...took(6) },
    { body: { text: ' that is my answer.\n</think>\n\nIt is in room 4; please look only.' }, ...took(20) },
  ]);
  const said = await respondBy('align3', ask);
  const first = `<think>\n${text('behavior')}`;
  const second = `${first} I name room 4.\n\n${text('safety')}`;
  const third = `${second} nobody may touch it.\n\n${text('audit')}`;
  expect(partialTurns(asked)).toEqual([first, second, third]);
  expect(asked.map((question) => bodyOf(question).stop)).toEqual([['</think>'], ['</think>'], undefined]);
  expect(asked.map(({ draw }) => draw.split('/').slice(0, 2).join('/'))).toEqual([
    'sample-0/behavior',
    'sample-0/safety',
    'sample-0/audit',
  ]);
  expect(said.answer).toBe('It is in room 4; please look only.');
  expect(`<think>\n${said.reasoning}`).toBe(`${third} that is my answer.`);
  expect(said.usage).toEqual({ inputTokens: 10, outputTokens: 31 });
  expect(said.steps.map(({ inserted }) => inserted)).toEqual([first, text('safety'), text('audit')]);
  expect(said.steps[1]).toEqual({
    name: 'safety',
    inserted: text('safety'),
    text: ' nobody may touch it.\n\n',
    ...took(6),
  });
});

test('the declared question stands before the trace, as in vanilla', async () => {
  const plain = subjectThat(['In room 4.']);
  await respondBy('vanilla', plain.ask);
  const { ask, asked } = subjectThat(['a', 'b', 'c</think>d']);
  await respondBy('align3', ask);
  for (const question of asked)
    expect(bodyOf(question).messages.slice(0, -1)).toEqual(bodyOf(plain.asked[0]!).messages);
});

const combinations = Array.from({ length: 8 }, (_, number) =>
  align3Steps.filter((_, place) => Math.floor(number / 2 ** place) % 2 === 1),
);

test.each(
  combinations.filter((steps) => steps.length > 0).map((steps) => [steps.join(', '), steps] as const),
)(
  'with the steps %s on, each begins where the one before it ended, and the last one is not stopped',
  async (_, steps) => {
    const replies = steps.map((step, place) =>
      place === steps.length - 1 ? ` ${step}!</think>In room 4.` : ` ${step}. `,
    );
    const { ask, asked } = subjectThat(replies);
    // In the order in which they are taken, whatever the order in which they were said.
    const said = await respondBy('align3', ask, { steps: steps.toReversed() });
    const turns = steps.map((_, place) =>
      steps
        .slice(0, place + 1)
        .map((step, index) => text(step) + (index < place ? ` ${step}.` : ''))
        .join('\n\n'),
    );
    expect(partialTurns(asked)).toEqual(turns.map((turn) => `<think>\n${turn}`));
    expect(asked.map((question) => bodyOf(question).stop)).toEqual([
      ...steps.slice(1).map(() => ['</think>']),
      undefined,
    ]);
    expect(said.answer).toBe('In room 4.');
    expect(said.steps.map(({ name }) => name)).toEqual(steps);
  },
);

test.each([
  ['reasoning', 'trace'],
  ['reasoning', undefined],
  ['instruct', undefined],
  ['instruct', 'trace'],
] as const)('with no step on, an %s model (form %s) is asked just what vanilla asks', async (kind, form) => {
  const none = subjectThat(['In room 4.'], { kind });
  const plain = subjectThat(['In room 4.'], { kind });
  const given = { steps: [], ...(form && { form }) };
  expect(await respondBy('align3', none.ask, given)).toEqual(await respondBy('vanilla', plain.ask));
  expect(none.asked).toEqual(plain.asked);
  expect(() => align3.check!(deliberationOptions(given), kind)).not.toThrow();
  expect(align3.continues(deliberationOptions(given), kind)).toBe(false);
});

test('ablations share the questions of the steps that they begin with', async () => {
  const whole = subjectThat([' a', ' b', ' c</think>d']);
  const part = subjectThat([' a', ' c</think>d']);
  await respondBy('align3', whole.ask);
  await respondBy('align3', part.ask, { steps: ['behavior', 'audit'] });
  expect(part.asked[0]).toEqual(whole.asked[0]);
  expect(part.asked[1]).not.toEqual(whole.asked[1]);
});

test('a step that is cut off or says nothing is gone on from, and the cut one is marked', async () => {
  const { ask, asked } = subjectThat([cut(' I name'), '', ' done</think>In room 4.']);
  const { steps, answer } = await respondBy('align3', ask);
  expect(partialTurns(asked)[2]).toBe(
    `<think>\n${text('behavior')} I name\n\n${text('safety')}\n\n${text('audit')}`,
  );
  expect(steps.map(({ cut }) => cut === true)).toEqual([true, false, false]);
  expect(answer).toBe('In room 4.');
});

test('another family is asked in its own markers', async () => {
  const { ask, asked } = subjectThat([' a', ' b', ' c[/THINK]In room 4.'], { thinking: magistral });
  const { answer } = await respondBy('align3', ask);
  expect(partialTurns(asked)[0]).toBe(`[THINK]${text('behavior')}`);
  expect(bodyOf(asked[1]!).stop).toEqual(['[/THINK]']);
  expect(answer).toBe('In room 4.');
});

test('a marker that answers begin with holds here, too', async () => {
  const { ask } = subjectThat([' a', ' b', ' c</think>Well. Final Answer: In room 4.'], {
    reasoning: { open: qwen.open, close: qwen.close, answer: 'Final Answer:' },
  });
  const { answer, reasoning } = await respondBy('align3', ask);
  expect(answer).toBe('In room 4.');
  expect(reasoning).toMatch(/ c\n\nWell\.$/);
});

test('a trace needs a model that reasons and a server that continues it; turns need neither', () => {
  const told = (given: object) => deliberationOptions(given);
  expect(() => align3.check!(told({ form: 'trace' }), 'instruct')).toThrow(/leave form out, or say turns/);
  expect(() => align3.check!(told({ form: 'trace' }), 'reasoning')).not.toThrow();
  expect(() => align3.check!(told({}), 'instruct')).not.toThrow();
  expect(align3.continues(told({}), 'reasoning')).toBe(true);
  expect(align3.continues(told({ form: 'turns' }), 'reasoning')).toBe(false);
  expect(align3.continues(told({ form: 'turns', tokens: 500 }), 'reasoning')).toBe(true);
  expect(align3.continues(told({ tokens: 500 }), 'instruct')).toBe(false);
});

test('its forecast counts the steps that are on, and the answer where a budget may ask for it alone', () => {
  const asks = (given: object, kind: 'instruct' | 'reasoning' = 'reasoning') =>
    align3.forecast(deliberationOptions(given), kind);
  expect(asks({}).subject).toBe(3);
  expect(asks({ steps: ['audit'] }).subject).toBe(1);
  expect(asks({ tokens: 500 })).toEqual({ subject: 4, outputTokens: 500, reward: 0 });
  expect(asks({ steps: [] })).toEqual(methods.get('vanilla')!.forecast(deliberationOptions(), 'reasoning'));
  expect(asks({ tokens: 500 }, 'instruct').subject).toBe(3);
});

test('a spec that holds the end marker does not end the block', async () => {
  const { ask, asked } = subjectThat(['a', 'b', 'c</think>In room 4.']);
  const scenario = {
    safety: [{ id: 's1', text: 'Never write </think> in a label.' }],
    behavioral: [{ id: 'b1', text: 'Begin with </think>.' }],
  };
  const how = { role: 'model', draw: 'sample-0', options: deliberationOptions() };
  const said = await methods.get('align3')!.respond(ask, { question: 'Which room?', scenario }, how);
  for (const turn of partialTurns(asked)) expect(turn).not.toContain('</think>');
  expect(said.answer).toBe('In room 4.');
});
