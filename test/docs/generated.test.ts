import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesWithBlocks, generatedFiles } from '../../docs/generate.ts';
import { replaceBlock } from '../../docs/tools/blocks.ts';
import { root } from './markdown.ts';

const committed = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('what is generated from the code is current (npm run generate)', () => {
  for (const [path, text] of generatedFiles())
    test(path, () => {
      expect(committed(path)).toBe(text);
    });

  test('option tables, prices, and what the quickstart and verify print', { timeout: 120_000 }, async () => {
    for (const [path, text] of await filesWithBlocks()) expect(committed(path)).toBe(text);
  });
});

test('a generated block is replaced in place, and one that is missing is an error', () => {
  const page = 'before\n<!-- generated: x -->\nold\n<!-- end -->\nafter\n';
  expect(replaceBlock(page, 'x', 'new')).toBe(
    'before\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nafter\n',
  );
  expect(() => replaceBlock(page, 'y', 'new')).toThrow(/found 0/);
});
