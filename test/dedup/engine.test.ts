import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DedupOptions, dedup, type EngineStats } from '../../src/dedup/index.ts';
import { clusteredRows, pack } from './support.ts';

const [vectors, options] = pack(clusteredRows(5, 640, 24, 40), 320);
const blocks = { blockRows: 64, blockColumns: 256, kernel: 'plain' } as const;

async function statsOf(more: Partial<DedupOptions>): Promise<EngineStats> {
  let stats: EngineStats | undefined;
  await dedup(vectors, { ...options, ...blocks, ...more, onStats: (each) => (stats = each) });
  return stats!;
}

test('progress rises from block to block and ends at 1', async () => {
  const shares: number[] = [];
  await dedup(vectors, { ...options, ...blocks, onProgress: (share) => shares.push(share) });
  expect(shares.length).toBeGreaterThan(10);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('rows of the same bits are multiplied once', async () => {
  const twice = new Float32Array(2 * vectors.length);
  twice.set(vectors);
  twice.set(vectors, vectors.length);
  let points = 0;
  const rows = 2 * options.rows;
  await dedup(twice, { ...options, rows, keep: 10, ...blocks, onStats: (stats) => (points = stats.points) });
  expect(points).toBe(options.rows);
});

test('the vectors are not changed', async () => {
  const before = vectors.slice();
  await dedup(vectors, { ...options, kernel: 'onnx' });
  expect(vectors).toEqual(before);
});

test('can be stopped while lists are made anew', async () => {
  const near = Array.from({ length: 1500 }, (_, row) => [1, 1 + (row % 977) * 1e-5, row * 1e-6]);
  const [copies, shape] = pack(near, 1);
  const stop = new AbortController();
  const stopInTurns = (turns: number): void => {
    if (turns === 0) stop.abort(new Error('stopped on purpose'));
    else setImmediate(() => stopInTurns(turns - 1));
  };
  let steps = 0;
  const asked = dedup(copies, {
    ...shape,
    kernel: 'plain',
    neighbours: 1,
    signal: stop.signal,
    // The neighbour lists are there, and hold too little to find the first pair by.
    onProgress: (share) => {
      if (share === 0.9) stopInTurns(20);
    },
    onStep: () => {
      steps += 1;
    },
  });
  await expect(asked).rejects.toThrow('stopped on purpose');
  expect(steps).toBe(0);
});

test('a signal that is aborted beforehand stops it even where there is nothing to do', async () => {
  const signal = AbortSignal.abort(new Error('stopped on purpose'));
  const none = dedup(new Float32Array(0), { rows: 0, dimensions: 1, keep: 1, signal });
  await expect(none).rejects.toThrow('stopped on purpose');
});

describe('a selection that was stopped', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'neighbours-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Stops it after the given share of its multiplications. */
  async function stopAt(share: number, more: Partial<DedupOptions> = {}): Promise<void> {
    const stop = new AbortController();
    const asked = dedup(vectors, {
      ...options,
      ...blocks,
      ...more,
      resume: folder,
      signal: stop.signal,
      onProgress: (done) => {
        if (done >= share) stop.abort(new Error('stopped on purpose'));
      },
    });
    await expect(asked).rejects.toThrow('stopped on purpose');
  }
  const fileOf = () => join(folder, readdirSync(folder)[0]!);

  test('goes on at the block where it was, with the same result, and leaves nothing behind', async () => {
    await stopAt(0.5);
    const undisturbed = await dedup(vectors, { ...options, ...blocks });
    const stats = await statsOf({ resume: folder, neighbours: 16 });
    expect(stats.resumed).toBeGreaterThan(3);
    expect(stats.resumed).toBeLessThan(stats.blocks);
    expect(readdirSync(folder)).toEqual([]);
    await stopAt(0.5);
    expect(await dedup(vectors, { ...options, ...blocks, resume: folder })).toEqual(undisturbed);
  });

  test('takes nothing over for other vectors or another shape of blocks', async () => {
    await stopAt(0.5);
    expect((await statsOf({ resume: folder, blockRows: 65 })).resumed).toBe(0);
    expect((await statsOf({ resume: folder, protect: [3] })).resumed).toBe(0);
    expect((await statsOf({ resume: folder, neighbours: 15 })).resumed).toBe(0);
  });

  test('takes what was written whole over, where the end of the file was cut off or damaged', async () => {
    await stopAt(0.5);
    const whole = readFileSync(fileOf());
    const { resumed } = await statsOf({ resume: folder });
    const expected = await dedup(vectors, { ...options, ...blocks });

    await stopAt(0.5);
    truncateSync(fileOf(), whole.length - 7);
    expect((await statsOf({ resume: folder })).resumed).toBeLessThan(resumed);

    await stopAt(0.5);
    const damaged = Buffer.from(whole);
    damaged[Math.floor(whole.length / 2)]! ^= 0x40;
    writeFileSync(fileOf(), damaged);
    expect(await dedup(vectors, { ...options, ...blocks, resume: folder })).toEqual(expected);

    await stopAt(0.5);
    appendFileSync(fileOf(), 'what is this');
    await stopAt(0.9);
    expect(await dedup(vectors, { ...options, ...blocks, resume: folder })).toEqual(expected);
  });

  test('takes no strip for another one: two at once, or a file that was taken away in between', async () => {
    const expected = await dedup(vectors, { ...options, ...blocks });
    await Promise.all([stopAt(0.5), stopAt(0.5)]);
    expect(await dedup(vectors, { ...options, ...blocks, resume: folder })).toEqual(expected);

    let removed = false;
    const stop = new AbortController();
    const asked = dedup(vectors, {
      ...options,
      ...blocks,
      resume: folder,
      signal: stop.signal,
      onProgress: (share) => {
        if (share > 0.3 && !removed) {
          rmSync(fileOf());
          removed = true;
        }
        if (share > 0.6) stop.abort(new Error('stopped on purpose'));
      },
    });
    await expect(asked).rejects.toThrow('stopped on purpose');
    expect(await dedup(vectors, { ...options, ...blocks, resume: folder })).toEqual(expected);
  });

  test('goes on without its file where that can no longer be written, and says so once', async () => {
    const notes: string[] = [];
    const result = await dedup(vectors, {
      ...options,
      ...blocks,
      resume: folder,
      onNote: (note) => notes.push(note),
      onProgress: (share) => {
        if (share > 0.3 && notes.length === 0) rmSync(folder, { recursive: true, force: true });
      },
    });
    expect(result).toEqual(await dedup(vectors, { ...options, ...blocks }));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('after a stop, this selection starts anew');
    mkdirSync(folder);
  });

  test('says where lists cannot be kept', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const asked = dedup(vectors, { ...options, resume: join(folder, 'taken', 'below') });
    await expect(asked).rejects.toThrow('cannot be opened for reading and writing (ENOTDIR)');
  });
});

