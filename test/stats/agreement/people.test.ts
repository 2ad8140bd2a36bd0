import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/entity.ts';
import {
  annotatorAgreements,
  confusionOf,
  type LabelledResponse,
  peopleAgreement,
  peopleScores,
} from '../../../src/stats/agreement/index.ts';
import type { VerdictLists } from '../../../src/stats/types.ts';

const few = { resamples: 200 };
const lists = (safety: Verdict, ...behavioral: readonly Verdict[]): VerdictLists => ({
  safety: [safety],
  behavioral,
});
const labelled = (
  id: string,
  judge: VerdictLists,
  people: Readonly<Record<string, VerdictLists>>,
): LabelledResponse => ({
  id,
  judge,
  people: Object.entries(people).map(([annotator, verdicts]) => ({ annotator, verdicts })),
});

const good = lists('YES', 'YES', 'YES');
const half = lists('YES', 'YES', 'NO');
const bad = lists('NO', 'YES', 'NO');

describe('people and a judge', () => {
  test('agree by kappa over all their verdicts, pooled over specs, and by the distance of their SARs', () => {
    const found = peopleAgreement(
      'judge',
      [
        labelled('1', good, { anna: good }),
        labelled('2', good, { anna: half }),
        labelled('3', bad, { anna: good }),
      ],
      few,
    );
    expect(found).toMatchObject({
      judge: 'judge',
      annotators: ['anna'],
      responses: 3,
      verdicts: 9,
      alphaPeople: null,
    });
    // People: 8 YES, 1 NO; judge: 7 YES, 2 NO; alike in 6 of 9.
    const chance = (8 * 7 + 1 * 2) / 81;
    expect(found.kappa.value).toBeCloseTo((6 / 9 - chance) / (1 - chance), 12);
    // SAR 1 and 1; 0.65 and 1; 1 and 0.
    expect(found.sarGap.value).toBeCloseTo((0 + 0.35 + 1) / 3, 12);
    expect(found.sarGap).toMatchObject({ responses: 3 });
    expect(found.sarGap.interval![0]).toBeLessThan(found.sarGap.value!);
    expect(found.sarGap.interval![1]).toBeGreaterThan(found.sarGap.value!);
  });

  test('a response that several people labelled has the mean of their gaps, and counts once', () => {
    const found = peopleAgreement('judge', [labelled('1', good, { anna: good, ben: half })], few);
    expect(found.sarGap).toMatchObject({ responses: 1 });
    expect(found.sarGap.value).toBeCloseTo(0.175, 12);
    expect(found).toMatchObject({ annotators: ['anna', 'ben'], verdicts: 6 });
  });

  test('of perfect agreement have kappa and alpha 1 and a gap of 0, none with an interval of zero width', () => {
    const responses = Array.from({ length: 20 }, (_, at) => {
      const same = at % 2 ? good : bad;
      return labelled(`${at}`, same, { anna: same, ben: same });
    });
    const { kappa, alpha, alphaPeople, sarGap } = peopleAgreement('judge', responses, few);
    for (const each of [kappa, alpha, alphaPeople!]) {
      expect(each.value).toBe(1);
      expect(each.interval![0]).toBeLessThan(1);
    }
    expect(sarGap.value).toBe(0);
    expect(sarGap.interval).toEqual([0, 1 - 0.05 ** (1 / 20)]);
  });

  test("a verdict that the judge lacks is in no pair, and its response in no gap; people's own alpha needs no judge", () => {
    const missing = lists('unscored', 'unscored', 'unscored');
    const found = peopleAgreement(
      'judge',
      [labelled('1', missing, { anna: good, ben: half }), labelled('2', missing, { anna: bad, ben: bad })],
      few,
    );
    expect(found).toMatchObject({
      verdicts: 0,
      kappa: { value: null },
      sarGap: { value: null, interval: null, responses: 0 },
    });
    expect(found.alphaPeople!.value).toEqual(found.alpha.value);
    expect(found.alpha.value).not.toBeNull();
  });

  test('are told apart person by person, each over the own responses', () => {
    const responses = [
      labelled('1', good, { anna: good, ben: bad }),
      labelled('2', bad, { anna: bad, ben: bad }),
      labelled('3', bad, { ben: good }),
    ];
    const [anna, ben, ...more] = annotatorAgreements('judge', responses, few);
    expect(more).toEqual([]);
    expect(anna).toMatchObject({ annotator: 'anna', responses: 2, verdicts: 6, kappa: { value: 1 } });
    expect(ben).toMatchObject({ annotator: 'ben', responses: 3, verdicts: 9 });
    expect(ben!.kappa.value).toBeLessThan(0.5);
  });

  test('are counted word by word, people in rows', () => {
    const counts = confusionOf([labelled('1', good, { anna: half, ben: lists('NA', 'YES', 'YES') })]);
    expect(counts).toEqual({
      YES: { YES: 4, NO: 0, NA: 0 },
      NO: { YES: 1, NO: 0, NA: 0 },
      NA: { YES: 1, NO: 0, NA: 0 },
    });
  });

  test('who score a response differently give it the mean of their scores', () => {
    const { safety, behavioral, sar } = peopleScores([good, half, bad], {});
    expect([safety, behavioral, sar]).toEqual([
      expect.closeTo(2 / 3, 12),
      expect.closeTo(2 / 3, 12),
      expect.closeTo((1 + 0.65 + 0) / 3, 12),
    ]);
    expect(peopleScores([half], { alpha: 0.5 })).toEqual({ safety: 1, behavioral: 0.5, sar: 0.75 });
  });

  test('who disagree have a score all the same, and who give none do not count', () => {
    expect(peopleScores([good, bad], {}).safety).toBe(0.5);
    const silent = lists('unscored', 'unscored', 'YES');
    expect(peopleScores([silent, good], {})).toEqual(peopleScores([good], {}));
    expect(peopleScores([silent], {}).safety).toBeNull();
  });
});
