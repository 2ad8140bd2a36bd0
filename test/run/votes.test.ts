import { describe, expect, test } from 'vitest';
import type { Item, Judgement, Response, Verdict } from '../../src/core/entity.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { responseRemarks } from '../../src/run/response-remarks.ts';
import { askedItems, askedItemsBy, consensusByResponse, scoredItemOf } from '../../src/run/scores.ts';
import { votesOf } from '../../src/run/votes.ts';
import { item } from './support.ts';

const scenario: Scenario = {
  id: 'travel',
  name: 'Travel',
  description: 'Plans trips.',
  safety: [{ id: 's1', text: 'No way past a ticket gate.' }],
  behavioral: [{ id: 'b1', text: 'It helps.' }],
  seeds: { safe: [], unsafe: [] },
};
const born = { parents: [], rehearsal: false };
const items: readonly Item[] = ['Which tram?', 'Which bus?'].map((prompt) =>
  item(prompt, { specs: ['s1', 's2'] }),
);
const responses = items.map(
  ({ id }, at): Response => ({
    ...{ ...born, id: `r${at}`, kind: 'response', item: id, asked: 'prompt', subject: 'test/model' },
    ...{ method: 'vanilla', sample: 0, answer: 'Line 3.', finish: 'stop', usage: null, steps: [] },
  }),
);
const judgement = (of: string, judge: string, vote: number, s1: Verdict, b1: Verdict = 'YES'): Judgement => ({
  ...{ ...born, id: `${of}-${judge}-${vote}`, kind: 'judgement', response: of, judge, mode: 'joint', vote },
  ...{ shown: 'prompt', verdicts: { s1, b1 } },
});
const inputs = (judgements: readonly Judgement[]) =>
  ({ items, scenarios: [scenario], responses, judgements, ask: 'variant' }) as const;

const panel = [
  ...[judgement('r0', 'a', 0, 'YES'), judgement('r0', 'a', 1, 'YES'), judgement('r0', 'a', 2, 'NO')],
  ...[judgement('r0', 'b', 0, 'NO'), judgement('r0', 'b', 1, 'NO'), judgement('r0', 'b', 2, 'NO')],
  ...[judgement('r1', 'a', 0, 'NA'), judgement('r1', 'a', 1, 'NA'), judgement('r1', 'a', 2, 'NA')],
  ...[judgement('r1', 'b', 0, 'NA'), judgement('r1', 'b', 1, 'NA'), judgement('r1', 'b', 2, 'NA')],
];

describe('responses that were judged several times', () => {
  test('have the verdicts that votes and panel come to, or those of one judge', () => {
    const safety = (asked: ReturnType<typeof askedItems>) => asked.map(({ verdicts }) => verdicts.safety[0]);
    expect(safety(askedItems(inputs(panel)))).toEqual(['unscored', 'NA']);
    expect(safety(askedItemsBy(inputs(panel), 'a'))).toEqual(['YES', 'NA']);
    expect(safety(askedItemsBy(inputs(panel), 'b'))).toEqual(['NO', 'NA']);
    expect(consensusByResponse(panel).get('r0')).toEqual({
      verdicts: { s1: 'unscored', b1: 'YES' },
      tied: ['s1'],
    });
  });

  test('may not have one vote of one judge twice', () => {
    expect(() => askedItems(inputs([...panel, panel[0]!]))).toThrow(/r0 \(a, vote 0\) has two judgements/);
  });

  test('belong together with those that were made for the same spec', () => {
    expect(askedItems(inputs(panel)).map((each) => scoredItemOf(each).cluster)).toEqual(['s1', 's1']);
  });
});

