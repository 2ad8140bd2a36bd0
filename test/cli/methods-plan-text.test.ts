import { expect, test } from 'vitest';
import { methodsPlanText } from '../../src/cli/evaluate/methods-plan-text.ts';
import type { Range } from '../../src/core/stage.ts';

const planned = (costUsd: Range | null): string =>
  methodsPlanText({
    dataset: 'small',
    digest: '',
    plans: ['vanilla', 'align3'].map((method) => ({
      model: 'a/b',
      method,
      asks: [
        {
          ...{ stage: 'respond', role: 'subject', model: 'a/b', costUsd },
          ...{ questions: [2, 2], inputTokens: [1_200, 1_200], outputTokens: [50, 90] },
        },
      ],
      costUsd,
    })),
    costUsd,
  });

test('a plan of methods says once which price is not known, and where to state it', () => {
  expect(planned(null).match(/no price is known for a\/b; state prices: under the provider/g)).toHaveLength(
    1,
  );
  expect(planned(null)).toMatch(/^total +unknown$/m);
});

test('a plan of methods has nothing to add where all prices are known', () => {
  expect(planned([0.5, 1])).not.toContain('price');
  expect(planned([0.5, 1])).toMatch(/^a\/b +vanilla +subject +2 +1,200 +50-90 /m);
});
