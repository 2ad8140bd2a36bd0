import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluationFolders } from '../../../src/run/agree/folders.ts';

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'specloom-folders-'));
  for (const folder of ['results/b', 'results/a', 'results/judges', 'own', 'own/inside', 'empty'])
    mkdirSync(join(cwd, folder), { recursive: true });
  for (const folder of ['results/b', 'results/a', 'own', 'own/inside'])
    writeFileSync(join(cwd, folder, 'evaluation.json'), '{}');
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('a folder that holds evaluations stands for those, by name', () => {
  expect(evaluationFolders(cwd, ['results'])).toEqual([join('results', 'a'), join('results', 'b')]);
});

test('an evaluation stands for itself alone, and what is none is left to whoever reads it', () => {
  const named = ['own', 'own/inside', 'empty', 'nowhere'];
  expect(evaluationFolders(cwd, named)).toEqual(named);
});
