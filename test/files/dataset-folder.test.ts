import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { readDataset, verifyDigest, writeDataset } from '../../src/files/index.ts';
import { contentsOf, scratch } from './scratch.ts';

const contents = {
  meta: { name: 'quickstart', version: 1, counts: { unsafe: 1, safe: 1 } },
  files: new Map([
    ['travel/items.jsonl', '{"id":"1"}\n'],
    ['README.md', '# Quickstart\n'],
  ]),
};

describe('writing', () => {
  test('the description holds the files by path with their hashes, and a digest over them', () => {
    using folder = scratch();
    const path = join(folder.path, 'curated/quickstart');
    const { digest } = writeDataset(path, contents);
    const readme = sha256('# Quickstart\n');
    const items = sha256('{"id":"1"}\n');
    expect(digest).toBe(sha256(`README.md ${readme}\ntravel/items.jsonl ${items}\n`));
    expect(readFileSync(join(path, 'dataset.json'), 'utf8')).toBe(
      `{
  "counts": {
    "safe": 1,
    "unsafe": 1
  },
  "digest": "${digest}",
  "files": {
    "README.md": "${readme}",
    "travel/items.jsonl": "${items}"
  },
  "name": "quickstart",
  "version": 1
}
`,
    );
  });

  test('equal contents give equal bytes, whatever order they were handed in and wherever they are written', () => {
    using folder = scratch();
    writeDataset(join(folder.path, 'a'), contents);
    writeDataset(join(folder.path, 'b'), {
      meta: { counts: { safe: 1, unsafe: 1 }, version: 1, name: 'quickstart' },
      files: new Map([...contents.files].reverse()),
    });
    expect(contentsOf(join(folder.path, 'b'))).toEqual(contentsOf(join(folder.path, 'a')));
  });

  test('an unreleased dataset is replaced as a whole', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    writeDataset(path, contents);
    writeDataset(path, { ...contents, files: new Map([['only.txt', 'x']]) });
    expect(Object.keys(contentsOf(folder.path))).toEqual(['set/dataset.json', 'set/only.txt']);
  });

  test('a released dataset is never overwritten', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    writeDataset(path, { ...contents, meta: { ...contents.meta, released: true } });
    const before = contentsOf(path);
    expect(() => writeDataset(path, contents)).toThrow(
      expect.objectContaining({ code: 'policy', message: expect.stringContaining('never overwritten') }),
    );
    expect(contentsOf(path)).toEqual(before);
  });

  test('a released dataset that a kill left aside is restored and still not overwritten', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    writeDataset(path, { ...contents, meta: { ...contents.meta, released: true } });
    renameSync(path, join(folder.path, '.set.old'));
    expect(() => readDataset(path)).toThrow(/was interrupted/);
    expect(() => writeDataset(path, contents)).toThrow(expect.objectContaining({ code: 'policy' }));
    expect(readDataset(path).meta).toMatchObject({ released: true });
  });

  test('a folder of something else is left alone, an empty one is used', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    mkdirSync(path);
    writeDataset(path, contents);
    const notes = join(folder.path, 'notes');
    mkdirSync(notes);
    writeFileSync(join(notes, 'diary.txt'), 'mine');
    expect(() => writeDataset(notes, contents)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('not a dataset') }),
    );
    expect(contentsOf(notes)).toEqual({ 'diary.txt': 'mine' });
    writeFileSync(join(folder.path, 'file'), '');
    expect(() => writeDataset(join(folder.path, 'file'), contents)).toThrow(/is a file/);
  });

  test("a person's own file in the folder stops the replacement that would lose it", () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    writeDataset(path, contents);
    writeFileSync(join(path, 'travel/notes.md'), 'mine');
    writeFileSync(join(path, '.DS_Store'), '');
    expect(() => writeDataset(path, contents)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('travel/notes.md') }),
    );
    rmSync(join(path, 'travel/notes.md'));
    writeDataset(path, contents);
  });
});

describe('reading', () => {
  test('gives back what was written', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    const { digest } = writeDataset(path, contents);
    const dataset = readDataset(path);
    expect(dataset.meta).toEqual(contents.meta);
    expect(dataset.digest).toBe(digest);
    expect([...dataset.files.keys()]).toEqual(['README.md', 'travel/items.jsonl']);
    expect(dataset.text('travel/items.jsonl')).toBe('{"id":"1"}\n');
    expect(verifyDigest(path)).toEqual([]);
  });

  test('every departure from the description is found', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    writeDataset(path, contents);
    writeFileSync(join(path, 'travel/items.jsonl'), '{"id":"2"}\n');
    rmSync(join(path, 'README.md'));
    writeFileSync(join(path, 'extra.txt'), '');
    expect(verifyDigest(path)).toEqual([
      { path: 'README.md', problem: 'missing' },
      { path: 'travel/items.jsonl', problem: 'changed' },
      { path: 'extra.txt', problem: 'extra' },
    ]);
    expect(() => readDataset(path).text('travel/items.jsonl')).toThrow(/was changed since/);
    expect(() => readDataset(path).text('README.md')).toThrow(/does not exist/);
    expect(() => readDataset(path).text('../secret')).toThrow(/is not listed/);
  });

  test('a description whose digest does not follow from its files is found', () => {
    using folder = scratch();
    const path = join(folder.path, 'set');
    const { digest } = writeDataset(path, contents);
    const description = join(path, 'dataset.json');
    writeFileSync(description, readFileSync(description, 'utf8').replace(digest, 'f'.repeat(64)));
    expect(verifyDigest(path)).toEqual([{ path: 'dataset.json', problem: 'digest' }]);
  });

  test.each([
    ['not json', /is not valid JSON/],
    ['null', /does not describe a dataset/],
    ['{}', /does not describe a dataset/],
    ['{"digest":"x","files":{"a":"short"}}', /does not describe a dataset/],
    [`{"digest":"x","files":{"../../etc/passwd":"${'0'.repeat(64)}"}}`, /does not describe a dataset/],
  ])('a description that says %j is refused', (text, message) => {
    using folder = scratch();
    writeFileSync(join(folder.path, 'dataset.json'), text);
    expect(() => readDataset(folder.path)).toThrow(message);
  });

  test('a folder that is missing or no dataset says so', () => {
    using folder = scratch();
    expect(() => readDataset(join(folder.path, 'none'))).toThrow(/none\/dataset\.json does not exist/);
    expect(() => readDataset(folder.path)).toThrow(/dataset\.json does not exist/);
  });
});
