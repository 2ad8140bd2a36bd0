import { expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.ts';
import { part, row } from './read-page.ts';
import { several } from './several.ts';

const data = { ...several({ models: 2, rows: 24, scenarios: ['travel'] }), attack: null };

test('a remark on corrected scores stands with its model, and once where it is of all', async () => {
  const [one, other] = data.corrected;
  const page = await renderReport({
    ...data,
    corrected: [
      { ...one!, remarks: ['labels are pooled', 'SAR: 3 items unscored'] },
      { ...other!, remarks: ['labels are pooled'] },
    ],
  });
  const people = part(page, 'people');
  expect(people).toContain(`${one!.models[0]}: SAR: 3 items unscored`);
  expect(people.split('labels are pooled')).toHaveLength(2);
});

test('pooled labels are told as those of all models, and not as a part of the items of one', async () => {
  const [one] = data.corrected;
  const name = one!.models[0]!;
  const page = await renderReport({
    ...data,
    corrected: [{ ...one!, pooled: true, labels: 900, items: 300 }],
  });
  const cells = row(part(page, 'people'), 'Scores of judge, of labels', `${name} (pooled)`);
  expect(cells).toContain('900 of all models');
  const drawing = /<figure[\s\S]*?<\/figure>/.exec(part(page, 'people'))![0];
  expect(drawing).toContain('(pooled)');
});

test('ranks that equal scores share are not put down to missing verdicts alone', async () => {
  const [one, other] = data.evaluations;
  const page = await renderReport({
    ...data,
    comparison: {
      ...data.comparison!,
      ranking: [one!, other!].map(({ name }) => ({ name, sar: 0.5, ranks: [1, 2] as const })),
    },
  });
  expect(part(page, 'leaderboard')).toContain(
    'Missing verdicts or equal scores leave the rank of 2 models open',
  );
});
