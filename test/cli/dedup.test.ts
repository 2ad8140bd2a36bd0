import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { dedupCommand } from '../../src/cli/dedup/dedup.ts';
import { dedupReference } from '../../src/dedup/index.ts';
import { writeTinyModel } from '../embed/tiny-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-dedup-'));
afterAll(() => rmSync(scratch, { recursive: true }));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'case-'));
});

/** Runs `specloom dedup …` in the test's folder. */
async function dedup(...args: string[]) {
  const seen = { out: '', note: '', status: 0 };
  const io = {
    cwd: folder,
    env: {},
    live: false,
    out: (text: string) => {
      seen.out += text;
    },
    note: (text: string) => {
      seen.note += text;
    },
    exit: (status: number) => {
      seen.status = status;
    },
  };
  const command = dedupCommand(io).exitOverride().configureOutput({ writeOut: io.out, writeErr: io.note });
  await command.parseAsync(args, { from: 'user' });
  return seen;
}

const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const row = (prompt: string, more: object = {}) => JSON.stringify({ prompt, ...more });

const near = 'Plan a three-day walking trip through Lisbon for two people';
const nearer = 'Plan a three-day walking trip through Lisbon for two persons';
const far = 'How do I get a refund for a cancelled train?';
const farther = 'Which vaccinations are required for Kenya?';

