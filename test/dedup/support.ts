import { expect } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import type { DedupResult, Removal } from '../../src/dedup/index.ts';

/** Rows of equal length as row-major float32, with the options that describe them. */
export function pack(rows: readonly (readonly number[])[], keep: number) {
  const dimensions = rows[0] === undefined ? 1 : rows[0].length;
  return [new Float32Array(rows.flat()), { rows: rows.length, dimensions, keep }] as const;
}

/** Seeded rows in `clusters` bunches: close pairs, hubs and outliers, no exact ties. */
export function clusteredRows(seed: number, count: number, dimensions: number, clusters: number): number[][] {
  const random = keyedRandom('clusters', seed);
  const point = () => Array.from({ length: dimensions }, () => random.float() - 0.5);
  const centres = Array.from({ length: clusters }, point);
  return Array.from({ length: count }, () => {
    const spread = random.float();
    const centre = random.pick(centres);
    return point().map((value, k) => Math.fround(centre[k]! + spread * value));
  });
}

/**
 * Holds a result against the literal one: survivors, pairs, distances and their order to the last bit, both
 * phi up to the rounding of sums over all rows.
 */
export function expectSame(found: DedupResult, literal: DedupResult): void {
  const withoutPhi = ({ kept, minDistance, removed }: DedupResult) => ({
    kept,
    minDistance,
    removed: removed.map(({ phi: _phi, phiPartner: _phiPartner, ...rest }) => rest),
  });
  expect(withoutPhi(found)).toEqual(withoutPhi(literal));
  const slack = 1e-11 * (literal.kept.length + literal.removed.length);
  for (const [at, removal] of literal.removed.entries()) {
    expect(Math.abs(found.removed[at]!.phi - removal.phi)).toBeLessThanOrEqual(slack);
    expect(found.removed[at]!.phiPartner === null).toBe(removal.phiPartner === null);
    const difference = (found.removed[at]!.phiPartner ?? 0) - (removal.phiPartner ?? 0);
    expect(Math.abs(difference)).toBeLessThanOrEqual(slack);
  }
}

const UNITS = 2 ** 40;

/**
 * Algorithm 1 once more, sharing nothing with the shipped forms: distances and sums are whole numbers
 * of 2⁻⁴⁰ (BigInt, so no rounding anywhere), pairs are listed and sorted afresh for every removal.
 */
export function naiveDedup(rows: readonly (readonly number[])[], keep: number): DedupResult {
  const points = rows.map((row) => row.map(Math.fround));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  const units = (a: number, b: number): bigint => {
    const cosine =
      dot(points[a]!, points[b]!) / Math.sqrt(dot(points[a]!, points[a]!) * dot(points[b]!, points[b]!));
    return BigInt(UNITS) - BigInt(Math.round(cosine * UNITS));
  };
  const table = new Map<string, bigint>();
  for (const a of points.keys())
    for (const b of points.keys()) if (a !== b) table.set(`${a},${b}`, units(a, b));
  const between = (a: number, b: number): bigint => table.get(`${a},${b}`)!;

  let alive = [...points.keys()];
  const pairs = () =>
    alive
      .flatMap((a) => alive.filter((b) => b > a).map((b) => ({ a, b, units: between(a, b) })))
      .sort((x, y) => (x.units === y.units ? x.a - y.a || x.b - y.b : x.units < y.units ? -1 : 1));
  const phi = (row: number) =>
    alive.filter((other) => other !== row).reduce((sum, other) => sum + between(row, other), 0n);
  const toNumber = (value: bigint) => Number(value) / UNITS;

  const removed: Removal[] = [];
  while (alive.length > keep) {
    const order = removed.length + 1;
    const pair = pairs()[0];
    if (pair === undefined) {
      removed.push({ index: alive[0]!, partner: null, distance: null, phi: 0, phiPartner: null, order });
      alive = [];
      break;
    }
    const [phiA, phiB] = [phi(pair.a), phi(pair.b)];
    const gap = toNumber(phiA > phiB ? phiA - phiB : phiB - phiA);
    const loser = gap > 1e-9 * alive.length && phiB < phiA ? pair.b : pair.a;
    const winner = loser === pair.a ? pair.b : pair.a;
    removed.push({
      index: loser,
      partner: winner,
      distance: toNumber(pair.units),
      phi: toNumber(phi(loser)),
      phiPartner: toNumber(phi(winner)),
      order,
    });
    alive = alive.filter((row) => row !== loser);
  }
  const closest = pairs()[0];
  return { kept: alive, removed, minDistance: closest === undefined ? null : toNumber(closest.units) };
}
