import { expect, test } from 'vitest';
import { dedupReference } from '../../src/dedup/index.ts';
import { hashingEmbedder } from '../../src/embed/index.ts';
import { dedupFolder, littleEndian, trips } from './dedup-call.ts';

const rows = trips(60);

async function reference(rules: { keep?: number | string; minDistance?: number }) {
  const embedder = hashingEmbedder();
  const vectors = await embedder.embed(rows.map(({ prompt }) => prompt));
  return dedupReference(vectors, { rows: rows.length, dimensions: embedder.dimensions, ...rules });
}

const linesOf = (kept: readonly number[]): string =>
  kept.map((row) => `${JSON.stringify(rows[row])}\n`).join('');

test('says of each dropped row which one it was too close to, how close, and when', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { removed, stop, dropped } = await folder.selection('in.jsonl', '--out', 'k.jsonl');
  const expected = await reference({ keep: '50%' });
  expect(stop).toEqual({ keep: '50%' });
  expect(dropped).toBe(30);
  expect(removed).toEqual(
    expected.removed.map(({ index, partner, phi, phiPartner, ...facts }) => ({
      line: index + 1,
      id: `q-${index + 1}`,
      partner: { line: partner! + 1, id: `q-${partner! + 1}` },
      phi: expect.closeTo(phi, 6),
      phiPartner: expect.closeTo(phiPartner!, 6),
      ...facts,
    })),
  );
  expect(folder.read('k.jsonl')).toBe(linesOf(expected.kept));
});

test('stops at a distance alone: no share is kept unless asked for', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const document = await folder.selection('in.jsonl', '--out', 'k.jsonl', '--min-distance', '0.3');
  const expected = await reference({ minDistance: 0.3 });
  expect(expected.removed.length).toBeGreaterThan(0);
  expect(expected.removed.length).not.toBe(30);
  expect(document).toMatchObject({
    stop: { minDistance: 0.3 },
    kept: expected.kept.length,
    minDistance: expected.minDistance,
  });
  expect(folder.read('k.jsonl')).toBe(linesOf(expected.kept));
});

test('of a number and a distance, what is met first stops', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  for (const [keep, minDistance] of [
    ['55', 0.5],
    ['5', 0.3],
  ] as const) {
    const both = ['--keep', keep, '--min-distance', String(minDistance)];
    const document = await folder.selection('in.jsonl', '--out', 'k.jsonl', ...both);
    const expected = await reference({ keep: Number(keep), minDistance });
    expect(document).toMatchObject({ kept: expected.kept.length, minDistance: expected.minDistance });
  }
});

test('a sweep says what each distance would leave, and writes nothing', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { out, note, status } = await folder.call(['in.jsonl', '--sweep']);
  expect([status, note]).toEqual([0, '']);
  const [head, ...lines] = out.trimEnd().split('\n');
  expect(head).toBe('min distance  survivors');
  expect(lines).toHaveLength(12);
  for (const line of lines) {
    const [minDistance, survivors] = line.trim().split(/\s+/).map(Number);
    expect((await reference({ minDistance: minDistance! })).kept.length).toBe(survivors);
  }
  expect(folder.files()).toEqual(['in.jsonl']);
  const document = JSON.parse((await folder.call(['in.jsonl', '--sweep', '--json'])).out);
  expect(Object.keys(document)).toEqual(['rows', 'badRows', 'embedder', 'problems', 'histogram', 'sweep']);
  expect(Object.keys(document.histogram)).toEqual(['before']);
});

test.each([
  ['--keep', '50'],
  ['--keep', '3'],
  ['--min-distance', '0.2'],
  ['--min-distance', '0.9'],
  ['--keep', '0'],
])('a sweep beside a selection changes nothing of it: %s %s', async (...rule) => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { sweep, histogram, ...both } = await folder.selection(
    'in.jsonl',
    '--out',
    'k.jsonl',
    '--sweep',
    ...rule,
  );
  const kept = folder.read('k.jsonl');
  expect(both).toEqual(await folder.selection('in.jsonl', '--out', 'k.jsonl', ...rule));
  expect(folder.read('k.jsonl')).toBe(kept);
  expect(sweep).toEqual(JSON.parse((await folder.call(['in.jsonl', '--sweep', '--json'])).out).sweep);
  expect(histogram?.after?.of).toBe(both.kept);
});

test('vectors: the same rules, a sweep, and why each row was dropped', async () => {
  using folder = dedupFolder();
  folder.write('fan.f32', littleEndian([1, 0, 0, 1, 3, 4, 4, 3]));
  const vectors = ['--vectors', 'fan.f32', '--dimensions', '2'];
  const { out } = await folder.call([...vectors, '--min-distance', '0.1', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    stop: { minDistance: 0.1 },
    removed: [{ index: 2, partner: 3, order: 1 }],
    kept: [0, 1, 3],
  });
  const swept = await folder.call([...vectors, '--sweep']);
  expect(swept.out.split('\n')[1]).toMatch(/^0\.01 +4$/);
  expect(swept.out.split('\n')[12]).toMatch(/^0\.5 +2$/);
  const both = await folder.call([...vectors, '--keep', '2', '--sweep']);
  expect(both.out).toBe('0\n1\n');
  expect(both.note).toContain('min distance');
});

test('distances of nearest rows are counted before and after, of a sample where there are many', async () => {
  using folder = dedupFolder();
  folder.writeRows('in.jsonl', rows);
  const { histogram } = await folder.selection('in.jsonl', '--out', 'k.jsonl', '--sweep');
  const total = (side: 'before' | 'after') =>
    histogram![side]!.bins.reduce((sum, { count }) => sum + count, 0);
  expect(histogram).toMatchObject({
    before: { rows: 60, of: 60, sample: false },
    after: { rows: 30, of: 30, sample: false },
  });
  expect([total('before'), total('after')]).toEqual([60, 30]);

  const angle = (n: number) => [Math.cos(n / 1000), Math.sin(n / 1000)];
  folder.write('many.f32', littleEndian(Array.from({ length: 6000 }, (_, n) => angle(n)).flat()));
  const { out } = await folder.call(['--vectors', 'many.f32', '--dimensions', '2', '--sweep', '--json']);
  const { before } = JSON.parse(out).histogram;
  expect(before).toMatchObject({ rows: 5000, of: 6000, sample: true });
  // A row of the sample is not its own neighbour, and its nearest may be outside the sample.
  expect(before.bins[0].count).toBe(5000);
});
