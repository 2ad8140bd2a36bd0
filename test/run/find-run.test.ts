import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findRun } from '../../src/run/find-run.ts';

const root = mkdtempSync(join(tmpdir(), 'specloom-runs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs of that name, each later than the one before. */
function run(...names: readonly string[]): void {
  for (const [at, name] of names.entries()) {
    const folder = join(root, '.specloom', 'runs', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), '{}');
    utimesSync(join(folder, 'run.json'), 1_000 + at, 1_000 + at);
  }
}

for (const folder of ['specs', 'pipelines']) mkdirSync(join(root, folder));
run(...Array.from({ length: 20 }, (_, at) => `evaluate-small-model-${at}`), 'evaluate-small-a-b-align3');
const found = (name?: string): string => basename(findRun(root, root, name));

test('a run is found by its name, by the folder of its evaluation, and without either as the last one', () => {
  expect(found('evaluate-small-model-3')).toBe('evaluate-small-model-3');
  expect(found('results/small/model-3')).toBe('evaluate-small-model-3');
  expect(found('results/small/a-b-align3/')).toBe('evaluate-small-a-b-align3');
  expect(found()).toBe('evaluate-small-a-b-align3');
});

test('a name that no run has is answered with the last ones, and how many more there are', () => {
  expect(() => found('nope')).toThrow(
    /^no run named nope; there are: evaluate-small-a-b-align3, evaluate-small-model-19, .*, and 9 that ran before these$/,
  );
});
