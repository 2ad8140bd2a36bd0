import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sniff, toJsonl } from '../../src/formats/index.ts';
import { read, scratch } from './scratch.ts';

const good = (line: number, value: object) => ({ line, value });

describe('JSONL', () => {
  test('a line or paragraph separator inside a line does not split it', async () => {
    const text = 'one\u2028two\u2029three\u0085four';
    expect(await read('a.jsonl', `{"p":"${text}"}\n{"p":"b"}\n`)).toEqual([
      good(1, { p: text }),
      good(2, { p: 'b' }),
    ]);
  });

  test('blank lines are skipped but counted; carriage returns and a missing final newline change nothing', async () => {
    expect(await read('a.jsonl', '{"p":1}\r\n\r\n  \n{"p":2}')).toEqual([
      good(1, { p: 1 }),
      good(4, { p: 2 }),
    ]);
  });

  test('a bad line is reported and reading goes on', async () => {
    const rows = await read('a.jsonl', '{"p":"a"}\n{"p":"zebra\n{"p":"c"}\nnot json\n{p:1}\n{"p":NaN}\n');
    expect(rows.map((row) => ('problem' in row ? row.line : 'good'))).toEqual(['good', 2, 'good', 4, 5, 6]);
    expect(JSON.stringify(rows)).not.toContain('zebra');
  });

  test.each(['a.jsonl', 'a.ndjson', 'a.jsonlines', 'a.jsonl.gz'])(
    'a bad first line of %s is one bad line, as the name says how the file is written',
    async (name) => {
      const wrap = (text: string) => (name.endsWith('.gz') ? gzipSync(text) : text);
      for (const bad of ['{broken', '{"p":', '["a', 'not json', '{"p":1},', '# comment']) {
        const rows = await read(name, wrap(`\uFEFF\n${bad}\n{"p":"b"}\n{"p":"c"}\n`));
        expect(rows).toEqual([
          { line: 2, problem: expect.stringContaining('not valid JSON') },
          good(3, { p: 'b' }),
          good(4, { p: 'c' }),
        ]);
      }
    },
  );

  test('a file of one bad line has one bad row', async () => {
    expect(await read('a.jsonl', '{"p":')).toEqual([
      { line: 1, problem: expect.stringContaining('not valid JSON') },
    ]);
  });

  test('a bad first line does not hide the columns', async () => {
    using folder = scratch();
    expect(await sniff(folder.file('a.jsonl', '{broken\n{"p":"b"}\n'))).toMatchObject({
      format: 'jsonl',
      columns: ['p'],
    });
  });

  test('lists become columns by position, plain values the column 0', async () => {
    expect(await read('a.jsonl', '["a","x"]\n["b","y"]\n"c"\n')).toEqual([
      good(1, { '0': 'a', '1': 'x' }),
      good(2, { '0': 'b', '1': 'y' }),
      good(3, { '0': 'c' }),
    ]);
  });

  test('what toJsonl writes is one line per record, read back as it was', async () => {
    const records = [
      { p: 'a\nb\u2028c', n: 1 },
      { p: '"', nested: { list: [1, null] } },
    ];
    expect(toJsonl(records).split('\n')).toHaveLength(3);
    expect(await read('a.jsonl', toJsonl(records))).toEqual([good(1, records[0]!), good(2, records[1]!)]);
  });

  test('a key called __proto__ is a key', async () => {
    const [row] = await read('a.jsonl', '{"__proto__":{"polluted":true},"p":1}\n');
    expect(row && 'value' in row && Object.hasOwn(row.value, '__proto__')).toBe(true);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});

describe('JSON', () => {
  test('a list of objects gives a row each, with its line', async () => {
    expect(await read('a.json', '[\n  {"p": "a"},\n  {\n    "p": "b"\n  }\n]\n')).toEqual([
      good(2, { p: 'a' }),
      good(3, { p: 'b' }),
    ]);
  });

  test('an object of lists gives rows with their group', async () => {
    const text =
      '{"version": {"n": [1]}, "train": [["a", "x"], ["b", "y"]], "test": [{"p": 1, "group": "own"}], "none": []}';
    expect(await read('a.json', text)).toEqual([
      good(1, { group: 'train', '0': 'a', '1': 'x' }),
      good(1, { group: 'train', '0': 'b', '1': 'y' }),
      good(1, { group: 'own', p: 1 }),
    ]);
  });

  test('plain values are the column 0', async () => {
    expect(await read('a.json', '["a", 2, null, true]')).toEqual([
      good(1, { '0': 'a' }),
      good(1, { '0': 2 }),
      good(1, { '0': null }),
      good(1, { '0': true }),
    ]);
  });

  test('an element that is not valid does not take the others with it', async () => {
    const rows = await read('a.json', '[\n{"p": "a"},\n{"p": "b",},\n{"p": "open},\n{"p": "d"}\n]');
    expect(rows).toEqual([
      good(2, { p: 'a' }),
      { line: 3, problem: expect.stringContaining('not valid JSON') },
      { line: 4, problem: expect.stringContaining('not valid JSON') },
      good(5, { p: 'd' }),
    ]);
  });

  test('brackets, commas and escapes inside strings split nothing', async () => {
    const value = { p: '], [ } { , \\ " \u2028', q: ['[', ']'] };
    expect(await read('a.json', JSON.stringify([value, value]))).toEqual([good(1, value), good(1, value)]);
  });

  test('an empty list gives no rows', async () => {
    expect(await read('a.json', '[]')).toEqual([]);
    expect(await read('a.json', '{"train": []}')).toEqual([]);
  });

  test.each([
    ['[{"p": 1}', 'a.json:1:10'],
    ['[\n{"p": 1},\n{"p": [1}\n]', 'a.json:3:9'],
    ['{"train" ["a"]}', 'a.json:1:10'],
    ['{"a": 1}', 'a.json is one JSON object without lists'],
    ['[1] [2]', 'a.json:1:5'],
    ['hello', 'a.json:1:1'],
  ])('%j cannot be read further, and the error says where', async (text, place) => {
    await expect(read('a.json', text, { format: 'json' })).rejects.toThrow(place);
  });

  test('JSON Lines under the name .json, and JSON under the name .jsonl, are read as what they are', async () => {
    expect(await read('a.json', '{"p":1}\n{"p":2}\n')).toEqual([good(1, { p: 1 }), good(2, { p: 2 })]);
    expect(await read('a.jsonl', '[\n{"p":1},\n{"p":2}]\n')).toEqual([good(2, { p: 1 }), good(3, { p: 2 })]);
    expect(await read('a.jsonl', '[{"p":1},{"p":2}]\n')).toEqual([good(1, { p: 1 }), good(1, { p: 2 })]);
  });
});
