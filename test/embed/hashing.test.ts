import { describe, expect, test } from 'vitest';
import { hash32 } from '../../src/embed/hash32.ts';
import { hashingEmbedder, openEmbedder } from '../../src/embed/index.ts';
import { testEmbedder } from '../contracts/embedder.ts';

testEmbedder('hashing/default', () => openEmbedder('hashing/default'));
testEmbedder('hashing/64', () => openEmbedder('hashing/64'));

async function cosine(a: string, b: string, dimensions?: number): Promise<number> {
  const embedder = hashingEmbedder(dimensions);
  const vectors = await embedder.embed([a, b]);
  const [first, second] = [vectors.subarray(0, embedder.dimensions), vectors.subarray(embedder.dimensions)];
  return first.reduce((sum, value, k) => sum + value * second[k]!, 0);
}

describe('feature hashing', () => {
  test('does not see case, width, composition or punctuation', async () => {
    expect(await cosine('Is the CAFÉ open?', 'is the cafe\u0301 open')).toBeCloseTo(1, 6);
    expect(await cosine('Ｔｒｉｐ ２', 'trip 2')).toBeCloseTo(1, 6);
  });

  test.each(["can't", 'can’t', 'can‘t', 'can‛t', 'can＇t', "CAN'T"])(
    'an apostrophe inside a word makes no difference: %s',
    async (word) => {
      expect(await cosine(`why ${word} I pay`, 'why cant i pay')).toBeCloseTo(1, 6);
    },
  );

  test('an apostrophe at the edge of a word parts it as other punctuation does', async () => {
    expect(await cosine("the guests' room", 'the guests room')).toBeCloseTo(1, 6);
    expect(await cosine("'quoted' words", 'quoted words')).toBeCloseTo(1, 6);
  });

  test.each([
    ['where is my w-2', 'where is my w 2', 'where is my w2'],
    ['a well-known hotel', 'a well known hotel', 'a wellknown hotel'],
    ['ask at&t', 'ask at t', 'ask att'],
  ])('%j is nearer to both ways of writing it than they are to each other', async (broken, apart, joined) => {
    const between = await cosine(apart, joined);
    expect(await cosine(broken, apart)).toBeGreaterThan(between + 0.05);
    expect(await cosine(broken, joined)).toBeGreaterThan(between + 0.05);
  });

  test('words are joined over punctuation alone, not over white space or symbols', async () => {
    expect(await cosine('well - known', 'well known')).toBeCloseTo(1, 6);
    expect(await cosine('well- known', 'well known')).toBeCloseTo(1, 6);
    expect(await cosine('1-+2', '1 + 2')).toBeCloseTo(1, 6);
  });

  test('puts a reworded prompt near and an unrelated one far', async () => {
    const prompt = 'Plan a three-day walking trip through Lisbon for two people';
    const near = await cosine(prompt, 'Please plan a three-day walking trip in Lisbon for two');
    const related = await cosine(prompt, 'What should we pack for a week of walking in Lisbon?');
    const far = await cosine(prompt, 'How do I reset the password of my mailbox?');
    expect(near).toBeGreaterThan(0.6);
    expect(related).toBeGreaterThan(far);
    expect(far).toBeLessThan(0.2);
  });

  test('is lexical: the same wish in other words looks unrelated', async () => {
    expect(await cosine('Which hotel is cheap?', 'Recommend inexpensive lodging')).toBeLessThan(0.3);
  });

  test('sees the order of words and typing mistakes in them', async () => {
    const swapped = await cosine('fly from Rome to Oslo', 'fly from Oslo to Rome');
    expect(swapped).toBeGreaterThan(0.5);
    expect(swapped).toBeLessThan(0.99);
    expect(await cosine('restaurant', 'restaurent')).toBeGreaterThan(0.2);
    expect(await cosine('restaurant', 'bicycle')).toBeLessThan(0.2);
  });

  test('a word said a hundred times weighs more than once, and far less than a hundred times', async () => {
    const [once, often] = [
      await cosine('refund hotel', 'refund'),
      await cosine(`${'refund '.repeat(100)} hotel`, 'refund'),
    ];
    expect(often).toBeGreaterThan(once);
    expect(await cosine(`${'refund '.repeat(100)} hotel`, 'hotel')).toBeGreaterThan(0.1);
  });

  test('gives features to symbols and emoji, and none to bare punctuation', async () => {
    const embedder = hashingEmbedder();
    const lengths = async (text: string) => Math.hypot(...(await embedder.embed([text])));
    expect(await lengths('🙂')).toBeCloseTo(1, 6);
    expect(await lengths('€')).toBeCloseTo(1, 6);
    expect(await lengths('… ?! —')).toBe(0);
  });

  test('survives halves of surrogate pairs', async () => {
    expect(Math.hypot(...(await hashingEmbedder().embed(['trip \ud83d hotel'])))).toBeCloseTo(1, 6);
  });

  test('has signs of both kinds, so that chance likeness averages out', async () => {
    const row = await hashingEmbedder().embed(['a quick look at many different small words and their runs']);
    expect(row.some((value) => value > 0)).toBe(true);
    expect(row.some((value) => value < 0)).toBe(true);
  });

  test('keeps to version 2: these vectors must not change without a new id', async () => {
    const embedder = hashingEmbedder(16);
    const row = [...(await embedder.embed(['trip to Oslo']))].map((value) => Number(value.toFixed(6)));
    expect(embedder.id).toBe('hashing/words-chars-16@2');
    expect(row).toMatchInlineSnapshot(`
      [
        -0.300861,
        0.146805,
        -0.146805,
        0.146805,
        0.146805,
        -0.601722,
        -0.146805,
        -0.29361,
        -0.146805,
        -0.300861,
        -0.146805,
        -0.146805,
        -0.29361,
        -0.146805,
        -0.300861,
        0,
      ]
    `);
  });

  test('is not for storing: computing it again is cheaper', () => {
    expect(hashingEmbedder().stored).toBe(false);
  });

  test.each([0, 15, 1.5, 65_537, Number.NaN])('refuses %d dimensions', (dimensions) => {
    expect(() => hashingEmbedder(dimensions)).toThrow(`got ${dimensions}`);
  });
});

describe('the hash', () => {
  test('spreads texts that differ in one character evenly', () => {
    const buckets = new Array<number>(64).fill(0);
    for (let n = 0; n < 64_000; n += 1) buckets[hash32(`c ${n}`) % 64]! += 1;
    expect(Math.min(...buckets)).toBeGreaterThan(850);
    expect(Math.max(...buckets)).toBeLessThan(1150);
  });

  test('is the same everywhere', () => {
    expect([hash32(''), hash32('trip'), hash32('東京')]).toMatchInlineSnapshot(`
      [
        2872998923,
        1310013764,
        3582675122,
      ]
    `);
  });
});
