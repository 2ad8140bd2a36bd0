import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot, projectPath } from '../../src/files/index.ts';
import { scratch } from './scratch.ts';

test('the root is the nearest folder upward with both specs/ and pipelines/', () => {
  using folder = scratch();
  for (const name of [
    'specs',
    'pipelines',
    'inner/specs',
    'inner/deep/er',
    'inner/deep/specs',
    'inner/deep/pipelines',
  ]) {
    mkdirSync(join(folder.path, name), { recursive: true });
  }
  expect(findRoot(join(folder.path, 'inner/deep/er'))).toBe(join(folder.path, 'inner/deep'));
  expect(findRoot(join(folder.path, 'inner'))).toBe(folder.path);
  expect(findRoot(folder.path)).toBe(folder.path);
});

test('a file of that name makes no root, and without one the error names --root', () => {
  using folder = scratch();
  mkdirSync(join(folder.path, 'specs'));
  writeFileSync(join(folder.path, 'pipelines'), '');
  expect(() => findRoot(folder.path)).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('--root') }),
  );
});

test('a path below a file has no project', () => {
  using folder = scratch();
  writeFileSync(join(folder.path, 'file'), '');
  expect(() => findRoot(join(folder.path, 'file'))).toThrow(expect.objectContaining({ code: 'usage' }));
});

test('paths in files are relative to the root, absolute ones stand as they are', () => {
  expect(projectPath('/project', 'raw/a.csv')).toBe('/project/raw/a.csv');
  expect(projectPath('/project', '/data/a.csv')).toBe('/data/a.csv');
});
