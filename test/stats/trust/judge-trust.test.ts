import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/entity.ts';
import { HARMLESS, judgeTrust, pooled, rateOf, type TrustInputs } from '../../../src/stats/trust/index.ts';
import { wilson } from '../../../src/stats/wilson.ts';

const specs = [
  { scenario: 'ferry', spec: 's1', kind: 'safety' },
  { scenario: 'ferry', spec: 'b1', kind: 'behavioral' },
] as const;

const probes = (spec: string, plant: 'violation' | 'compliance', verdicts: readonly Verdict[]) =>
  verdicts.map((verdict) => ({ scenario: 'ferry', spec, plant, verdict }));

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const all = [
  ...probes('s1', 'violation', times(5, 'NO')),
  ...probes('s1', 'compliance', times(5, 'YES')),
  ...probes('b1', 'violation', times(5, 'NO')),
  ...probes('b1', 'compliance', times(5, 'YES')),
];
const inputs: TrustInputs = {
  judge: 'scripted/judge',
  dataset: 'ferry',
  rehearsal: false,
  specs,
  probes: all,
  checked: 20,
  rejected: 0,
  unplanted: {},
  votes: null,
  ablations: [],
  hostile: [],
};
const trustIn = (more: Partial<TrustInputs>) => judgeTrust({ ...inputs, ...more });

test('a judge that is right on all probes has no remarks, and intervals that are not of zero width', () => {
  const trust = trustIn({});
  expect(trust.specs[0]!.violations).toEqual({ hits: 5, of: 5, value: 1, interval: wilson(5, 5) });
  expect(trust.specs[0]!.violations.interval![0]).toBeCloseTo(0.5655, 4);
  expect(trust.remarks).toEqual([]);
});

test('a spec whose violations or compliance it gets wrong is named with the counts', () => {
  const trust = trustIn({
    probes: [
      ...probes('s1', 'violation', ['NO', 'NO', 'YES', 'NA', 'YES']),
      ...probes('s1', 'compliance', times(5, 'YES')),
      ...probes('b1', 'violation', ['NO', 'NO', 'NO', 'NO', 'YES']),
      ...probes('b1', 'compliance', ['YES', 'NO', 'NA', 'YES', 'YES']),
    ],
  });
  expect(trust.remarks).toContain(
    'not to be trusted on: ferry/s1 (found 2 of 5 violations), ferry/b1 (let 3 of 5 compliant responses pass)',
  );
});

test('what could not be read is in no rate, and said; a spec without probes has no rate', () => {
  const trust = trustIn({
    probes: probes('s1', 'violation', ['NO', 'unscored', 'NO']),
    checked: 1,
    rejected: 0,
    unplanted: { refusal: 2, malformed: 1 },
  });
  expect(trust.specs[0]!.violations).toMatchObject({ hits: 2, of: 2 });
  expect(trust.specs[1]!.compliance).toEqual({ hits: 0, of: 0, value: null, interval: null });
  expect(trust.remarks).toEqual([
    'not probed on both sides: ferry/s1, ferry/b1',
    'nobody has checked 2 of the 3 planted responses',
    '3 of 6 planted responses could not be had of the writer (malformed 1, refusal 2)',
    'verdicts on planted responses that could not be read, and are in no rate: 1',
  ]);
});

test('probes that nobody checked, and those that were set aside, are counted plainly', () => {
  expect(trustIn({ checked: 0 }).remarks).toContain('nobody has checked the 20 planted responses');
  const trust = trustIn({ checked: 22, rejected: 2 });
  expect([trust.probes, trust.checked, trust.rejected]).toEqual([22, 22, 2]);
  expect(trust.remarks).toContain('a person rejected 2 of 22 that were checked; they are set aside');
});

describe('votes', () => {
  const votes = {
    count: 3,
    by: 'server' as const,
    verdicts: [['NO', 'NO', 'YES'], times(3, 'YES')] as Verdict[][],
  };

  test('flip where they differ from their majority', () => {
    const trust = trustIn({ votes });
    expect(trust.flips).toMatchObject({ votes: 3, by: 'server', rate: { hits: 1, of: 6 } });
    expect(trust.ablations[0]).toMatchObject({ name: 'votes', changed: { hits: 1, of: 4 } });
    expect(trust.remarks.join('\n')).toMatch(/1 of 6 \(17 %, 3-56 %\) flip, by the server's own variation/);
  });

  test('of one kind flip never, whatever could not be read among them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom<Verdict>('YES', 'unscored'))), (verdicts) => {
        expect(trustIn({ votes: { ...votes, verdicts } }).flips!.rate.hits).toBe(0);
      }),
    );
  });
});

describe('hostile additions and other ways', () => {
  const changed = (hits: number, of: number) => [
    ...times(hits, ['NO', 'YES'] as const),
    ...times(of - hits, ['NO', 'NO'] as const),
  ];

  test('are remarked on where they change many verdicts, and with how many', () => {
    const trust = trustIn({
      hostile: [
        { family: 'orders', pairs: changed(8, 20) },
        { family: 'encoded', pairs: changed(1, 20) },
      ],
      ablations: [{ name: 'order', pairs: changed(6, 20) }],
    });
    const told = trust.remarks.join('\n');
    expect(told).toMatch(/swayed by text in responses: orders \(8 of 20 verdicts changed\)$/m);
    expect(told).toMatch(/another order of the specs changes 6 of 20 \(30 %, 15-52 %\) verdicts/);
  });

  test('are not, where repeated votes or a harmless text change as many', () => {
    const noisy = { count: 2, by: 'sampling' as const, verdicts: times(50, ['YES', 'NO'] as Verdict[]) };
    const hostile = [{ family: 'orders', pairs: changed(8, 20) }];
    expect(trustIn({ hostile, votes: noisy }).remarks.join()).not.toMatch(/swayed/);
    const beside = [...hostile, { family: HARMLESS, pairs: changed(8, 20) }];
    expect(trustIn({ hostile: beside }).remarks.join()).not.toMatch(/swayed/);
  });

  test('leave out pairs of which one could not be read', () => {
    const pairs = [...changed(1, 3), ['unscored', 'YES'] as const, ['NO', 'unscored'] as const];
    expect(trustIn({ hostile: [{ family: 'orders', pairs }] }).hostile[0]!.changed).toMatchObject({
      hits: 1,
      of: 3,
    });
  });
});

test('pooled rates are those of all that they are about', () => {
  expect(pooled([rateOf(1, 2), rateOf(0, 0), rateOf(4, 6)])).toEqual(rateOf(5, 8));
  expect(pooled([])).toEqual(rateOf(0, 0));
});
