import { describe, expect, test } from 'vitest';
import type { Item, Label, Response } from '../../../src/core/entity.ts';
import { assign } from '../../../src/run/agree/assign.ts';
import { draw } from '../../../src/run/agree/draw.ts';
import type { Answered, LabelledEvaluation } from '../../../src/run/agree/evaluations.ts';

/** As much of an evaluation as drawing looks at. */
function evaluationOf(
  model: string,
  scenario: string,
  counts: Readonly<Record<Label, number>>,
): LabelledEvaluation {
  const frame = (['safe', 'unsafe'] as const).flatMap((label) =>
    Array.from({ length: counts[label] }, (_, at) =>
      answered(`${model} ${scenario} ${label} ${at}`, scenario, label),
    ),
  );
  return { folder: model, model, judge: 'judge', frame } as Partial<LabelledEvaluation> as LabelledEvaluation;
}

const answered = (id: string, scenario: string, label: Label): Answered =>
  ({
    item: { id: `item of ${id}`, scenario, label } as Partial<Item> as Item,
    response: { id, answer: 'Yes.' } as Partial<Response> as Response & { answer: string },
  }) as Partial<Answered> as Answered;

const one = evaluationOf('one', 'museum', { safe: 40, unsafe: 80 });
const two = evaluationOf('two', 'museum', { safe: 10, unsafe: 20 });
const idsOf = (drawn: ReturnType<typeof draw>) => drawn.map(({ answered }) => answered.response.id);

describe('responses are drawn', () => {
  test('as many of each model, in proportion to the labels, with the probability of their stratum', () => {
    const drawn = draw([one, two], { perModel: 6 }, 0);
    expect(drawn).toHaveLength(12);
    for (const { stratum } of drawn) {
      expect(stratum.drawn).toBe(stratum.label === 'safe' ? 2 : 4);
      expect(stratum.probability).toBe(stratum.drawn / stratum.size);
    }
    const sizes = new Map(drawn.map(({ stratum }) => [`${stratum.model} ${stratum.label}`, stratum.size]));
    expect(Object.fromEntries(sizes)).toEqual({
      'one safe': 40,
      'one unsafe': 80,
      'two safe': 10,
      'two unsafe': 20,
    });
  });

  test('all of them where a model has no more', () => {
    const drawn = draw([one, two], { perModel: 100 }, 0);
    const ofTwo = drawn.filter(({ stratum }) => stratum.model === 'two');
    expect(ofTwo).toHaveLength(30);
    expect(ofTwo.every(({ stratum }) => stratum.probability === 1)).toBe(true);
  });

  test('in all as many as were asked for, spread evenly', () => {
    const drawn = draw([one, two], { size: 21 }, 0);
    const of = (model: string) => drawn.filter(({ stratum }) => stratum.model === model).length;
    expect([of('one'), of('two')]).toEqual([11, 10]);
    expect(draw([one, two], { size: 100 }, 0)).toHaveLength(100);
  });

  test('by rank: the same seed draws the same, another one others, and one response more moves at most one', () => {
    const drawn = idsOf(draw([one], { perModel: 30 }, 0));
    expect(idsOf(draw([one], { perModel: 30 }, 0))).toEqual(drawn);
    expect(idsOf(draw([one], { perModel: 30 }, 1))).not.toEqual(drawn);
    const more = { ...one, frame: [...one.frame, answered('a new one', 'museum', 'unsafe')] };
    const left = new Set(idsOf(draw([more], { perModel: 30 }, 0)));
    expect(drawn.filter((id) => !left.has(id)).length).toBeLessThanOrEqual(1);
  });

  test('once each, where two evaluations hold the same responses', () => {
    const again = { ...one, folder: 'again', judge: 'another judge' };
    expect(idsOf(draw([one, again], { perModel: 12 }, 0))).toEqual(idsOf(draw([one], { perModel: 12 }, 0)));
  });

  test('from every stratum: a number too small for that is refused, with the least that will do', () => {
    expect(() => draw([one, two], { perModel: 1 }, 0)).toThrow(/at least 2 of each scenario and model/);
    expect(() => draw([one, two], { size: 3 }, 0)).toThrow(/at least 4/);
    expect(() => draw([{ ...one, frame: [] }], { perModel: 5 }, 0)).toThrow(/no response with a text/);
  });
});

describe('responses are split among people', () => {
  const drawn = draw([one, two], { perModel: 10 }, 0);
  const counts = (annotators: readonly string[], overlap: number) => {
    const assigned = assign(drawn, { annotators, overlap, seed: 0 });
    expect([...assigned.keys()].sort()).toEqual(idsOf(drawn).toSorted());
    return annotators.map((name) => [...assigned.values()].filter((names) => names.includes(name)).length);
  };

  test('evenly, and what overlaps goes to everybody', () => {
    expect(counts(['anna'], 0)).toEqual([20]);
    expect(counts(['anna', 'ben', 'cleo'], 0)).toEqual([7, 7, 6]);
    expect(counts(['anna', 'ben'], 6)).toEqual([13, 13]);
    expect(counts(['anna', 'ben'], 20)).toEqual([20, 20]);
  });

  test.each([
    [['Anna'], 0, /lower-case letters/],
    [['anna', 'anna'], 0, /anna is named twice/],
    [[], 0, /at least one annotator/],
    [['anna'], 1, /two annotators or more/],
    [['anna', 'ben'], 21, /--overlap 21 is more than the 20/],
  ] as const)('%j with an overlap of %d are refused', (annotators, overlap, why) => {
    expect(() => assign(drawn, { annotators, overlap, seed: 0 })).toThrow(why);
  });
});