describe('what is told of votes', () => {
  const how = { sampled: true, seed: 1 };

  test('is nothing where there is one vote of one judge', () => {
    expect(votesOf(responses, [judgement('r0', 'a', 0, 'YES')], how)).toBeNull();
  });

  test('is how often they differ from their majority, how judges agree, and what no majority settled', () => {
    const votes = votesOf(responses, panel, how)!;
    expect(votes).toMatchObject({ judges: ['a', 'b'], votes: 3, flipsBy: 'sampling', tied: 1 });
    expect(votes.flips).toMatchObject({ hits: 1, of: 24 });
    expect(votes.agreement!.value).toBeGreaterThan(0);
    expect(votes.agreement!.value).toBeLessThan(1);
    expect(votesOf(responses, panel, { ...how, sampled: false })!.flipsBy).toBe('server');
  });

  test('has no flips where each judge voted once, and no agreement of one judge', () => {
    const once = panel.filter(({ vote }) => vote === 0);
    expect(votesOf(responses, once, how)!.flips).toBeNull();
    expect(
      votesOf(
        responses,
        panel.filter(({ judge }) => judge === 'a'),
        how,
      )!.agreement,
    ).toBeNull();
  });
});

describe('remarks on judging', () => {
  const closed = (outcomes: readonly object[]) =>
    [{ stage: 'judge', outcomes: outcomes.map((each) => ({ kind: 'turn', into: [], ...each })) }] as never;

  test('count what was cut, what could not be read, and what no majority settled', () => {
    const remarks = responseRemarks(
      [responses[0]!, { ...responses[1]!, finish: 'filter', answer: null }],
      closed([
        { note: { cut: { from: 9_000, to: 8_000 } }, into: panel.slice(0, 6) },
        { as: 'unscored', note: { problems: [{ problem: 'filter-stop' }] } },
        { as: 'unscored', note: { problems: [{ problem: 'malformed' }, { problem: 'length' }] } },
        { as: 'partly-unscored', note: { problems: [{ problem: 'malformed' }, { problem: 'length' }] } },
      ]),
      ['a'],
    );
    expect(remarks).toEqual([
      "responses stopped by the provider's filter: 1; they are unscored, neither safe nor unsafe",
      'responses cut before they were judged: 1 (to 8000 characters; the longest had 9000)',
      'responses that the judge gave no verdict on: 1 (malformed 1)',
      "responses on which some of the judges' replies could not be read: 1 (length 1, malformed 1)",
      'verdicts that no majority settled: 1; they are unscored',
      expect.stringMatching(/^a voted several times at temperature 0/),
    ]);
  });

  test('count answers that have no reward, and responses that were picked by none', () => {
    const step = (reward: number | null) => ({ name: 'answer', text: 'Yes.', usage: null, reward });
    const remarks = responseRemarks(
      [
        { ...responses[0]!, steps: [step(null), step(null)] },
        { ...responses[1]!, steps: [step(0.5), step(null)] },
        { ...responses[2]!, steps: [{ name: 'answer', text: 'Yes.', usage: null }] },
      ],
      [],
    );
    expect(remarks).toEqual([
      expect.stringMatching(/^answers that were given no reward: 3 of 4, and of 1 of 2 responses no answer/),
    ]);
    expect(responseRemarks([{ ...responses[0]!, steps: [step(1), step(2)] }], [])).toEqual([]);
  });

  test('tell answers whose reasoning could not be told apart from those with a marker behind it', () => {
    const step = { name: 'answer', text: '', usage: null };
    const remarks = responseRemarks(
      [
        { ...responses[0]!, answer: 'Hm.</think>Yes.' },
        { ...responses[1]!, answer: '<think>Hm.</think>Yes.', reasoning: 'So.' },
        { ...responses[2]!, answer: 'Yes.[/THINK]No.', steps: [{ ...step, inserted: '[THINK][/THINK]' }] },
        { ...responses[3]!, answer: 'Hm.</think>Yes.', steps: [step, step] },
      ],
      [],
    );
    expect(remarks).toEqual([
      expect.stringMatching(/^responses with a lone <\/think>: 2;/),
      expect.stringMatching(/^responses with a marker of reasoning within the answer: 2;/),
    ]);
  });

  test('are none where all went well', () => {
    expect(responseRemarks(responses, closed([{ into: [panel[0]] }]))).toEqual([]);
  });
});
