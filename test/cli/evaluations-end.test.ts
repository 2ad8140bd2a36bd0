import { describe, expect, test } from 'vitest';
import { pendingLines } from '../../src/cli/asking.ts';
import { evaluationsStatus, evaluationsSummary } from '../../src/cli/evaluate/several.ts';
import type { EvaluationsDocument, ModelEvaluation } from '../../src/run/evaluations-document.ts';

describe('what several models end as', () => {
  const ended = (state: 'done' | 'stopped', more: object = {}): ModelEvaluation =>
    ({
      model: 'a/b',
      method: 'vanilla',
      failure: null,
      evaluation: { state, gaps: 0, scores: { sar: 0.5 }, ...more },
    }) as ModelEvaluation;
  const failed = (code: 'config' | 'policy'): ModelEvaluation => ({
    model: 'a/b',
    method: 'vanilla',
    evaluation: null,
    failure: { code, message: 'no' },
  });
  const of = (...evaluations: ModelEvaluation[]) =>
    evaluationsStatus({ evaluations } as unknown as EvaluationsDocument);

  test('is the worst of it', () => {
    expect(of(ended('done'), ended('done'))).toBe(0);
    expect(of(ended('done'), ended('done', { gaps: 2 }))).toBe(3);
    expect(of(ended('stopped'), ended('done', { gaps: 2 }))).toBe(4);
    expect(of(ended('stopped'), failed('config'), ended('done'))).toBe(2);
    expect(of(failed('policy'), failed('config'))).toBe(5);
  });

  test('names those that failed, and says how to go on', () => {
    const document = {
      ...{ evaluations: [failed('config')], comparison: null },
      ...{ asked: 0, stored: 0, faults: 0, costUsd: 0 },
    };
    const text = evaluationsSummary(document as unknown as EvaluationsDocument);
    expect(text).toMatch(/^a\/b: failed\n {2}no$/m);
    expect(text).toContain('1 of 1 models not done; the same command goes on with those');
  });
});

test('a replay that lacks answers is not told to be called again as it was', () => {
  const lines = (reason: string) =>
    pendingLines({ stage: 'respond', records: 2, reasons: { [reason]: 2 }, detail: 'none' }, null).join('\n');
  expect(lines('replay')).toContain('run again without --replay');
  expect(lines('server')).toContain('run the same command again');
});
