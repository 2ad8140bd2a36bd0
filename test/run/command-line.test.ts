import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine, roleModels } from '../../src/run/command-line.ts';

test('flags that were not given are left out, switches stand alone, lists are repeated', () => {
  const flags = {
    out: undefined,
    seed: 0,
    scenario: ['travel', 'child'],
    model: roleModels({ judge: 'openai/gpt-4.1' }),
    'accept-gaps': true,
    replay: false,
  };
  expect(commandLine('run', 'pipelines/a.yaml', flags)).toBe(
    'specloom run pipelines/a.yaml --seed 0 --scenario travel --scenario child --model judge=openai/gpt-4.1 --accept-gaps',
  );
});

test('a shell takes the line apart into the words that it was made of, whatever stands in them', () => {
  const word = fc
    .string({ unit: fc.constantFrom(...` '"$\`\\!*?;&|<>(){}[]#~=aé/-\n`), minLength: 1, maxLength: 12 })
    .filter((text) => !text.startsWith('-'));
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 3 }), (target, out) => {
      const line = commandLine('run', target, { out });
      const script = `specloom() { printf '%s\\0' "$@"; }\n${line}`;
      const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
      expect(words).toEqual(['run', target, ...out.flatMap((each) => ['--out', each])]);
    }),
    { numRuns: 40 },
  );
});
