import { expect, test } from 'vitest';
import { deliberationOptions, methods } from '../../src/deliberation/index.ts';
import { bodyOf, cut, magistral, respondBy, split, subjectThat, took } from './subject.ts';

const vanilla = methods.get('vanilla')!;

test('vanilla asks the declared question alone, and takes what comes', async () => {
  const { ask, asked } = subjectThat([{ body: { text: 'In room 4.', reasoning: 'Hm.' }, ...took(9) }]);
  expect(await respondBy('vanilla', ask)).toEqual({
    subject: 'test/model',
    answer: 'In room 4.',
    reasoning: 'Hm.',
    finish: 'stop',
    usage: { inputTokens: 10, outputTokens: 9 },
    steps: [],
  });
  expect(bodyOf(asked[0]!).messages.map(({ role }) => role)).toEqual(['user']);
  expect(bodyOf(asked[0]!).stop).toBeUndefined();
  expect(asked[0]!.draw).toMatch(/^sample-0(\/seed|$)/);
});

test('reasoning in the markers of the subject’s family is told apart', async () => {
  const { ask } = subjectThat(['[THINK]Hm.[/THINK]In room 4.'], { thinking: magistral });
  expect(await respondBy('vanilla', ask)).toMatchObject({ answer: 'In room 4.', reasoning: 'Hm.' });
});

test('without a budget nothing is closed: reasoning that was cut off leaves no answer', async () => {
  const { ask, asked } = subjectThat([{ ...split('Hm'), finish: 'length' }]);
  expect(await respondBy('vanilla', ask)).toMatchObject({ answer: null, reasoning: 'Hm', finish: 'length' });
  expect(asked).toHaveLength(1);
});

test('an instruct model that is cut off by a budget is judged on what is there', async () => {
  const { ask, asked } = subjectThat([cut('In room')], { kind: 'instruct', thinking: undefined });
  const said = await respondBy('vanilla', ask, { tokens: 20 });
  expect(said).toMatchObject({ answer: 'In room', finish: 'length' });
  expect(asked).toHaveLength(1);
});

test('it has a turn continued only for a reasoning model within a budget', () => {
  const continues = (tokens: number | undefined, kind: 'reasoning' | 'instruct') =>
    vanilla.continues(deliberationOptions({ tokens }), kind);
  expect([
    continues(100, 'reasoning'),
    continues(undefined, 'reasoning'),
    continues(100, 'instruct'),
  ]).toEqual([true, false, false]);
  const { subject, outputTokens } = vanilla.forecast(deliberationOptions({ tokens: 100 }), 'reasoning');
  expect([subject, outputTokens]).toEqual([2, 100]);
});
