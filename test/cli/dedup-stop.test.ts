import { mkdirSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dedupTextFile } from '../../src/cli/dedup/texts.ts';
import { dedupVectorFile } from '../../src/cli/dedup/vectors.ts';
import { atWork, progressText, type Work } from '../../src/cli/dedup/work.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { type DedupFolder, dedupFolder, littleEndian, trips } from './dedup-call.ts';

/** Does work as the command does, at a terminal or not, and says what it left behind. */
async function working(folder: DedupFolder, live: boolean, run: (work: Work) => Promise<void>) {
  const seen = { status: 0, note: '' };
  const io = {
    cwd: folder.path(),
    env: {},
    live,
    out: () => {},
    note: (text: string) => {
      seen.note += text;
    },
    exit: (status: number) => {
      seen.status = status;
    },
  };
  await atWork(io, run);
  return seen;
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops with status %d and writes nothing', async (signal, expected) => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', trips(40));
  const before = process.listenerCount(signal);
  const request = {
    ...{ cwd: folder.path(), input: 'in.jsonl', out: 'k.jsonl', report: 'page.html', field: 'prompt' },
    ...{ embedder: 'hashing/default', offline: false, rules: { keep: '50%' }, sweep: false },
    ...{ group: undefined, protect: undefined, against: [] },
  };
  const { status, note } = await working(folder, false, async (work) => {
    process.emit(signal, signal);
    await dedupTextFile(request, work);
  });
  expect(status).toBe(expected);
  expect(note).toBe(
    'stopping at the end of the block in hand. Again to stop at once.\nStopped; nothing was written. There was too little done to keep: the same command starts anew.\n',
  );
  expect(folder.files()).toEqual(['in.jsonl']);
  expect(process.listenerCount(signal)).toBe(before);
});

test('a selection of many rows that is stopped keeps its neighbours, and goes on to the same result', async () => {
  using folder = dedupFolder();
  const random = keyedRandom('stop');
  folder.write('v.f32', littleEndian(Float32Array.from({ length: 12_000 * 16 }, () => random.float() - 0.5)));
  const request = {
    ...{ cwd: folder.path(), file: 'v.f32', dimensions: 16, rules: { keep: '11990' } },
    ...{ protect: undefined, sweep: false, report: undefined },
  };
  const { status, note } = await working(folder, false, async (work) => {
    const begin = () => (share: number) => {
      if (share >= 0.5 && !work.signal.aborted) process.emit('SIGINT', 'SIGINT');
    };
    await dedupVectorFile(request, { ...work, begin });
  });
  expect(status).toBe(130);
  expect(note).toContain('goes on where it was: neighbours found so far are kept in .specloom/neighbours');
  const kept = () => readdirSync(folder.path('.specloom', 'neighbours'));
  expect(kept()).toHaveLength(1);
  const args = ['--vectors', 'v.f32', '--dimensions', '16', '--keep', '11990', '--json'];
  const resumed = await folder.call(args);
  expect(JSON.parse(resumed.out).kept).toHaveLength(11_990);
  expect(kept()).toEqual([]);
  expect((await folder.call(args)).out).toBe(resumed.out);
});

test('an error of the work itself stays one, whatever was kept', async () => {
  using folder = dedupFolder();
  mkdirSync(folder.path('.specloom', 'neighbours'), { recursive: true });
  const failing = working(folder, false, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
});

test('a terminal line is cleared before anything else is said, and at the end', async () => {
  using folder = dedupFolder();
  const { note } = await working(folder, true, async ({ onDownload, note }) => {
    onDownload({ model: 'm', file: 'f', loadedBytes: 0, totalBytes: 2_000_000 });
    note('a word\n');
    onDownload({ model: 'm', file: 'g', loadedBytes: 0, totalBytes: null });
  });
  expect(note.split('\r\u001b[2K')).toEqual([
    'downloading m: f, 0.0 MB of 2.0 MB',
    'a word\ndownloading m: g, 0.0 MB',
    '',
  ]);
});

test('a call that ends leaves no listener and no progress line behind', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', trips(20));
  const before = process.listenerCount('SIGINT');
  const { note } = await folder.call(['in.jsonl', '--out', 'k.jsonl']);
  expect(note).toBe('');
  expect(process.listenerCount('SIGINT')).toBe(before);
  expect(folder.files()).toEqual(['in.jsonl', 'k.jsonl']);
});

test('progress has the share, the rate and the time left', () => {
  expect(progressText('selecting', 121_431, 0.25, 30_000)).toBe(
    'selecting: 25 % of 121,431 rows, 1,012 rows/s, about 2 min left',
  );
  expect(progressText('embedding', 10, 0, 1_000)).toBe('embedding: 0 % of 10 rows, 0 rows/s');
});
