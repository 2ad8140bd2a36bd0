import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/core/ask.ts';
import type { Entity, Item } from '../../src/core/entity.ts';
import { PendingError } from '../../src/core/errors.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Quota } from '../../src/core/scenario.ts';
import { Register } from '../../src/run/register.ts';
import { runStage } from '../../src/run/runner.ts';
import { exportStage } from '../../src/stages/index.ts';
import { item, setting } from '../run/support.ts';
import { attackContext, type Models, runAttack } from './attack-support.ts';

const quota = (count: number, source = 'notes'): Quota => ({
  scenario: 'travel',
  label: 'unsafe',
  source,
  count,
});

const settingWith = (...quotas: Quota[]): Setting => ({ ...setting, quotas });

/** Prompts that balance gave the ranks 1, 2, 3, …: quota first, then reserve. They stand in another order on the line. */
function balanced(quotaSize: number, reserve: number) {
  const register = new Register();
  const items = Array.from({ length: quotaSize + reserve }, (_, n) => item(`Prompt ${n + 1}`));
  const outcomes: Outcome<Entity>[] = items.map(({ id }, n) => ({
    kind: 'keep',
    from: id,
    answers: [],
    note: { place: n < quotaSize ? 'quota' : 'reserve', rank: n + 1 },
  }));
  register.close('balance', outcomes);
  return { register, line: items.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** A verifier that rejects every variant of these prompts. */
const rejecting = (...numbers: readonly number[]): Models => ({
  vote: ({ prompt }) => (numbers.includes(Number(prompt.replace('Prompt ', ''))) ? 'no' : 'yes'),
});

const short = { batches: [3] };

async function attacked(
  quotaSize: number,
  reserve: number,
  models: Models,
  options = {},
  acceptGaps = false,
) {
  const { register, line } = balanced(quotaSize, reserve);
  const context = attackContext(models, { register, setting: settingWith(quota(quotaSize)) });
  const result = await runAttack(line, context, { ...short, ...options }, acceptGaps);
  if (result.state === 'pending') throw result.pending[0]!.error;
  const numberOf = (id: string) => Number(line.find((each) => each.id === id)!.prompt.replace('Prompt ', ''));
  const left = (reason: string) =>
    result.closed.outcomes
      .flatMap((outcome) =>
        (outcome.kind === 'drop' && outcome.reason === reason) ||
        (outcome.kind === 'hold' && outcome.question === reason) ||
        (outcome.kind === 'fail' && outcome.code === reason)
          ? [numberOf(outcome.from)]
          : [],
      )
      .toSorted((a, b) => a - b);
  const kept = result.closed.line.map(({ id }) => numberOf(id)).toSorted((a, b) => a - b);
  return { kept, left, result, context };
}

test('only as many prompts are attacked as the quota wants', async () => {
  const { kept, left, context } = await attacked(4, 3, {});
  expect(kept).toEqual([1, 2, 3, 4]);
  expect(left('reserve-unused')).toEqual([5, 6, 7]);
  expect(context.asked.some(({ body }) => JSON.stringify(body).includes('Prompt 5'))).toBe(false);
});

test('held prompts are replaced from the reserve in its order, round by round', async () => {
  const { kept, left } = await attacked(4, 4, rejecting(2, 5, 6));
  expect(left('no-valid-variant')).toEqual([2, 5, 6]);
  expect(kept).toEqual([1, 3, 4, 7]);
  expect(left('reserve-unused')).toEqual([8]);
});

test('a reserve that is used up leaves the quota short, and no rejected text fills it', async () => {
  const { kept, left } = await attacked(3, 1, rejecting(1, 2, 4));
  expect(kept).toEqual([3]);
  expect(left('no-valid-variant')).toEqual([1, 2, 4]);
});

test('spare prompts are attacked beyond the quota, rounded up', async () => {
  const { kept, left } = await attacked(4, 4, rejecting(2), { spare: 0.3 });
  expect(kept).toEqual([1, 3, 4, 5, 6, 7]);
  expect(left('reserve-unused')).toEqual([8]);
});

test('a gap is replaced, too', async () => {
  const models: Models = {
    before: async ({ body }) => {
      if (JSON.stringify(body).includes('Prompt 2'))
        throw new PendingError('server', 'no answer', { asked: true });
    },
  };
  const { kept, left } = await attacked(2, 2, models, {}, true);
  expect(left('gap')).toEqual([2]);
  expect(kept).toEqual([1, 3]);
});

test('while a prompt is pending, nothing of the reserve is asked', async () => {
  const { register, line } = balanced(2, 2);
  const models: Models = {
    ...rejecting(1),
    before: async ({ body }) => {
      if (JSON.stringify(body).includes('Prompt 2')) throw new PendingError('budget', 'spent');
    },
  };
  const context = attackContext(models, { register, setting: settingWith(quota(2)) });
  expect(await runAttack(line, context, short)).toMatchObject({ state: 'pending' });
  expect(context.asked.some(({ body }) => /Prompt [34]/.test(JSON.stringify(body)))).toBe(false);
});

test('each quota takes its own turns, and a group without a quota is attacked as a whole', async () => {
  const of = (source: string, count: number): Item[] =>
    Array.from({ length: count }, (_, n) =>
      item(`Prompt ${n}`, { origin: { how: 'raw', source, at: `${source}#${n}`, licence: 'CC0-1.0' } }),
    );
  const line = [...of('notes', 5), ...of('board', 5), ...of('letters', 5)];
  const context = attackContext({}, { setting: settingWith(quota(2, 'notes'), quota(0, 'board')) });
  const result = await runAttack(line, context, short);
  if (result.state === 'pending') throw new Error('pending');
  const kept = result.closed.line.map((each) => (each as Item).origin.source);
  expect(kept.filter((source) => source === 'notes')).toHaveLength(2);
  expect(kept.filter((source) => source === 'board')).toHaveLength(0);
  expect(kept.filter((source) => source === 'letters')).toHaveLength(5);
});

test('a prompt that was edited since keeps the place of the one it was made from', async () => {
  const { register, line } = balanced(2, 4);
  const edited = line.map((each): Item => {
    if (each.prompt !== 'Prompt 2') return each;
    const child = item('Prompt 2 as edited');
    return { ...child, parents: [each.id] };
  });
  const context = attackContext({}, { register, setting: settingWith(quota(2)) });
  const result = await runAttack(edited, context, short);
  if (result.state === 'pending') throw new Error('pending');
  const kept = result.closed.line.map((each) => (each as Item).prompt);
  expect(kept.toSorted()).toEqual(['Prompt 1', 'Prompt 2 as edited']);
});

describe('export', () => {
  test('counts what came from the reserve', async () => {
    const { result, context } = await attacked(4, 4, rejecting(2, 3));
    const stage = {
      stage: exportStage,
      options: {},
      line: result.closed.line,
      concurrency: 1,
      acceptGaps: false,
    };
    const exported = await runStage(stage, context);
    expect(exported).toMatchObject({ closed: { funnel: { keep: 4, by: { 'keep:from-reserve': 2 } } } });
  });

  test('takes no more than the quota of what was attacked to spare', async () => {
    const { result, context } = await attacked(4, 4, {}, { spare: 0.5 });
    const stage = {
      stage: exportStage,
      options: {},
      line: result.closed.line,
      concurrency: 1,
      acceptGaps: false,
    };
    const exported = await runStage(stage, context);
    expect(exported).toMatchObject({ closed: { funnel: { keep: 4, by: { 'drop:reserve-unused': 2 } } } });
  });
});