describe('on texts', () => {
  test('writes the kept rows byte for byte, in order, and says what was dropped', async () => {
    // Odd spacing, key order and line ends, a row without a line feed at the end: all stay as they are.
    const lines = [
      `  ${row(near)}\r\n`,
      `{ "id":7 ,"prompt": "${far}" }\n`,
      '\n',
      `${row(nearer)}\n`,
      row(farther),
    ];
    write('in.jsonl', lines.join(''));
    const { out, status } = await dedup('in.jsonl', '--out', 'kept.jsonl', '--keep', '3', '--json');
    const document = JSON.parse(out);
    expect(document).toMatchObject({ rows: 4, kept: 3, dropped: 1, badRows: 0, problems: [] });
    expect(document.embedder).toBe('hashing/words-chars-512@2');
    expect(document.minDistance).toBeGreaterThan(0.5);
    expect(status).toBe(0);
    const kept = read('kept.jsonl');
    expect([
      lines.filter((_, at) => at !== 0 && at !== 2).join(''),
      lines.filter((_, at) => at !== 3 && at !== 2).join(''),
    ]).toContain(kept);
  });

  test('keeps half, rounded up, unless told otherwise', async () => {
    write('in.jsonl', [near, far, farther].map((prompt) => `${row(prompt)}\n`).join(''));
    const { out } = await dedup('in.jsonl', '--out', 'kept.jsonl');
    expect(out).toMatch(/^kept 2 of 3 rows, dropped 1; smallest distance left: 0\.\d{6}\n$/);
    expect(read('kept.jsonl').trimEnd().split('\n')).toHaveLength(2);
  });

  test('reads another field, nested ones too', async () => {
    write('in.jsonl', [near, far].map((text) => JSON.stringify({ a: { text } })).join('\n'));
    const { out } = await dedup(
      'in.jsonl',
      '--out',
      'kept.jsonl',
      '--field',
      'a.text',
      '--keep',
      '2',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({ rows: 2, kept: 2 });
  });

  test('counts rows that cannot be compared, and names their lines', async () => {
    const bad = ['{"prompt": "cut', JSON.stringify({ text: far }), JSON.stringify({ prompt: 7 }), row('?!')];
    write('in.jsonl', `${[row(near), ...bad, row(far), '[]'].join('\n')}\n`);
    const run = await dedup('in.jsonl', '--out', 'kept.jsonl', '--keep', '5', '--json');
    const document = JSON.parse(run.out);
    expect(document).toMatchObject({ rows: 7, kept: 2, dropped: 0, badRows: 5 });
    expect(document.problems.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5, 7]);
    const problems = document.problems.map(({ problem }: { problem: string }) => problem);
    expect(problems[0]).toContain('not valid JSON');
    expect(problems.slice(1, 4)).toEqual([
      'has no field `prompt`',
      '`prompt`: expected a text, found a number',
      '`prompt` has no features to compare',
    ]);
    expect(read('kept.jsonl')).toBe(`${row(near)}\n${row(far)}\n`);

    const { out, note } = await dedup('in.jsonl', '--out', 'kept.jsonl', '--keep', '5');
    expect(out).toContain('kept 2 of 2 rows');
    expect(note).toContain('5 of 7 rows were left out');
    expect(note).toContain('line 3: has no field `prompt`');
    expect(note).not.toContain(far);
  });

  test('reads gzip', async () => {
    write('in.jsonl.gz', gzipSync(`${row(near)}\n${row(far)}\n`));
    await dedup('in.jsonl.gz', '--out', 'kept.jsonl', '--keep', '2');
    expect(read('kept.jsonl')).toBe(`${row(near)}\n${row(far)}\n`);
  });

  test('keeps lines whole that are longer than what is read at once', async () => {
    const long = Array.from(
      { length: 40 },
      (_, n) => `${row(`${near} ${n}`, { pad: `${n}`.repeat(30_000) })}\n`,
    );
    write('in.jsonl', long.join(''));
    await dedup('in.jsonl', '--out', 'kept.jsonl', '--keep', '20');
    const kept = read('kept.jsonl').split('\n').slice(0, -1);
    expect(kept).toHaveLength(20);
    for (const line of kept) expect(long).toContain(`${line}\n`);
  });

  test('is the same on every run', async () => {
    write(
      'in.jsonl',
      Array.from({ length: 50 }, (_, n) => `${row(`${near}, day ${n % 13} of ${n}`)}\n`).join(''),
    );
    await dedup('in.jsonl', '--out', 'one.jsonl');
    await dedup('in.jsonl', '--out', 'two.jsonl');
    expect(read('two.jsonl')).toBe(read('one.jsonl'));
  });

  test('uses the embedder that is named, a model in a folder for one', async () => {
    writeTinyModel(join(folder, 'tiny'));
    write('in.jsonl', `${row('trip')}\n${row('hotel')}\n${row('trip trip')}\n`);
    const { out } = await dedup(
      'in.jsonl',
      '--out',
      'k.jsonl',
      '--embedder',
      'transformers/tiny',
      '--offline',
      '--json',
    );
    expect(JSON.parse(out).embedder).toMatch(/^transformers\/tiny\/quantized@/);
    await expect(
      dedup('in.jsonl', '--out', 'k.jsonl', '--embedder', 'transformers/someone/absent', '--offline'),
    ).rejects.toThrow('someone/absent: config.json, ');
    await expect(dedup('in.jsonl', '--out', 'k.jsonl', '--embedder', 'best')).rejects.toThrow(
      'known: hashing/default',
    );
  });

  test('writes a file that only its owner may read, whole or not at all', async () => {
    write('in.jsonl', `${row(near)}\n`);
    await dedup('in.jsonl', '--out', 'kept.jsonl');
    expect(statSync(join(folder, 'kept.jsonl')).mode & 0o777).toBe(0o600);
    mkdirSync(join(folder, 'taken'));
    await expect(dedup('in.jsonl', '--out', 'taken')).rejects.toThrow('taken cannot be written (E');
    await expect(dedup('in.jsonl', '--out', 'no/such.jsonl')).rejects.toThrow('cannot be written (ENOENT)');
    expect(readdirSync(folder).sort()).toEqual(['in.jsonl', 'kept.jsonl', 'taken']);
  });

  test('never writes over its input, by whatever name', async () => {
    const content = `${row(near)}\n${row(far)}\n`;
    write('in.jsonl', content);
    symlinkSync('in.jsonl', join(folder, 'alias.jsonl'));
    linkSync(join(folder, 'in.jsonl'), join(folder, 'second-name.jsonl'));
    await expect(dedup('in.jsonl', '--out', './in.jsonl')).rejects.toThrow('--out is the input file');
    await expect(dedup('in.jsonl', '--out', 'alias.jsonl')).rejects.toThrow('--out is the input file');
    await expect(dedup('alias.jsonl', '--out', 'in.jsonl')).rejects.toThrow('--out is the input file');
    await dedup('in.jsonl', '--out', 'second-name.jsonl', '--keep', '1');
    expect(read('in.jsonl')).toBe(content);
  });

  test('says what to do about a call that does not fit', async () => {
    write('in.jsonl', `${row(near)}\n`);
    await expect(dedup()).rejects.toThrow('dedup needs a JSONL file of rows, or --vectors');
    await expect(dedup('in.jsonl')).rejects.toThrow('dedup needs --out');
    await expect(dedup('in.jsonl', '--out', 'k', '--keep', 'few')).rejects.toThrow(
      'keep: expected a whole number',
    );
    await expect(dedup('in.jsonl', '--out', 'k', '--dimensions', '8')).rejects.toThrow(
      '--dimensions belongs to --vectors',
    );
    await expect(dedup('absent.jsonl', '--out', 'k')).rejects.toThrow('absent.jsonl does not exist');
    await expect(dedup('in.jsonl', '--out', 'k', '--field', 'text')).rejects.toThrow(
      'has no row with a text in `text`; the first row has prompt: name one with --field',
    );
    write('list.json', JSON.stringify([{ prompt: near }], null, 2));
    await expect(dedup('list.json', '--out', 'k')).rejects.toThrow(
      /list\.json looks like JSON; dedup reads JSON Lines/,
    );
    expect(readdirSync(folder).sort()).toEqual(['in.jsonl', 'list.json']);
  });
});

