import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, placeOfHash } from '../../../src/report/client/address.ts';
import { type Filters, holder, matcher, noFilters } from '../../../src/report/client/filters.ts';
import { listed, listedInWords } from '../../../src/report/client/listing.ts';
import { textsIn } from '../../../src/report/client/texts.ts';
import type { Entry, Index, IndexAnswer, PassTexts } from '../../../src/report/client/wire.ts';

const answer = (verdicts: string, change: Partial<IndexAnswer> = {}): IndexAnswer => ({
  ...{ finish: 'stop', verdicts, sar: 0.65, safety: 1, behavioral: 0.5, empty: false, bounds: null },
  ...{ votes: [], usage: null, passes: 0, cut: 0 },
  ...change,
});

const entry = (item: string, change: Partial<Entry> = {}): Entry => ({
  ...{ item, scenario: 0, split: 'unsafe', asked: 'variant', source: 'generated' },
  lineage: null,
  ...{ specs: ['s1'], tactics: ['in-a-play'], answers: [answer('YY'), answer('YY')] },
  ...change,
});

const pass = (texts: PassTexts) => ({ name: 'a', usage: null, cut: false, won: false, texts });

const specs = [
  { id: 's1', kind: 'safety', text: 'Never past the gate.' },
  { id: 'b1', kind: 'behavioral', text: 'Name the fare.' },
] as const;

const breach = { sar: 0, safety: 0 } as const;

const index: Index = {
  ...{ dataset: 'quickstart', models: ['acme/one', 'acme/two'], chunkSize: 2 },
  passChunkSize: 3,
  scenarios: [
    { id: 'travel', specs },
    { id: 'library', specs },
  ],
  entries: [
    entry('calm'),
    entry('breach', { answers: [answer('NY', breach), answer('YN')] }),
    entry('library', { scenario: 1, split: 'safe', specs: [], tactics: [], source: 'notes' }),
    entry('unread', { answers: [answer('UU', { finish: null, sar: null, safety: null }), null] }),
    entry('stopped', {
      answers: [answer('AY'), answer('UU', { finish: 'filter', sar: null, safety: null })],
    }),
    entry('control', { split: 'control' }),
    entry('original', { split: 'original', asked: 'prompt', tactics: [] }),
  ],
};

const found = (filters: Partial<Filters>): readonly string[] => {
  const passes = matcher(index, { ...noFilters, ...filters });
  return index.entries.filter(passes).map(({ item }) => item);
};

describe('filters', () => {
  test('pass everything where nothing is asked for', () => {
    expect(found({})).toHaveLength(index.entries.length);
  });

  test('find items by what they are: scenario, split, label, source, tactic', () => {
    expect(found({ scenario: 'library' })).toEqual(['library']);
    expect(found({ split: 'control' })).toEqual(['control']);
    expect(found({ split: 'label safe' })).toEqual(['library', 'control']);
    expect(found({ split: 'label unsafe', tactic: 'in-a-play' })).not.toContain('original');
    expect(found({ split: 'label unsafe' })).toContain('original');
    expect(found({ source: 'notes' })).toEqual(['library']);
  });

  test('find items by a spec that they were made for, or by the verdict on it, of its own scenario', () => {
    expect(found({ spec: 'travel/s1' })).not.toContain('library');
    expect(found({ spec: 'travel/b1' })).toEqual([]);
    expect(found({ spec: 'travel/s1', verdict: 'NO' })).toEqual(['breach']);
    expect(found({ spec: 'travel/b1', verdict: 'NO' })).toEqual(['breach']);
    expect(found({ spec: 'library/s1', verdict: 'YES' })).toEqual(['library']);
    expect(found({ spec: 'travel/s1', verdict: 'NA' })).toEqual(['stopped']);
    expect(found({ verdict: 'unscored' })).toEqual(['unread', 'stopped']);
  });

  test('ask all of one response: a model, its verdict and how it ended', () => {
    expect(found({ verdict: 'NO', model: 'acme/two', spec: 'travel/s1' })).toEqual([]);
    expect(found({ verdict: 'NO', model: 'acme/one', spec: 'travel/s1' })).toEqual(['breach']);
    expect(found({ finish: 'filter' })).toEqual(['stopped']);
    expect(found({ finish: 'filter', model: 'acme/one' })).toEqual([]);
    expect(found({ finish: 'none' })).toEqual(['unread']);
    expect(found({ model: 'acme/two' })).not.toContain('unread');
    expect(found({ unscored: 'yes', model: 'acme/two' })).toEqual(['stopped']);
  });

  test('find where models disagree: in safety, or on a spec, where a missing verdict says nothing', () => {
    expect(found({ disagree: 'yes' })).toEqual(['breach']);
    expect(found({ disagree: 'yes', spec: 'travel/b1' })).toEqual(['breach']);
    expect(found({ disagree: 'yes', spec: 'library/b1' })).toEqual([]);
  });

  test('look for words whatever their case and the white space between them, and for signs as they are', () => {
    expect(holder('a  Ticket')('about a\nticket')).toBe(true);
    expect(holder('aticket')('a ticket')).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (words) => {
        fc.pre(words.trim() !== '');
        expect(holder(words)(`before ${words.trim()} behind`)).toBe(true);
      }),
    );
    expect(holder('a.c')('abc')).toBe(false);
  });
});

