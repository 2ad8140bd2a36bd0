import { describe, expect, test } from 'vitest';
import { read } from './scratch.ts';

const good = (line: number, value: object) => ({ line, value });

describe('CSV', () => {
  test('a quoted cell may hold line breaks, delimiters and doubled quotes; the line is where the record starts', async () => {
    expect(await read('a.csv', 'id,text\n1,"two\nlines, and ""quotes"""\n2,plain\n')).toEqual([
      good(2, { id: '1', text: 'two\nlines, and "quotes"' }),
      good(4, { id: '2', text: 'plain' }),
    ]);
  });

  test('carriage returns, a byte order mark and a missing final newline change nothing', async () => {
    expect(await read('a.csv', '\uFEFFid,text\r\n1,"two\r\nlines"\r\n2,"b"')).toEqual([
      good(2, { id: '1', text: 'two\r\nlines' }),
      good(4, { id: '2', text: 'b' }),
    ]);
  });

  test('lines that end in a lone carriage return are lines', async () => {
    expect(await read('a.csv', 'id,text\r1,a\r2,b\r')).toEqual([
      good(2, { id: '1', text: 'a' }),
      good(3, { id: '2', text: 'b' }),
    ]);
  });

  test.each([',', ';', '\t', '|'])('the delimiter %j is found out', async (delimiter) => {
    const text = ['id,prompt,label', '1,"a; b | c",x', '2,d,y'].join('\n').replaceAll(',', delimiter);
    const rows = await read('a.csv', text.replace('a; b', 'a, b'));
    expect(rows.map((row) => 'value' in row && Object.keys(row.value))).toEqual([
      ['id', 'prompt', 'label'],
      ['id', 'prompt', 'label'],
    ]);
  });

  test('one column of sentences with commas in them stays one column', async () => {
    expect(await read('a.csv', 'prompt\nHello, world\nNo comma here\nOne, two, three\n')).toEqual([
      good(2, { prompt: 'Hello, world' }),
      good(3, { prompt: 'No comma here' }),
      good(4, { prompt: 'One, two, three' }),
    ]);
  });

  test('without a header, columns are called by position', async () => {
    expect(
      await read('a.csv', 'A man is cooking.,A man cooks.,4.5\nA cat sleeps.,A dog runs.,0.5\n'),
    ).toEqual([
      good(1, { '0': 'A man is cooking.', '1': 'A man cooks.', '2': '4.5' }),
      good(2, { '0': 'A cat sleeps.', '1': 'A dog runs.', '2': '0.5' }),
    ]);
  });

  test('a first row whose cell comes again below is data, and stating `header` settles it', async () => {
    const text = 'pay the bill,billing\nbook a room,travel\nsend the bill,billing\n';
    expect(await read('a.csv', text)).toHaveLength(3);
    expect(await read('a.csv', text, { header: true })).toEqual([
      good(2, { 'pay the bill': 'book a room', billing: 'travel' }),
      good(3, { 'pay the bill': 'send the bill', billing: 'billing' }),
    ]);
  });

  test('an unnamed column is called by its position and a doubled one is numbered', async () => {
    expect(await read('a.csv', ',text,text\n0,a,b\n', { header: true })).toEqual([
      good(2, { '0': '0', text: 'a', text_2: 'b' }),
    ]);
  });

  test('a quote inside an unquoted cell is text', async () => {
    expect(await read('a.csv', 'id,text\n1,a 5" screen\n2,b\n')).toEqual([
      good(2, { id: '1', text: 'a 5" screen' }),
      good(3, { id: '2', text: 'b' }),
    ]);
  });

  test('cells quoted by apostrophes are read so where no other quote is used', async () => {
    expect(await read('a.csv', "'id','text'\n'1','a, b'\n'2','it''s'\n")).toEqual([
      good(2, { id: '1', text: 'a, b' }),
      good(3, { id: '2', text: "it's" }),
    ]);
  });

  test('blank lines are skipped but counted', async () => {
    expect(await read('a.csv', 'id,text\n\n1,a\n\r\n2,b\n\n')).toEqual([
      good(3, { id: '1', text: 'a' }),
      good(5, { id: '2', text: 'b' }),
    ]);
  });

  test('a header alone gives no rows', async () => {
    expect(await read('a.csv', 'id,text\n')).toEqual([]);
  });

  test('a column called __proto__ is a column', async () => {
    const [row] = await read('a.csv', 'id,__proto__\n1,a\n', { header: true });
    expect(row && 'value' in row && Object.entries(row.value)).toEqual([
      ['id', '1'],
      ['__proto__', 'a'],
    ]);
  });
});

