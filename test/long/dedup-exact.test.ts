import { expect, test } from 'vitest';
import { dedup, dedupReference, type EngineStats } from '../../src/dedup/index.ts';
import { clusteredRows, expectSame, pack } from '../dedup/support.ts';

test('thousands of rows are thinned out as the literal algorithm does, with lists that are used up on the way', async () => {
  const [vectors, options] = pack(clusteredRows(17, 2500, 96, 120), 1250);
  const literal = dedupReference(vectors, options);
  for (const engine of [
    { kernel: 'onnx', neighbours: 16 },
    { kernel: 'onnx', neighbours: 2, blockRows: 100, blockColumns: 700 },
    { kernel: 'plain', neighbours: 1 },
  ] as const) {
    let stats: EngineStats | undefined;
    const found = await dedup(vectors, {
      ...options,
      ...engine,
      onStats: (each) => {
        stats = each;
      },
    });
    expectSame(found, literal);
    if (engine.neighbours < 16) expect(stats!.recomputed).toBeGreaterThan(100);
  }
});
