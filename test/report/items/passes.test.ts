import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/core/entity.ts';
import { passesInWords } from '../../../src/report/client/score-words.ts';
import type { Pass, PassChunk } from '../../../src/report/client/wire.ts';
import { gather } from '../../../src/report/items/entries.ts';
import { keptPasses } from '../../../src/report/items/pass-limit.ts';
import { passChunk, winnerOf } from '../../../src/report/items/passes.ts';
import { items } from '../../../src/report/sections/items.ts';
import { methodsSample } from '../methods-sample.ts';

const data = methodsSample({ rows: 25, scenarios: ['travel'], methods: ['vanilla', 'tpo', 'align3'] });
const [vanilla, align3, tpo] = ['vanilla', 'align3', 'tpo'].map(
  (method) => data.evaluations.find((each) => each.method === method)!,
);

/** The texts of a pass as the page has them: what is inserted, thought and said; null where that is the answer. */
const textsOf = ({ texts: own }: Pass, { texts }: PassChunk) => [
  own!.inserted === undefined ? undefined : texts[own!.inserted],
  own!.reasoning === undefined ? undefined : texts[own!.reasoning],
  own!.text === 'answer' ? null : texts[own!.text],
];

const step = (name: string, more: Partial<Step> = {}): Step => ({ name, text: name, usage: null, ...more });

describe('the passes of answers', () => {
  test('are packed in their order, with what was inserted apart from what was said', () => {
    const chunk = passChunk(gather([align3!]), [true]);
    const [row] = align3!.rows;
    const passes = chunk.entries[0]![0]!;
    expect(passes.map(({ name, usage }) => [name, usage])).toEqual(
      row!.steps.map(({ name, usage }) => [name, [usage!.inputTokens, usage!.outputTokens]]),
    );
    expect(passes.map((pass) => textsOf(pass, chunk))).toEqual(
      row!.steps.map(({ inserted, reasoning, text }) => [inserted, reasoning, text]),
    );
  });

  test('have each text once, and none that is the answer itself', () => {
    const { texts, entries } = passChunk(gather([align3!]), [true]);
    expect(new Set(texts).size).toBe(texts.length);
    const inserted = entries.flat(2).flatMap(({ texts: own }) => own?.inserted ?? []);
    expect(new Set(inserted).size).toBe(3);
    const drawn = passChunk(gather([tpo!]), [true]);
    const chosen = drawn.entries[0]![0]!.find(({ won }) => won)!;
    expect(chosen).toMatchObject({ name: 'round-2-answer-3', reward: 3.5, texts: { text: 'answer' } });
    expect(drawn.texts).not.toContain(tpo!.rows[0]!.response);
  });

  test('keep names, rewards, cut marks and tokens where their texts are left out', () => {
    const { texts, entries } = passChunk(gather([align3!, tpo!]), [true, false]);
    const [ofAlign3, ofTpo] = entries[0]!;
    expect(ofAlign3!.every((pass) => pass.texts !== null)).toBe(true);
    expect(ofTpo!.every((pass) => pass.texts === null && pass.usage !== null)).toBe(true);
    expect(texts).not.toContain(tpo!.rows[0]!.steps[0]!.text);
    const cut = passChunk(gather([align3!]), [false])
      .entries.flat(2)
      .filter((pass) => pass.cut);
    expect(cut.length).toBeGreaterThan(0);
  });

  test('stand in blocks of their own, twenty entries each, and only where there are any', async () => {
    const page = String(await items({ ...data, evaluations: [align3!] }));
    const blocks = [...page.matchAll(/id="items-passes-(\d)">([^<]*)</g)];
    expect(blocks.map(([, number]) => number)).toEqual(['0', '1']);
    const chunks: PassChunk[] = blocks.map(([, , packed]) =>
      JSON.parse(gunzipSync(Buffer.from(packed!, 'base64')).toString()),
    );
    expect(chunks.map(({ entries }) => entries.length)).toEqual([20, 5]);
    expect(page).not.toContain(align3!.rows[0]!.steps[0]!.text.slice(0, 40));
    expect(page).toContain('A pass was cut off');
    const without = String(await items({ ...data, evaluations: [vanilla!] }));
    expect(without).not.toMatch(/items-passes-|A pass was cut off/);
  });
});

describe('the pass that was chosen', () => {
  test('is the one with the highest reward; of equal ones that with the text of the answer', () => {
    const steps = [step('a', { reward: 1 }), step('b', { reward: 2 }), step('c', { reward: 2 }), step('d')];
    expect(winnerOf(steps, 'a')?.name).toBe('b');
    expect(winnerOf(steps, ' c\n')?.name).toBe('c');
  });

  test('is none where no reward is known', () => {
    expect(winnerOf([step('a', { reward: null }), step('b')], 'a')).toBeUndefined();
    expect(winnerOf([], null)).toBeUndefined();
  });
});

describe('a page that would grow too large', () => {
  test('keeps the shortest passes first, and names the evaluations that it leaves out', async () => {
    const three = [tpo!, vanilla!, align3!];
    expect(keptPasses(three)).toEqual([true, true, true]);
    // What is inserted stands in all answers, and counts once.
    const signs = (at: number): number =>
      [
        ...new Set(
          three[at]!.rows.flatMap(({ steps }) => steps).flatMap(({ text, inserted = '', reasoning = '' }) => [
            text,
            inserted,
            reasoning,
          ]),
        ),
      ].reduce((sum, { length }) => sum + length, 0);
    const [few, many] = [0, 2].toSorted((a, b) => signs(a) - signs(b));
    expect(keptPasses(three, signs(few!) - 1)).toEqual([false, true, false]);
    const kept = keptPasses(three, signs(few!));
    expect(kept[few!]).toBe(true);
    expect(kept[many!]).toBe(false);
    expect(keptPasses([align3!], 10)).toEqual([false]);
  });
});

test('passes are told in words with those that were cut off', () => {
  expect(passesInWords({ passes: 0, cut: 1 })).toBe('');
  expect(passesInWords({ passes: 1, cut: 0 })).toBe('1 pass');
  expect(passesInWords({ passes: 15, cut: 2 })).toBe('15 passes, 2 cut off');
});
