import { expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { item } from '../run/support.ts';
import {
  attackContext,
  type Models,
  noteOf,
  outcomesOf,
  runAttack,
  variantOf,
} from '../stages/attack-support.ts';

/** One attempt in this many is valid: some prompts find it in the first hundred, some only among ten thousand. */
const rare: Models = {
  vote: ({ prompt, number }) => {
    const oneIn = [20, 400, 4_000, Number.POSITIVE_INFINITY][keyedRandom(prompt).int(4)]!;
    return keyedRandom(prompt, number).float() < 1 / oneIn ? 'yes' : 'no';
  },
};

test('over all 11,100 attempts, lazy and exhaustive attacks choose the same variant or hold the same prompts', async () => {
  const line = Array.from({ length: 16 }, (_, n) => item(`How do I get past ticket gate ${n}?`));
  const lazy = await outcomesOf(runAttack(line, attackContext(rare)));
  const exhaustive = await outcomesOf(runAttack(line, attackContext(rare), { mode: 'exhaustive' }));
  const sizes = new Set<number>();
  for (const { id } of line) {
    const [one, other] = [lazy.get(id)!, exhaustive.get(id)!];
    expect(other.kind).toBe(one.kind);
    if (one.kind === 'keep') expect(variantOf(other)).toEqual(variantOf(one));
    else expect(noteOf(one).attempts).toHaveLength(11_100);
    sizes.add(noteOf(other).attempts.length);
  }
  expect([...sizes].toSorted((a, b) => a - b)).toEqual([100, 1_100, 11_100]);
});