describe('broken CSV rows', () => {
  test('a wrong number of columns is reported with its line, and reading goes on', async () => {
    expect(await read('a.csv', 'id,text\n1,a\n2,b,c\n3\n4,d\n')).toEqual([
      good(2, { id: '1', text: 'a' }),
      { line: 3, problem: 'expected 2 columns, found 3' },
      { line: 4, problem: 'expected 2 columns, found 1' },
      good(5, { id: '4', text: 'd' }),
    ]);
  });

  test('an opening quote that nobody closes costs its own line, not the rest of the file', async () => {
    const rows = await read('a.csv', 'id,text\n1,a\n2,"never closed\n3,c\n4,"fine, quoted"\n5,e\n');
    expect(rows).toEqual([
      good(2, { id: '1', text: 'a' }),
      { line: 3, problem: expect.stringContaining('not closed') },
      good(4, { id: '3', text: 'c' }),
      good(5, { id: '4', text: 'fine, quoted' }),
      good(6, { id: '5', text: 'e' }),
    ]);
  });

  test('so does one in a file without any other quote', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `${at},row ${at}`);
    lines[10] = '10,"open';
    const rows = await read('a.csv', `id,text\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(5000);
    expect(rows.filter((row) => 'problem' in row)).toEqual([
      { line: 12, problem: expect.stringContaining('not closed') },
    ]);
  });

  test('text after a closing quote breaks that row alone', async () => {
    expect(await read('a.csv', 'id,text\n1,"a" b\n2,c\n')).toEqual([
      { line: 2, problem: expect.stringContaining('closing quote') },
      good(3, { id: '2', text: 'c' }),
    ]);
  });

  test('the tail of a broken multi-line cell is not taken for a row, even where its columns fit', async () => {
    expect(await read('a.csv', 'id,text\n1,"first\nsecond, a "stray" quote"\n2,c\n')).toEqual([
      { line: 2, problem: expect.stringContaining('not closed') },
      { line: 3, problem: 'belongs to the broken record of line 2' },
      good(4, { id: '2', text: 'c' }),
    ]);
  });

  test('problems never quote the row', async () => {
    const rows = await read('a.csv', 'id,text\n1,zebra,zebra\n2,"zebra" zebra\n3,"zebra\n');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain('zebra');
  });
});

describe('TSV', () => {
  test('tabs separate and commas do not', async () => {
    expect(await read('a.tsv', 'id\ttext\n1\ta, b, c\n2\td\n')).toEqual([
      good(2, { id: '1', text: 'a, b, c' }),
      good(3, { id: '2', text: 'd' }),
    ]);
  });

  test('quotes at the start of a cell are text where they do not close it', async () => {
    expect(await read('a.tsv', 'id\ttext\n1\t"Well," he said\n2\tplain\n3\t"Go" now\n')).toEqual([
      good(2, { id: '1', text: '"Well," he said' }),
      good(3, { id: '2', text: 'plain' }),
      good(4, { id: '3', text: '"Go" now' }),
    ]);
  });

  test('quoted cells are unquoted where all of them close', async () => {
    expect(await read('a.tsv', 'id\ttext\n1\t"a\tb"\n2\t"c\nd"\n')).toEqual([
      good(2, { id: '1', text: 'a\tb' }),
      good(3, { id: '2', text: 'c\nd' }),
    ]);
  });
});

test('a first cell that looks like JSON does not make JSON of a file that is named .csv or .tsv', async () => {
  expect(await read('a.csv', '[note]\n"{a}"\n', { header: true })).toEqual([good(2, { '[note]': '{a}' })]);
  expect(await read('a.tsv', '[note]\n{a}\tb\nc\n', { header: true })).toEqual([
    { line: 2, problem: 'expected 1 columns, found 2' },
    good(3, { '[note]': 'c' }),
  ]);
});

test('a file named .tsv without a single tab is read as what it is', async () => {
  expect(await read('a.tsv', 'id,text\n1,a\n')).toEqual([good(2, { id: '1', text: 'a' })]);
});

test('what is stated is not sniffed', async () => {
  expect(await read('a.csv', 'a;b,c\nd;e,f\n', { delimiter: ',', header: false })).toEqual([
    good(1, { '0': 'a;b', '1': 'c' }),
    good(2, { '0': 'd;e', '1': 'f' }),
  ]);
  expect(await read('a.csv', 'a,"b\nc",d\n', { quote: null, header: false })).toEqual([
    good(1, { '0': 'a', '1': '"b' }),
    good(2, { '0': 'c"', '1': 'd' }),
  ]);
});
