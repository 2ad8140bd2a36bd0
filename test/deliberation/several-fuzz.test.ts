import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finish } from '../../src/core/question.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { type Heard, several, words } from './several.ts';
import { respondBy, type Said } from './subject.ts';

const ends: readonly Finish[] = ['stop', 'stop', 'stop', 'refusal', 'filter', 'rejected'];
const rewards = [null, -1, 0, 1, 1, Number.NaN];

/** A server that answers, refuses, holds back or says nothing, by the draw alone. */
function anything(seed: number): (heard: Heard) => Said {
  return (heard) => {
    const random = keyedRandom(seed, heard.draw);
    const finish = random.pick(ends);
    const said = words(heard.draw, random.int(4), heard);
    const body = finish === 'rejected' ? { text: null } : said.body!;
    const usage = random.int(8) === 0 ? null : said.usage!;
    return { body, finish: said.finish === 'length' ? 'length' : finish, usage };
  };
}

test('whatever passes come to and in whichever order, the same usable answer is given where there is one', async () => {
  const methods = fc.constantFrom('best-of-n', 'self-refine', 'tpo');
  await fc.assert(
    fc.asyncProperty(methods, fc.integer(), fc.boolean(), async (method, seed, within) => {
      const run = async (order: number) => {
        const reward = (answer: string) => keyedRandom(seed, answer).pick(rewards);
        const world = several({ subject: anything(seed), reward, order });
        const options = { answers: 5, refinements: 4, samples: 3, ...(within && { tokens: 64 }) };
        return { said: await respondBy(method, world.ask, options), world };
      };
      const { said, world } = await run(1);
      expect((await run(2)).said).toEqual(said);
      expect(said.steps).toHaveLength(world.heard.length);
      const total = said.steps.every(({ usage }) => usage !== null);
      expect(said.usage === null).toBe(!total);
      if (said.answer !== null) expect(said.steps.map(({ text }) => text)).toContain(said.answer);
      const scored = said.steps.filter(({ reward }) => typeof reward === 'number');
      const best = Math.max(...scored.map(({ reward }) => reward as number));
      if (scored.length > 0)
        expect(scored.filter(({ reward }) => reward === best).map(({ text }) => text)).toContain(said.answer);
    }),
    { numRuns: 120 },
  );
});
