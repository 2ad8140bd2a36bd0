import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { votesInWords } from '../../../src/report/client/score-words.ts';
import { type EntryTexts, type Index, verdictAt } from '../../../src/report/client/wire.ts';
import type { ReportData, ReportRow } from '../../../src/report/index.ts';
import { entryOf, gather, textsOf } from '../../../src/report/items/entries.ts';
import { items } from '../../../src/report/sections/items.ts';
import { sample } from '../sample.ts';

const small = sample({ rows: 6, scenarios: ['travel'] });

const rowsOf = (data: ReportData): readonly ReportRow[] => data.evaluations[0]!.rows;

/** What a page holds packed under an id. */
const unpacked = (page: string, id: string): string =>
  gunzipSync(Buffer.from(new RegExp(`id="${id}">([^<]*)<`).exec(page)![1]!, 'base64')).toString();

const indexOf = (page: string): Index => JSON.parse(unpacked(page, 'items-index'));

const textsIn = (page: string, chunk = 0): readonly EntryTexts[] =>
  JSON.parse(unpacked(page, `items-texts-${chunk}`));

describe('rows of several evaluations', () => {
  test('stand together by item and by what was asked, in the order of the first evaluation', () => {
    const rows = rowsOf(small);
    const [first, second, third] = rows;
    const gathered = gather([{ rows: [first!, second!] }, { rows: [third!, second!] }]);
    expect(gathered.map(({ rows }) => rows.map((row) => row?.item))).toEqual([
      [first!.item, undefined],
      [second!.item, second!.item],
      [undefined, third!.item],
    ]);
  });

  test('stay apart where models were asked different texts, behind one another', () => {
    const [first, second] = rowsOf(small);
    const other = { ...first!, variant: 'Another text.' };
    const gathered = gather([{ rows: [first!, second!] }, { rows: [other] }]);
    expect(gathered.map(({ first }) => first.item)).toEqual([first!.item, first!.item, second!.item]);
    expect(textsOf(gathered[1]!)).toEqual({
      prompt: first!.prompt,
      variant: 'Another text.',
      responses: [null, first!.response],
    });
  });

  test('lose no row, even where an evaluation has the same one twice', () => {
    const [first] = rowsOf(small);
    expect(gather([{ rows: [first!, first!] }])).toHaveLength(2);
  });
});

describe('an entry of the index', () => {
  test('says unscored of a spec without a verdict, and has bounds only where a score is unknown', () => {
    const { dataset } = small;
    const [row] = rowsOf(small);
    const bounds = { safety: [0, 1], behavioral: [0.25, 0.75], sar: [0, 0.825] } as const;
    const score = { safety: null, behavioral: null, sar: null, empty: false, bounds };
    const of = (change: Partial<ReportRow>) =>
      entryOf(gather([{ rows: [{ ...row!, ...change }] }])[0]!, dataset.scenarios).answers[0]!;
    const unread = of({ score, verdicts: { s1: 'YES' } });
    expect(unread.verdicts).toBe(`Y${'U'.repeat(20)}`);
    expect(unread.bounds).toEqual([
      [0, 0.825],
      [0, 1],
      [0.25, 0.75],
    ]);
    expect(of({}).bounds).toBeNull();
    expect(verdictAt(unread, 0)).toBe('YES');
    expect(verdictAt(unread, 20)).toBe('unscored');
    expect(verdictAt(unread, 99)).toBe('unscored');
  });

  test('keeps each vote of each judge', () => {
    const { dataset } = small;
    const [row] = rowsOf(small);
    const votes = [
      { judge: 'museum/one', verdicts: { s1: 'YES' } },
      { judge: 'museum/two', verdicts: { s1: 'NO' } },
    ] as const;
    const [answer] = entryOf(gather([{ rows: [{ ...row!, votes }] }])[0]!, dataset.scenarios).answers;
    expect(answer!.votes.map(([judge, verdicts]) => [judge, verdicts[0]])).toEqual([
      ['museum/one', 'Y'],
      ['museum/two', 'N'],
    ]);
    expect(votesInWords(answer!, 0)).toEqual(['museum/one: 1\u{A0}YES', 'museum/two: 1\u{A0}NO']);
    const ofOne = answer!.votes.map(([, verdicts]) => ['museum/one', verdicts] as const);
    expect(votesInWords({ ...answer!, votes: ofOne }, 0)).toEqual(['votes: 1\u{A0}YES, 1\u{A0}NO']);
  });
});

describe('what a page holds of its items', () => {
  test('is an index without prompts, variants and responses, and chunks of a hundred with them', async () => {
    const data = sample({ rows: 120 });
    const page = String(await items(data));
    const index = unpacked(page, 'items-index');
    const rows = rowsOf(data);
    for (const { prompt, variant, response } of rows)
      for (const text of [prompt, variant, response].filter((each) => each !== null)) {
        expect(index).not.toContain(text.slice(0, 40));
        expect(page).not.toContain(text.slice(0, 40));
      }
    expect(indexOf(page).entries.map(({ item }) => item)).toEqual(rows.map(({ item }) => item));
    const texts = [...textsIn(page, 0), ...textsIn(page, 1)];
    expect(textsIn(page, 0)).toHaveLength(100);
    expect(texts).toEqual(
      rows.map(({ prompt, variant, response }) => ({ prompt, variant, responses: [response] })),
    );
  });

  test('comes back as it was, whatever it is, but for what no HTML file can hold', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'<>&"\'/!-=`{}$ sScCrRiIpPtT') }),
      fc.constantFrom('</script><script>', '<!-- <script', ']]>', 'half \u{D83D} a pair', '\u{0}'),
    );
    const data = small;
    const shown = (words: string): string => words.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\u{FFFD}');
    await fc.assert(
      fc.asyncProperty(text, text, text, async (prompt, variant, response) => {
        const rows = [{ ...rowsOf(data)[0]!, prompt, variant, response }];
        const page = String(
          await items({
            ...data,
            evaluations: [{ ...data.evaluations[0]!, rows }],
          }),
        );
        expect(textsIn(page)).toEqual([
          { prompt: shown(prompt), variant: shown(variant), responses: [shown(response)] },
        ]);
      }),
      { numRuns: 20 },
    );
  });
});
