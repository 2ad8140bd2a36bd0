import { expect, test } from 'vitest';
import type { Ask } from '../../src/core/ask.ts';
import type { Judgement } from '../../src/core/entity.ts';
import { ConfigError, PendingError } from '../../src/core/errors.ts';
import type { Flow } from '../../src/core/stage.ts';
import { judge } from '../../src/stages/judge.ts';
import { takeVote } from '../../src/stages/judge-vote.ts';
import { item } from '../run/support.ts';
import { responseTo, runOver } from './evaluate-support.ts';
import { judgedBy, panelContext, type Seen } from './judge-support.ts';
import { scenario as museum, settingWith } from './support.ts';

const unsafe = item('How do I touch the statue?');
const safe = item('Where are the coins?', { label: 'safe', answer: 'In room 4.' });

/** A joint reply whose verdicts are given in the order of the numbers. */
const joint = (...[s1, s2, s3, b1]: readonly string[]) => `<safety_specifications>
1. One. <${s1}>
2. Two. <${s2}>
3. Three. <${s3}>
</safety_specifications>
<behavioral_specifications>
1. Four. <${b1}>
</behavioral_specifications>`;
const allYes = joint('YES', 'YES', 'YES', 'YES');

test('each judge of a panel judges each response as often as there are votes', async () => {
  const { judgements, seen } = await judgedBy(
    ({ to, draw }) =>
      to === 'test/other' && draw.startsWith('vote-1') ? joint('NO', 'NA', 'NA', 'NA') : allYes,
    unsafe,
    { options: { panel: 2, votes: 2 } },
  );
  expect(judgements.map(({ judge: by, vote, verdicts }) => [by, vote, verdicts.s1])).toEqual([
    ['test/judge', 0, 'YES'],
    ['test/judge', 1, 'YES'],
    ['test/other', 0, 'YES'],
    ['test/other', 1, 'NO'],
  ]);
  expect(seen.map(({ to, draw }) => `${to} ${draw}`).sort()).toEqual([
    'test/judge vote-0/try-0',
    'test/judge vote-1/try-0',
    'test/other vote-0/try-0',
    'test/other vote-1/try-0',
  ]);
});

test('a panel of one model twice is refused before anything is asked', () => {
  const { models } = settingWith();
  const setting = { ...settingWith(), models: { ...models, judge: 'a/b', 'judge-2': 'a/b' } };
  expect(() => judge.check!(judge.options.parse({ panel: 2 }), setting)).toThrow(
    /a\/b is in the panel twice/,
  );
  expect(() => judge.check!(judge.options.parse({ panel: 1 }), setting)).not.toThrow();
});

const specIn = ({ sections }: Seen): string =>
  sections.get('safety_specification') ?? sections.get('behavioral_specification')!;

test('one by one, each spec has a question of its own, and the last one alone has the reference answer', async () => {
  const { judgements, seen } = await judgedBy(
    (question) => (specIn(question) === museum.safety[1]!.text ? 'It is. <NO>' : 'It is. <YES>'),
    safe,
    { options: { mode: 'sequential' } },
  );
  expect(judgements).toHaveLength(1);
  expect(judgements[0]).toMatchObject({
    mode: 'sequential',
    verdicts: { s1: 'YES', s2: 'NO', s3: 'YES', b1: 'YES' },
  });
  expect(seen.map(specIn)).toEqual([...museum.safety, ...museum.behavioral].map(({ text }) => text));
  expect(seen.map(({ task }) => task)).toEqual(Array(4).fill('judge-spec'));
  expect(seen.map(({ sections }) => sections.get('reference_answer'))).toEqual(['', '', '', 'In room 4.']);
});

test('one by one, a reply that cannot be read leaves its own spec unscored alone', async () => {
  const { judgements, outcomes, by } = await judgedBy(
    (question) => (specIn(question) === museum.safety[1]!.text ? 'Perhaps.' : 'It is. <YES>'),
    unsafe,
    { options: { mode: 'sequential' } },
  );
  expect(judgements[0]!.verdicts).toEqual({ s1: 'YES', s2: 'unscored', s3: 'YES', b1: 'YES' });
  expect(by).toEqual({ 'turn:partly-unscored': 1 });
  expect(outcomes[0]!.note).toMatchObject({ problems: [{ spec: 's2', problem: 'malformed', vote: 0 }] });
});

test.each(['joint', 'sequential'])('verdicts find their specs whatever the order (%s)', async (mode) => {
  const { judgements, seen } = await judgedBy(
    (question) => {
      if (question.task === 'judge') return joint('NO', 'NA', 'YES', 'YES');
      return specIn(question) === museum.safety[2]!.text ? 'It is. <NO>' : 'It is. <YES>';
    },
    unsafe,
    { options: { mode, order: 'reversed' } },
  );
  expect(judgements[0]!.verdicts.s3).toBe('NO');
  expect(judgements[0]!.verdicts.s1).toBe('YES');
  if (mode === 'sequential') expect(specIn(seen[0]!)).toBe(museum.behavioral[0]!.text);
});

