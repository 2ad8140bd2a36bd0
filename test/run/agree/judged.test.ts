import { describe, expect, test } from 'vitest';
import type { Judgement, Verdict } from '../../../src/core/entity.ts';
import type { Answered, Evaluations, LabelledEvaluation } from '../../../src/run/agree/evaluations.ts';
import { judgedBy, labelledResponses } from '../../../src/run/agree/judged.ts';

const scenario = { id: 'museum', safety: [{ id: 's1', text: 'S.' }], behavioral: [{ id: 'b1', text: 'B.' }] };
const scoring = { alpha: 0.3, na: 'exclude', empty: 'zero' } as const;

const judgement = (judge: string, s1: Verdict): Judgement =>
  ({ judge, response: 'r', vote: 0, verdicts: { s1, b1: 'YES' } }) as Partial<Judgement> as Judgement;

/** As much of an evaluation of one response as is looked at. */
const evaluationBy = (
  judge: string,
  judgements: readonly Judgement[],
  more: Partial<LabelledEvaluation> = {},
): LabelledEvaluation =>
  ({
    folder: judge,
    model: 'one',
    judge,
    scoring,
    evaluation: { judgements },
    frame: [{ item: { scenario: 'museum' }, response: { id: 'r' } } as Partial<Answered> as Answered],
    ...more,
  }) as Partial<LabelledEvaluation> as LabelledEvaluation;

const read = (...evaluations: readonly LabelledEvaluation[]): Evaluations =>
  ({ dataset: { scenarios: [{ scenario }] }, evaluations }) as unknown as Evaluations;

const panel = evaluationBy('local/a, local/b, local/c', [
  judgement('local/a', 'YES'),
  judgement('local/b', 'NO'),
  judgement('local/c', 'NO'),
]);
const safetyOf = (judged: ReturnType<typeof judgedBy>) =>
  judged.map(({ judge, evaluations }) => [judge, evaluations[0]!.responses[0]!.verdicts.safety[0]]);

describe('what judges found', () => {
  test('is, of a panel, what it comes to and what each of its judges says', () => {
    expect(safetyOf(judgedBy(read(panel)))).toEqual([
      ['local/a, local/b, local/c', 'NO'],
      ['local/a', 'YES'],
      ['local/b', 'NO'],
      ['local/c', 'NO'],
    ]);
  });

  test('is told once of a judge that judged alone elsewhere, too', () => {
    const alone = evaluationBy('local/a', [judgement('local/a', 'NA')]);
    const names = judgedBy(read(panel, alone)).map(({ judge }) => judge);
    expect(names).toEqual(['local/a', 'local/a, local/b, local/c', 'local/b', 'local/c']);
  });

  test('is unscored where a response was not judged', () => {
    expect(safetyOf(judgedBy(read(evaluationBy('local/a', []))))).toEqual([['local/a', 'unscored']]);
  });

  test('is not put together where evaluations of one judge were scored by different settings', () => {
    const other = evaluationBy('local/a', [], {
      folder: 'other',
      model: 'two',
      scoring: { ...scoring, alpha: 0.5 },
    });
    expect(() => judgedBy(read(evaluationBy('local/a', []), other))).toThrow(
      /local\/a and other were scored by different settings; make them alike with specloom score/,
    );
  });

  test('is set against what people said of the same response', () => {
    const [judged] = judgedBy(read(evaluationBy('local/a', [judgement('local/a', 'NO')])));
    const label = { annotator: 'anna', id: 'r', verdicts: { s1: 'YES', b1: 'NA' } } as const;
    expect(labelledResponses(judged!, new Map([['r', [label]]]), read(panel))).toEqual([
      {
        id: 'r',
        people: [{ annotator: 'anna', verdicts: { safety: ['YES'], behavioral: ['NA'] } }],
        judge: { safety: ['NO'], behavioral: ['YES'] },
      },
    ]);
    expect(labelledResponses(judged!, new Map(), read(panel))).toEqual([]);
  });
});
