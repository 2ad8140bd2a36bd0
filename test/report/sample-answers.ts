import { keyedRandom } from '../../src/core/random.ts';
import { align3Steps } from '../../src/report/data.ts';
import type { ReportAnswers, ReportDeliberation, ReportRow } from '../../src/report/index.ts';
import { meanEstimate } from '../../src/stats/mean-estimate.ts';

/** What a label of the samples is made of. */
export function deliberationOf(label: string): ReportDeliberation {
  const [method, budget] = label.split('-within-');
  const [first, ...rest] = method!.split('-');
  const isAlign3 = first === 'align3';
  const named = align3Steps.filter((step) => rest.includes(step));
  const steps = rest.includes('none') ? [] : named.length === 0 ? align3Steps : named;
  return {
    name: isAlign3 ? 'align3' : method!,
    steps: isAlign3 ? steps : null,
    form: isAlign3 ? (rest.includes('turns') ? 'turns' : 'trace') : null,
    budget: budget === undefined ? null : Number(budget),
  };
}

/** What the rows of a sample come to. */
export function answersOf(rows: readonly ReportRow[]): ReportAnswers {
  const stated = rows.flatMap(({ item, scenario, usage }) =>
    usage === null ? [] : [{ item, scenario, usage }],
  );
  const meanOf = (of: 'inputTokens' | 'outputTokens') =>
    meanEstimate(
      stated.map(({ item, scenario, usage }) => ({ item, scenario, value: usage[of] })),
      { seed: 0, confidence: 0.95, resamples: 200 },
    );
  const [input, output] = [meanOf('inputTokens'), meanOf('outputTokens')];
  return {
    asked: rows.length,
    without: rows.filter(({ response }) => response === null).length,
    cut: rows.filter(
      ({ steps, finish }) => steps.some(({ cut }) => cut) || (steps.length === 0 && finish === 'length'),
    ).length,
    stated: stated.length,
    tokens: input === null || output === null ? null : { input, output },
  };
}

/** Tokens of a row, around a mean. */
export const usageAround = (mean: number, ...key: readonly (string | number)[]): ReportRow['usage'] => ({
  inputTokens: 900,
  outputTokens: Math.round(mean * (0.5 + keyedRandom('usage', ...key).float())),
});
