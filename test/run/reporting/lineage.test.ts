import { expect, test } from 'vitest';
import { lineagesOf } from '../../../src/run/reporting/lineage.ts';

const step = (at: string, ...trail: readonly (readonly [stage: string, kind: 'keep' | 'turn'])[]) => ({
  ...{ id: at, kind: 'item' as const, at, answers: [] },
  trail: trail.map(([stage, kind]) => ({ stage, kind, note: { reason: 'speaks of the museum gate' } })),
});

test('a lineage names place and stages, and nothing that a stage noted', () => {
  const chain = [
    step('travel-notes#3', ['ingest', 'turn']),
    step('travel-notes#3', ['relevance', 'keep'], ['dedup', 'keep']),
  ];
  const words = lineagesOf({ lineage: [{ id: 'one', chain }] }).get('one');
  expect(words).toBe('travel-notes#3: ingest (turned), relevance, dedup');
});

test('an item of which no stage said anything says so', () => {
  const lineage = [{ id: 'one', chain: [step('published#1')] }];
  expect(lineagesOf({ lineage }).get('one')).toBe('published#1: no stage');
});