describe('on vectors', () => {
  const fan = [1, 0, 0, 1, 3, 4, 4, 3];
  const littleEndian = (values: readonly number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, at) => {
      bytes.writeFloatLE(value, 4 * at);
    });
    return bytes;
  };

  test('prints one JSON document with kept rows and the smallest distance', async () => {
    write('fan.f32', littleEndian(fan));
    const { out, note } = await dedup('--vectors', 'fan.f32', '--dimensions', '2', '--keep', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ rows: 4, dimensions: 2, kept: [0, 1], minDistance: 1 });
    expect(note).toBe('');
  });

  test('prints indices alone without --json, and the summary beside them', async () => {
    write('fan.f32', littleEndian(fan));
    const { out, note } = await dedup('--vectors', 'fan.f32', '--dimensions', '2', '--keep', '75%');
    expect(out).toBe('0\n1\n3\n');
    expect(note).toContain('kept 3 of 4 rows');
  });

  test('agrees with the library on a file of some hundred rows', async () => {
    const values = Float32Array.from({ length: 300 * 24 }, (_, n) => Math.sin(n * n) + Math.cos(n / 7));
    write('many.f32', littleEndian([...values]));
    const { out } = await dedup('--vectors', 'many.f32', '--dimensions', '24', '--keep', '150', '--json');
    const { kept, minDistance } = dedupReference(values, { rows: 300, dimensions: 24, keep: 150 });
    expect(JSON.parse(out)).toMatchObject({ kept, minDistance });
  });

  test('an empty file has no rows', async () => {
    write('none.f32', '');
    const { out } = await dedup('--vectors', 'none.f32', '--dimensions', '2', '--keep', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ rows: 0, dimensions: 2, kept: [], minDistance: null });
  });

  test('says what to do about a file or a call that does not fit', async () => {
    write('fan.f32', littleEndian(fan));
    write('odd.f32', littleEndian(fan).subarray(0, 30));
    write('zero.f32', littleEndian([1, 0, 0, 0]));
    const fit = ['--dimensions', '2', '--keep', '2'];
    await expect(dedup('--vectors', 'odd.f32', ...fit)).rejects.toThrow(
      'odd.f32 has 30 bytes, which is no multiple of 4 × 2 = 8',
    );
    await expect(dedup('--vectors', 'zero.f32', ...fit)).rejects.toThrow(
      'row 1 (counted from 0) is all zeros',
    );
    await expect(dedup('--vectors', 'absent.f32', ...fit)).rejects.toThrow('absent.f32 does not exist');
    await expect(dedup('--vectors', 'fan.f32', '--keep', '2')).rejects.toThrow('needs --dimensions');
    await expect(dedup('--vectors', 'fan.f32', '--dimensions', '2')).rejects.toThrow('needs --keep');
    await expect(dedup('--vectors', 'fan.f32', '--dimensions', '0', '--keep', '2')).rejects.toThrow(
      'at least 1',
    );
    await expect(dedup('--vectors', 'fan.f32', ...fit, '--out', 'k')).rejects.toThrow('no --out');
    await expect(dedup('in.jsonl', '--vectors', 'fan.f32', ...fit)).rejects.toThrow('takes no file of rows');
  });
});

test('the help has examples of both forms', async () => {
  const help: string[] = [];
  const out = (text: string) => {
    help.push(text);
  };
  const io = { cwd: folder, env: {}, live: false, out, note() {}, exit() {} };
  const command = dedupCommand(io).exitOverride().configureOutput({ writeOut: io.out });
  await expect(command.parseAsync(['--help'], { from: 'user' })).rejects.toMatchObject({ exitCode: 0 });
  expect(help.join('')).toContain('specloom dedup prompts.jsonl --out kept.jsonl --keep 50%');
  expect(help.join('')).toContain('specloom dedup --vectors vectors.f32 --dimensions 384 --keep 1000 --json');
});