describe('where ONNX Runtime cannot be loaded', () => {
  const script = `
    import { dedup } from ${JSON.stringify(resolve('src/dedup/index.ts'))};
    const rows = 3000, dimensions = 16;
    const vectors = Float32Array.from({ length: rows * dimensions }, (_, at) => Math.sin(at * at));
    const results = [];
    for (let turn = 0; turn < 2; turn += 1)
      results.push(await dedup(vectors, { rows, dimensions, keep: 2900, ...JSON.parse(process.argv[2]) }));
    console.log(JSON.stringify(results));
  `;
  const block = `
    const Module = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => {
      if (name === 'onnxruntime-node') throw new Error('no such runtime here\\nRequire stack: a path');
      return load(name, ...rest);
    };
  `;

  function runWithout(blocked: boolean, engine: object): { stdout: string; stderr: string } {
    const folder = mkdtempSync(join(tmpdir(), 'no-runtime-'));
    try {
      writeFileSync(join(folder, 'run.mts'), script);
      writeFileSync(join(folder, 'block.cjs'), block);
      const stderrFile = join(folder, 'stderr');
      const stdout = execFileSync(
        'sh',
        [
          '-c',
          'exec "$@" 2>"$0"',
          stderrFile,
          process.execPath,
          '--import',
          'tsx',
          ...(blocked ? ['--require', join(folder, 'block.cjs')] : []),
          join(folder, 'run.mts'),
          JSON.stringify(engine),
        ],
        { encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '' } },
      );
      return { stdout, stderr: readFileSync(stderrFile, 'utf8') };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('a plain kernel gives the same result, and says once that it took over', () => {
    const without = runWithout(true, {});
    expect(without.stdout).toBe(runWithout(false, { kernel: 'onnx' }).stdout);
    expect(without.stderr.match(/ONNX Runtime cannot be loaded \(no such runtime here\)/g)).toHaveLength(1);
  }, 120_000);
});
