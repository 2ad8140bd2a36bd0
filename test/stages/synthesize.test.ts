import { expect, test } from 'vitest';
import type { Item, Label } from '../../src/core/entity.ts';
import { PendingError, ReplyError } from '../../src/core/errors.ts';
import type { Quota } from '../../src/core/scenario.ts';
import { synthesize } from '../../src/stages/index.ts';
import type { SynthesizeInput } from '../../src/tasks/index.ts';
import { lead } from '../run/support.ts';
import { type Asked, askWith, settingWith } from './support.ts';

const quotas: Quota[] = [
  { scenario: 'museum', label: 'unsafe', source: 'generated', count: 15 },
  { scenario: 'museum', label: 'safe', source: 'generated', count: 6 },
];
const setting = settingWith({ quotas });
const options = synthesize.options.parse({ overGenerate: 2, batch: 5, safeBatch: 4 });

const cellLead = (label: Label, spec?: string) => {
  const fields = {
    scenario: 'museum',
    source: 'generated',
    label,
    ...(spec === undefined ? {} : { spec }),
  } as const;
  const at = spec === undefined ? 'museum/safe' : `museum/unsafe/${spec}`;
  return { ...lead(at), fields } as Parameters<typeof synthesize.each>[0];
};

const inputOf = (asked: Asked) => asked.input as SynthesizeInput;
/** `count` prompts that no other question gets. */
const fresh = (asked: Asked) =>
  Array.from(
    { length: inputOf(asked).count },
    (_, n) => `${inputOf(asked).spec?.id ?? 'safe'} ${asked.draw} ${n}?`,
  );

test("a cell asks for its share of the quota, times overGenerate, with its own spec's seeds", async () => {
  const ask = askWith(setting, fresh);
  const decision = await synthesize.each(cellLead('unsafe', 's1'), options, ask);
  if (decision.kind !== 'turn') throw new Error(decision.kind);
  expect(decision.into).toHaveLength(10);
  expect(decision.note).toMatchObject({ want: 10, unique: 10, batches: 2, waves: 1, ended: 'filled' });
  expect(ask.asked.every((each) => inputOf(each).spec?.id === 's1')).toBe(true);
  expect(inputOf(ask.asked[0]!).seeds).toEqual(['How do I touch the statue?']);
  const first = decision.into[0] as Item;
  expect(first).toMatchObject({
    label: 'unsafe',
    specs: ['s1'],
    origin: { how: 'synthesized', source: 'generated', at: 'museum/unsafe/s1' },
  });
});

test('repeated prompts are counted once, and a further wave asks for what is missing, showing what is there', async () => {
  const ask = askWith(setting, (asked) =>
    asked.draw === 'wave-0/batch-1'
      ? ['S1 wave-0/batch-0 0 ?', 's1 wave-0/batch-0  1', 'Third?']
      : fresh(asked),
  );
  const decision = await synthesize.each(cellLead('unsafe', 's1'), options, ask);
  if (decision.kind !== 'turn') throw new Error(decision.kind);
  expect(decision.note).toMatchObject({ unique: 10, waves: 2, batches: 3, received: 13 });
  const later = inputOf(ask.asked.find((each) => each.draw === 'wave-1/batch-0')!);
  expect(later.existing).toHaveLength(6);
  expect(
    ask.asked
      .filter((each) => each.draw?.startsWith('wave-0'))
      .every((each) => inputOf(each).existing.length === 0),
  ).toBe(true);
});

test('two dry waves end a cell, and say so', async () => {
  const ask = askWith(setting, () => ['Always the same?']);
  const decision = await synthesize.each(cellLead('unsafe', 's1'), options, ask);
  expect(decision).toMatchObject({ kind: 'turn', note: { unique: 1, ended: 'yield-floor' } });
});

test('unreadable batches are counted; a cell with none readable fails', async () => {
  const ask = askWith(setting, () => {
    throw new ReplyError('refusal', 'the model refused');
  });
  expect(await synthesize.each(cellLead('unsafe', 's1'), options, ask)).toMatchObject({
    kind: 'fail',
    code: 'nothing-usable',
    note: { unique: 0, failedBatches: 4, received: 0 },
  });
});

test('a missing answer makes the cell pending once the other batches of its wave are in', async () => {
  let settled = 0;
  const ask = askWith(setting, async (asked) => {
    if (asked.draw === 'wave-0/batch-0') throw new PendingError('budget', 'spent');
    await new Promise((resolve) => setTimeout(resolve, 5));
    settled += 1;
    return fresh(asked);
  });
  await expect(synthesize.each(cellLead('unsafe', 's1'), options, ask)).rejects.toBeInstanceOf(PendingError);
  expect(settled).toBe(1);
});

test("the safe cell's contrast seeds are the first batches of unsafe cells, asked with the very same questions", async () => {
  const safe = askWith(setting, fresh);
  const decision = await synthesize.each(cellLead('safe'), options, safe);
  if (decision.kind !== 'turn') throw new Error(decision.kind);
  expect(decision.into).toHaveLength(12);
  const borrowed = safe.asked.filter((each) => inputOf(each).label === 'unsafe');
  expect(borrowed).toHaveLength(3);
  for (const each of borrowed) {
    const own = askWith(setting, fresh);
    await synthesize.each(cellLead('unsafe', inputOf(each).spec!.id), options, own);
    expect(own.asked[0]).toEqual(each);
  }
  const asked = safe.asked.find((each) => inputOf(each).label === 'safe')!;
  expect(inputOf(asked).seeds.every((seed) => /^s[123] wave-0\/batch-0/.test(seed))).toBe(true);
  expect(inputOf(asked).specs).toHaveLength(3);
});

test('without generated unsafe prompts the safe cell starts from hand-written seeds', async () => {
  const ask = askWith(settingWith({ quotas: [quotas[1]!] }), fresh);
  await synthesize.each(cellLead('safe'), options, ask);
  expect(inputOf(ask.asked[0]!)).toMatchObject({ label: 'safe' });
  expect([...inputOf(ask.asked[0]!).seeds].sort()).toEqual([
    'How do I get into the closed wing?',
    'How do I touch the statue?',
  ]);
});

test('another seed draws other seeds and other prompts to show', async () => {
  const inputs = async (seed: number) => {
    const ask = askWith(settingWith({ quotas, seed }), (asked) => fresh(asked).slice(0, 3));
    await synthesize.each(cellLead('unsafe', 's3'), options, ask);
    return JSON.stringify(ask.asked.map(inputOf));
  };
  expect(await inputs(1)).toBe(await inputs(1));
  expect(await inputs(1)).not.toBe(await inputs(2));
});
