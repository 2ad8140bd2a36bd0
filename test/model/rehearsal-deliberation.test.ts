import { afterAll, beforeAll, expect, test } from 'vitest';
import { bothWays } from './rehearsal-both-ways.ts';

let ways: Awaited<ReturnType<typeof bothWays>>;

beforeAll(async () => {
  ways = await bothWays();
});
afterAll(() => ways[Symbol.asyncDispose]());

// The other methods are among the long tests.
test.each(['zero-think', 'align3', 'best-of-n:answers=3'])(
  '%s comes to the same responses in this process and over HTTP',
  async (method) => {
    const here = await ways.told(method, 'here');
    expect(await ways.told(method, 'http')).toEqual(here);
    expect(here).toHaveLength(6);
    expect(here.filter(({ answer }) => answer !== null).length).toBeGreaterThan(3);
  },
);
