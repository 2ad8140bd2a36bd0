import { expect, test } from 'vitest';
import type { FunnelRow } from '../../src/core/funnel.ts';
import type { Flow } from '../../src/core/stage.ts';
import { setting } from '../run/support.ts';
import { attack, defaults } from './attack-support.ts';

const flow = (label: 'safe' | 'unsafe', low: number, high = low): Flow => ({
  kind: 'item',
  scenario: 'travel',
  label,
  source: 'notes',
  records: [low, high],
});

const quotas = [{ scenario: 'travel', label: 'unsafe' as const, source: 'notes', count: 20 }];
const withQuota = { ...setting, quotas };

const row = (counts: Partial<FunnelRow>): FunnelRow => ({
  stage: 'attack',
  passedBy: 0,
  in: 30,
  keep: 0,
  turn: 0,
  into: 0,
  drop: 0,
  hold: 0,
  fail: 0,
  out: 0,
  by: {},
  ...counts,
});

const forecast = (options = {}, seen?: FunnelRow, flows = [flow('unsafe', 30)]) =>
  attack.forecast!(flows, { ...defaults, ...options }, withQuota, seen);

const questions = (options = {}, seen?: FunnelRow) =>
  Object.fromEntries(forecast(options, seen).asks.map((ask) => [ask.role, ask.questions]));

test('a lazy attack is expected to ask for one to four attempts per wanted prompt, and up to five votes on each', () => {
  // Two more than the quota, in case that a tenth is lost.
  expect(questions()).toEqual({ attacker: [20, 23 * 4], verifier: [20 * 5, 23 * 4 * 5] });
  expect(forecast().out).toEqual([flow('unsafe', 20)]);
});

test('an exhaustive attack is expected to ask for a batch or two', () => {
  expect(questions({ mode: 'exhaustive', batches: [10, 30, 100] })).toEqual({
    attacker: [200, 23 * 40],
    verifier: [200 + 80, 23 * 40 * 5],
  });
});

test('where there is no quota, all prompts are expected to be attacked; safe ones pass by', () => {
  const flows = [flow('unsafe', 30, 50), flow('safe', 10)];
  const { asks, out } = attack.forecast!(flows, defaults, setting);
  expect(asks.map((ask) => ask.questions)).toEqual([
    [30, 200],
    [150, 1_000],
  ]);
  expect(out).toEqual([flow('unsafe', 27, 50), flow('safe', 10)]);
});

test('prompts held in the last run are expected again, at the cost of all batches', () => {
  const seen = row({ keep: 20, hold: 5, drop: 5 });
  const { attacker } = questions({ batches: [100] }, seen);
  // A share of 0.72 to 0.88 is left; a fifth costs 90 to 110 attempts.
  expect(attacker).toEqual([Math.ceil(23 * (0.8 + 18)), Math.ceil(28 * (0.8 * 4 + 22))]);
  expect(forecast({}, seen).out).toEqual([flow('unsafe', 20)]);
});

test('a last run that kept nothing promises nothing', () => {
  const seen = row({ hold: 30 });
  expect(forecast({}, seen).out).toEqual([flow('unsafe', 0)]);
  expect(questions({ batches: [10] }, seen).attacker).toEqual([270, 330]);
});

test('spare prompts are expected to be attacked, too', () => {
  expect(questions({ spare: 0.2 }).attacker).toEqual([24, 27 * 4]);
  expect(forecast({ spare: 0.2 }).out).toEqual([flow('unsafe', 24)]);
});