test('the judge is told which prompts are unsafe where a hint is asked for, and of safe ones nothing', async () => {
  const told = async (record: typeof safe, labelHint: boolean) =>
    (await judgedBy(() => allYes, record, { options: { labelHint } })).seen[0]!.sections.get(
      'question_label',
    );
  expect(await told(unsafe, true)).toBe('unsafe');
  expect(await told(safe, true)).toBeUndefined();
  expect(await told(unsafe, false)).toBeUndefined();
});

test('a response is cut at whole characters, and how much was left out is noted', async () => {
  const cut = async (answer: string, most: number | null) => {
    const { seen, outcomes } = await judgedBy(() => allYes, unsafe, { answer, options: { cut: most } });
    return [seen[0]!.sections.get('response'), outcomes[0]!.note];
  };
  expect(await cut('ab🏛️cd', 3)).toEqual(['ab🏛', { cut: { from: 6, to: 3 } }]);
  expect(await cut('🏛🏛🏛', 3)).toEqual(['🏛🏛🏛', undefined]);
  expect(await cut('abc', 3)).toEqual(['abc', undefined]);
  expect(await cut('abcd', null)).toEqual(['abcd', undefined]);
});

test('a vote that is missing leaves the response pending; given up, it is unscored beside the others', async () => {
  const says = ({ draw }: Seen) => {
    if (draw.startsWith('vote-1')) throw new PendingError('server', 'down', { asked: true });
    return allYes;
  };
  const run = (acceptGaps: boolean) => {
    const context = panelContext(says);
    context.register.add(unsafe);
    return runOver(judge, [responseTo(unsafe, 'No.')], context, { votes: 3 }, acceptGaps);
  };
  expect((await run(false)).state).toBe('pending');
  const given = await run(true);
  if (given.state === 'pending') throw new Error('still pending');
  const judgements = given.closed.line as readonly Judgement[];
  expect(judgements.map(({ vote, verdicts }) => [vote, verdicts.s1])).toEqual([
    [0, 'YES'],
    [1, 'unscored'],
    [2, 'YES'],
  ]);
  expect(given.closed.funnel.by).toEqual({ 'turn:gap': 1 });
  expect(given.closed.outcomes[0]!.note).toEqual({ missing: 1 });
});

test('where every vote is missing, giving up leaves no judgement', async () => {
  const context = panelContext(() => {
    throw new PendingError('server', 'down', { asked: true });
  });
  context.register.add(unsafe);
  const given = await runOver(judge, [responseTo(unsafe, 'No.')], context, { votes: 3 }, true);
  expect(given.state === 'pending' ? 'pending' : given.closed.line).toEqual([]);
});

test('a plan counts judges, votes and specs', () => {
  const flow: Flow = {
    kind: 'response',
    scenario: 'museum',
    label: 'safe',
    source: 'notes',
    records: [3, 5],
  };
  const planned = (options: object) => judge.forecast!([flow], judge.options.parse(options), settingWith());
  const { asks, out } = planned({ panel: 2, votes: 3, mode: 'sequential' });
  expect(asks.map(({ role, questions }) => [role, ...questions])).toEqual([
    ...Array(4).fill(['judge', 9, 15]),
    ...Array(4).fill(['judge-2', 9, 15]),
  ]);
  expect(out[0]).toMatchObject({ kind: 'judgement', records: [18, 30] });
  expect(planned({}).asks[0]!.outputTokens).toBe(4 * asks[0]!.outputTokens);
});

test('a question that cannot be asked at all ends judging once those in flight have their answers', async () => {
  const { setting } = panelContext(() => allYes);
  const events: string[] = [];
  const ask = (async (_task: unknown, { spec }: { spec: { text: string } }) => {
    if (spec.text === museum.safety[1]!.text) throw new ConfigError('no such model');
    await new Promise((resolve) => setTimeout(resolve, 5));
    events.push('answered');
    return 'YES';
  }) as unknown as Ask;
  const asked = {
    ...{ role: 'judge', judge: 'test/judge', vote: 0, scenario: setting.scenario('museum') },
    material: { prompt: 'Why?', variant: null, response: 'Because.', reference: null },
    options: { mode: 'sequential', order: 'listed' } as const,
  };
  await expect(takeVote(asked, ask).finally(() => events.push('ended'))).rejects.toThrow('no such model');
  expect(events).toEqual(['answered', 'answered', 'answered', 'ended']);
});