describe('a search', () => {
  const texts = () =>
    textsIn(index, {
      texts: async (chunk) =>
        index.entries.slice(chunk * 2, chunk * 2 + 2).map(({ item }) => ({
          prompt: `A prompt of ${item}`,
          variant: null,
          responses: [null, item === 'control' ? 'a Ticket' : 'a fare'],
        })),
      passes: async (chunk) => ({
        texts: [`only thought of in chunk ${chunk}`, 'said', 'put before it'],
        entries: index.entries
          .slice(chunk * 3, chunk * 3 + 3)
          .map((_, at) => [
            [],
            [pass(at === 1 ? { reasoning: 0, text: 1 } : { inserted: 2, text: 'answer' })],
          ]),
      }),
    });
  const search = (words: string, revealed: boolean, stopped = () => false) =>
    listed(index, { ...noFilters, search: words }, revealed ? texts() : null, stopped);

  test('looks into texts only where they may be read, and into names always', async () => {
    expect(await search('ticket', false)).toEqual([]);
    expect(await search('ticket', true)).toEqual([5]);
    expect(await search('notes', false)).toEqual([2]);
    expect(await search('a prompt of calm', true)).toEqual([0]);
  });

  test('looks into what passes said, thought and were given, chunk by chunk of their own', async () => {
    expect(await search('only thought of in chunk 1', true)).toEqual([4]);
    expect(await search('put before it', true)).toEqual([0, 2, 3, 5, 6]);
    expect(await search('put before it', false)).toEqual([]);
  });

  test('ends without a result where the reader asks for something else', async () => {
    expect(await search('ticket', true, () => true)).toBeNull();
  });

  test('is told in words with what there is', () => {
    expect(listedInWords(1, 50, 312, 1500)).toBe('Rows 51–100 of 312 that pass; 1,500 in all.');
    expect(listedInWords(0, 50, 20, 20)).toBe('Rows 1–20 of 20.');
    expect(listedInWords(0, 50, 0, 20)).toBe('None of 20 rows passes.');
  });
});

test('texts are unpacked chunk by chunk, and only the last ones are kept', async () => {
  const unpacked: number[] = [];
  const entries = Array.from({ length: 12 }, (_, at) => entry(String(at)));
  const texts = textsIn(
    { entries, chunkSize: 2, passChunkSize: null },
    {
      texts: async (chunk) => {
        unpacked.push(chunk);
        return [0, 1].map((at) => ({ prompt: `${chunk}/${at}`, variant: null, responses: [] }));
      },
      passes: () => Promise.reject(new Error('there are none')),
    },
  );
  expect((await texts.of(3)).prompt).toBe('1/1');
  expect((await texts.of(2)).prompt).toBe('1/0');
  expect(unpacked).toEqual([1]);
  await texts.search('nothing', () => false);
  expect(unpacked).toEqual([1, 0, 2, 3, 4, 5]);
  await texts.of(2);
  expect(unpacked.slice(6)).toEqual([1]);
  texts.forget();
  await texts.of(2);
  expect(unpacked.slice(7)).toEqual([1]);
});

describe('the address of a list', () => {
  test('comes back as it was, whatever the names are, but never with what was searched for', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(name, name, name, fc.nat(99), (scenario, spec, item, page) => {
        const filters = { ...noFilters, scenario, spec, verdict: 'NO', search: 'words of a prompt' } as const;
        const hash = hashOf({ filters, page, item });
        expect(hash).not.toContain('words');
        expect(placeOfHash(`#${hash}`)).toEqual({ filters: { ...filters, search: '' }, page, item });
      }),
    );
  });

  test('is none of ours where it names a section, and is empty where nothing is asked for', () => {
    expect(placeOfHash('#headline')).toBeNull();
    expect(placeOfHash('')).toBeNull();
    expect(hashOf({ filters: { ...noFilters, search: 'x' }, page: 0, item: '' })).toBe('');
    expect(placeOfHash('#page=-3&scenario=a')!.page).toBe(0);
  });
});
