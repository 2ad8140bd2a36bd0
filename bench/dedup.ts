import { keyedRandom } from '../src/core/random.ts';
import { dedup, dedupReference } from '../src/dedup/index.ts';
import { medianMs } from './measure.ts';

const dimensions = 384;

/** Seeded rows around 40 centres, near to some and far from others, as prompts are. */
function rowsLikePrompts(count: number): Float32Array {
  const random = keyedRandom('bench', 'dedup', count);
  const point = () => Array.from({ length: dimensions }, () => random.float() - 0.5);
  const centres = Array.from({ length: 40 }, point);
  const rows = Array.from({ length: count }, () => {
    const centre = random.pick(centres);
    const spread = 0.3 + random.float();
    return point().map((value, k) => centre[k]! + spread * value);
  });
  return Float32Array.from(rows.flat());
}

/** `dedup` against `dedupReference`: half of N rows kept, d = 384, medians of three runs after one to warm up. */
export async function run(): Promise<void> {
  process.stdout.write(`dedup against dedupReference, d = ${dimensions}, half kept\n`);
  process.stdout.write('     N   reference ms   dedup ms   times as fast   same result\n');
  for (const rows of [500, 1000, 2000]) {
    const vectors = rowsLikePrompts(rows);
    const options = { rows, dimensions, keep: rows / 2 };
    const same =
      JSON.stringify(await dedup(vectors, options)) === JSON.stringify(dedupReference(vectors, options));
    const reference = await medianMs(3, () => dedupReference(vectors, options));
    const fast = await medianMs(3, () => dedup(vectors, options));
    const cells = [
      `${rows}`.padStart(6),
      reference.toFixed(0).padStart(14),
      fast.toFixed(0).padStart(10),
      (reference / fast).toFixed(1).padStart(15),
      (same ? 'yes' : 'NO').padStart(13),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
    if (!same) process.exitCode = 1;
  }
}
