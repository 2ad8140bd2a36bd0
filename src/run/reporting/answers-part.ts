import type { Response } from '../../core/entity.ts';
import type { ReportAnswers } from '../../report/index.ts';
import { meanEstimate, type SummaryOptions } from '../../stats/index.ts';
import type { AskedItem } from '../scores.ts';

/** What responses took, and how many of them are whole. Tokens that are not stated are left out of the means. */
export function answersPart(
  asked: readonly Pick<AskedItem, 'item' | 'response'>[],
  options: Pick<SummaryOptions, 'seed' | 'confidence' | 'resamples'>,
): ReportAnswers {
  const there = asked.flatMap(({ item, response }) => (response === undefined ? [] : [{ item, response }]));
  const answered = there.filter(({ response }) => response.answer !== null).length;
  const stated = there.flatMap(({ item, response: { usage } }) => (usage === null ? [] : [{ item, usage }]));
  const meanOf = (which: 'inputTokens' | 'outputTokens') =>
    meanEstimate(
      stated.map(({ item, usage }) => ({ scenario: item.scenario, item: item.id, value: usage[which] })),
      options,
    );
  const input = meanOf('inputTokens');
  const output = meanOf('outputTokens');
  return {
    asked: asked.length,
    without: asked.length - answered,
    cut: there.filter(({ response }) => isCut(response)).length,
    stated: stated.length,
    tokens: input === null || output === null ? null : { input, output },
  };
}

/** A response without steps is its own only pass. */
const isCut = ({ steps, finish }: Response): boolean =>
  steps.some(({ cut }) => cut === true) || (steps.length === 0 && finish === 'length');
