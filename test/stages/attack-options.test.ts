import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { attack, defaults } from './attack-support.ts';

const guide = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/attack.md'), 'utf8');

test('the guide names the options with their defaults', () => {
  const section = guide.slice(guide.indexOf('\n## Options\n'), guide.indexOf('\n## Whose turn it is\n'));
  const rows = [...section.matchAll(/^\| `(\w+)` \| `([^`]+)` \|/gm)].map(([, name, value]) => [
    name,
    JSON.parse(value!) as unknown,
  ]);
  expect(Object.fromEntries(rows)).toEqual(defaults);
});

test.each([
  ['no batch', { batches: [] }],
  ['a batch of none', { batches: [100, 0] }],
  ['an attempt without tactics', { tacticsPerAttempt: 0 }],
  ['a quorum above the votes', { votes: 3, quorum: 4 }],
  ['less than nothing to spare', { spare: -0.1 }],
  ['an unknown mode', { mode: 'fast' }],
])('%s is refused', (_, options) => {
  expect(attack.options.safeParse(options).success).toBe(false);
});
