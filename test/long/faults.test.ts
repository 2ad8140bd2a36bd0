import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultKinds } from '../support/fault-server.ts';
import { type Calm, calmRun, expectCalmBytes, serverOf, turns } from '../support/storm.ts';

let calm: Calm;

beforeAll(async () => {
  calm = await calmRun();
}, 60_000);
afterAll(() => calm.project[Symbol.dispose]());

test.each(faultKinds.map((kind) => [kind]))(
  '%s, in three of ten attempts, changes nothing but the time it takes',
  async (kind) => {
    await using server = await serverOf({ ...turns, faultRate: 0.3, faults: [kind] });
    await expectCalmBytes(calm, server);
    expect(server.played.get(kind)).toBeGreaterThan(10);
  },
);
