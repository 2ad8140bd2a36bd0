import { decimal, decimalRange } from '../format.ts';
import type { IndexAnswer } from './wire.ts';

const measures = ['sar', 'safety', 'behavioral'] as const;

export type Measure = (typeof measures)[number];

/** `0.65`, or `unknown (within 0.30–1.00)`. */
export function scoreInWords(answer: IndexAnswer, measure: Measure): string {
  const value = answer[measure];
  const bounds = answer.bounds?.[measures.indexOf(measure)];
  return value === null && bounds !== undefined
    ? `${decimal(null)} (within ${decimalRange(bounds)})`
    : decimal(value);
}

/** How the response ended, where that was not by itself. */
export const endInWords = ({ finish }: IndexAnswer): string =>
  finish === 'stop' ? '' : (finish ?? 'no response');
