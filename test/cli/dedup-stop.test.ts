import { expect, test } from 'vitest';
import { progressText } from '../../src/cli/dedup-work.ts';
import { dedupFolder, trips } from './dedup-call.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops with status %d, writes nothing, and says how to go on', async (signal, expected) => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', trips(4000));
  const before = process.listenerCount(signal);
  let sent = false;
  const args = ['in.jsonl', '--out', 'k.jsonl', '--report', 'page.html'];
  const { status, out, note } = await folder.call(args, {
    live: true,
    onNote: () => {
      if (sent) return;
      sent = true;
      process.emit(signal, signal);
    },
  });
  expect([status, out]).toEqual([expected, '']);
  expect(note).toContain('stopping at the end of the block in hand. Again to stop at once.');
  expect(note).toContain('The same command goes on where it was');
  expect(folder.files().filter((file) => file !== '.specloom')).toEqual(['in.jsonl']);
  expect(process.listenerCount(signal)).toBe(before);
});

test('a call that ends leaves no listener and no progress line behind', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', trips(20));
  const before = process.listenerCount('SIGINT');
  const { note } = await folder.call(['in.jsonl', '--out', 'k.jsonl'], { live: true });
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
