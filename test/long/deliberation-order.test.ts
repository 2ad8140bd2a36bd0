import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Provider } from '../../src/core/provider.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { providerKinds } from '../../src/model/index.ts';
import { evaluate } from '../../src/run/evaluate.ts';
import { tasks } from '../../src/tasks/index.ts';
import { copyOf } from '../support/evaluated.ts';
import { makeProject, type Project } from '../support/project.ts';
import { timeless } from '../support/timeless.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const dataset = 'curated/small';

/** A dataset of which nobody was asked anything. No test changes it. */
let fresh: Project;

beforeAll(async () => {
  fresh = makeProject({ unsafe: { generated: 6 }, safe: { generated: 4 } });
  await fresh.run({ until: 'export' });
});
afterAll(() => fresh[Symbol.dispose]());

/** The rehearsal provider, so many questions at a time, whose replies come in an order drawn from a seed. */
function shuffled(concurrency: number, seed: number): ReadonlyMap<string, Provider> {
  const kind = providerKinds.get('rehearsal')!;
  const provider = kind.open('rehearsal', kind.options.parse({}), { env: {}, offline: false, tasks });
  const [server] = provider.servers;
  const random = keyedRandom('order', seed);
  const chat: NonNullable<typeof server>['chat'] = async (question, signal) => {
    for (let turn = random.int(12); turn > 0; turn -= 1) await new Promise(setImmediate);
    return server!.chat!(question, signal);
  };
  const limits = { ...provider.limits, concurrency };
  return new Map([['rehearsal', { ...provider, limits, servers: [{ ...server!, chat }] }]]);
}

const reasoner = [
  ...['vanilla', 'vanilla:tokens=200', 'zero-think', 'more-think', 'align3', 'align3:tokens=300'],
  ...['best-of-n:answers=4', 'best-of-n:answers=4,tokens=900', 'self-refine:refinements=3'],
  ...['tpo:rounds=3,samples=3', 'tpo:rounds=3,samples=3,tokens=3000'],
].map((method) => ['rehearsal/reasoning', method] as const);
const instruct = ['align3', 'best-of-n:answers=4,tokens=900', 'tpo:rounds=2,samples=2'].map(
  (method) => ['rehearsal/default', method] as const,
);

describe('whatever order replies come in', () => {
  test.each([...reasoner, ...instruct])('%s comes to the same bytes by %s', async (model, method) => {
    using one = copyOf(fresh);
    using many = copyOf(fresh);
    const asks = /^(tpo|best-of-n)/.test(method);
    const options = { model, method, ...(asks && { reward: 'self' }) };
    const slow = await evaluate(dataset, { ...options, cwd: one.root, providers: shuffled(1, 1) });
    const fast = await evaluate(dataset, { ...options, cwd: many.root, providers: shuffled(64, 2) });
    expect(slow).toMatchObject({ state: 'done', gaps: 0 });
    expect(fast.asked).toBe(slow.asked);
    expect(timeless(many.results())).toEqual(timeless(one.results()));
    const folder = many.path(slow.folder);
    const made = many.results();
    rmSync(folder, { recursive: true });
    const replayed = await evaluate(dataset, { ...options, cwd: many.root, replay: true });
    expect(replayed).toMatchObject({ state: 'done', asked: 0 });
    expect(many.results()).toEqual(made);
  });
});
