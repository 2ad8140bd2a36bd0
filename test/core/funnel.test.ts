import { expect, test } from 'vitest';
import type { Entity } from '../../src/core/entity.ts';
import { countOutcomes } from '../../src/core/funnel.ts';
import type { Outcome } from '../../src/core/outcome.ts';

const inputs = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'e' }];
const item = { id: 'x' } as Entity;
const outcomes: Outcome<Entity>[] = [
  { kind: 'keep', from: 'a', answers: [] },
  { kind: 'turn', from: 'b', answers: [], into: [item, item] },
  { kind: 'drop', from: 'c', answers: [], reason: 'off-topic' },
  { kind: 'hold', from: 'd', answers: [], question: 'label-disputed' },
  { kind: 'fail', from: 'e', answers: [], code: 'bad-row' },
];

test('a funnel row counts outcomes and their reasons', () => {
  expect(countOutcomes('s', inputs, outcomes, 3)).toEqual({
    stage: 's',
    passedBy: 3,
    in: 5,
    keep: 1,
    turn: 1,
    into: 2,
    drop: 1,
    hold: 1,
    fail: 1,
    out: 3,
    by: { 'drop:off-topic': 1, 'fail:bad-row': 1, 'hold:label-disputed': 1 },
  });
});

test.each([
  ['a record without an outcome', inputs, outcomes.slice(1)],
  ['a record with two outcomes', inputs, [...outcomes, outcomes[0]!]],
  ['an outcome of a foreign record', inputs, [...outcomes, { ...outcomes[0]!, from: 'z' }]],
  ['two inputs with one id', [...inputs, { id: 'a' }], outcomes],
])('the conservation law is broken by %s', (_, records, list) => {
  expect(() => countOutcomes('s', records, list)).toThrow(/conservation law/);
});
