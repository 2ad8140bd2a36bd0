import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedRandom } from '../../src/core/random.ts';
import { type Heard, several, words } from './several.ts';
import { qwen, respondBy } from './subject.ts';

/** The number of an answer, by its draw. */
const numberOf = ({ draw }: Pick<Heard, 'draw'>): number => Number(/answer-(\d+)$/.exec(draw)?.[1] ?? 1);

test('within a budget, the first answer may take all of it, and others share what it leaves', async () => {
  const world = several({ subject: (heard) => words('Room', 40, heard), reward: () => 1 });
  const said = await respondBy('best-of-n', world.ask, { answers: 15, tokens: 200 });
  expect(world.heard.map(({ maxTokens }) => maxTokens)).toEqual([200, 40, 40, 40, 40]);
  expect(said.usage?.outputTokens).toBe(200);
});

test('a budget is kept to, however long the answers are and in whichever order they come', async () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      lengths,
      fc.integer({ min: 16, max: 900 }),
      fc.integer(),
      async (long, tokens, order) => {
        const run = (by: number) => {
          const subject = (heard: Heard) => words(`${numberOf(heard)}`, long[numberOf(heard) - 1]!, heard);
          const world = several({ subject, reward: (answer) => answer.length, order: by });
          return respondBy('best-of-n', world.ask, { answers: 8, tokens });
        };
        const said = await run(order);
        expect(said.usage!.outputTokens).toBeLessThanOrEqual(tokens);
        expect(said).toEqual(await run(order + 1));
      },
    ),
    { numRuns: 30 },
  );
});

test('where the first answer says nothing, the others get at least the share of an answer', async () => {
  const nothing = {
    body: { text: null },
    finish: 'filter',
    usage: { inputTokens: 10, outputTokens: 5 },
  } as const;
  const subject = (heard: Heard) => (numberOf(heard) === 1 ? nothing : words('Room', 40, heard));
  const world = several({ subject, reward: () => 1 });
  const said = await respondBy('best-of-n', world.ask, { tokens: 400 });
  expect(world.heard.map(({ maxTokens }) => maxTokens)).toEqual([400, 131, 131, 131]);
  expect(said.answer).toMatch(/^Room/);
});

test('no answer is asked for with fewer than 16 tokens, however few the first one took', async () => {
  const world = several({ subject: (heard) => words('Room', 5, heard), reward: () => 1 });
  await respondBy('best-of-n', world.ask, { tokens: 100 });
  expect(world.heard.map(({ maxTokens }) => maxTokens)).toEqual([100, 19, 19, 19, 19, 19]);
});

test('a server that counts no tokens is taken to have used up all that it was given', async () => {
  const world = several({ subject: () => ({ body: { text: 'Room 1.' }, usage: null }) });
  expect(await respondBy('best-of-n', world.ask, { tokens: 300 })).toMatchObject({
    answer: 'Room 1.',
    usage: null,
  });
  expect(world.heard).toHaveLength(1);
});

test('within a budget, a refinement is asked for while feedback and refinement would each get what the last response took', async () => {
  const world = several({ subject: (heard) => words(heard.task, 40, heard) });
  const said = await respondBy('self-refine', world.ask, { tokens: 210 });
  expect(world.heard.map(({ task, maxTokens }) => [task, maxTokens])).toEqual([
    ['respond', 210],
    ['feedback', 85],
    ['refine', 130],
    ['feedback', 45],
    ['refine', 50],
  ]);
  expect(said.usage?.outputTokens).toBe(200);
});

test('a budget is kept to, however long the passes are, and there is an answer', async () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 29, maxLength: 29 });
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 16, max: 2_000 }), async (long, tokens) => {
      let number = 0;
      const subject = (heard: Heard) => {
        number += 1;
        return words('Room', long[number - 1]!, heard);
      };
      const said = await respondBy('self-refine', several({ subject }).ask, { tokens });
      expect(said.usage!.outputTokens).toBeLessThanOrEqual(tokens);
      expect(said.answer).toMatch(/^Room/);
    }),
    { numRuns: 50 },
  );
});

/** The passes of tpo, each with the name of its draw. */
const nameIn = ({ draw }: Heard): string => draw.replace('sample-0/', '');

test('within a budget, a round of tpo is asked for while loss, gradient and an answer would each get what the best took', async () => {
  const world = several({
    subject: (heard) => words(nameIn(heard), 40, heard),
    reward: (answer) => answer.length,
  });
  const said = await respondBy('tpo', world.ask, { samples: 3, tokens: 330 });
  expect(world.heard.map((heard) => [nameIn(heard), heard.maxTokens])).toEqual([
    ['sample-0', 330],
    ['answer-2', 145],
    ['answer-3', 145],
    ['loss-1', 70],
    ['gradient-1', 85],
    ['round-1-answer-1', 43],
    ['round-1-answer-2', 43],
    ['round-1-answer-3', 43],
  ]);
  expect(said.usage?.outputTokens).toBe(320);
});

test('tpo keeps to a budget, however long the passes are and in whichever order they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 16, max: 3_000 }),
      fc.integer(),
      async (seed, tokens, order) => {
        const run = (by: number) => {
          const lengthOf = (heard: Heard) => keyedRandom(seed, heard.draw).int(300);
          const subject = (heard: Heard) => words(nameIn(heard), lengthOf(heard), heard);
          const world = several({ subject, reward: (answer) => answer.length % 7, order: by });
          return respondBy('tpo', world.ask, { samples: 3, tokens });
        };
        const said = await run(order);
        expect(said.usage!.outputTokens).toBeLessThanOrEqual(tokens);
        expect(said).toEqual(await run(order + 1));
      },
    ),
    { numRuns: 20 },
  );
});

test('a budget that is never reached changes no question', async () => {
  for (const method of ['best-of-n', 'self-refine', 'tpo']) {
    const world = () =>
      several({ subject: (heard) => words(nameIn(heard), 9, heard), reward: (answer) => answer.length });
    const [free, within] = [world(), world()];
    await respondBy(method, free.ask);
    await respondBy(method, within.ask, { tokens: 1_000_000 });
    expect(within.heard.map(({ question }) => question)).toEqual(free.heard.map(({ question }) => question));
  }
});

test('a subject that reasons is kept to a budget, and answers within it', async () => {
  const each = fc.constantFrom('best-of-n', 'self-refine', 'tpo');
  const tokens = fc.integer({ min: 16, max: 1_500 });
  await fc.assert(
    fc.asyncProperty(each, fc.integer(), tokens, async (method, seed, most) => {
      const subject = (heard: Heard) => {
        const random = keyedRandom(seed, heard.draw);
        return words(random.pick(['Hm', 'Room </think>']), random.int(300), heard);
      };
      const role = { thinking: qwen };
      const { ask } = several({ subject, reward: (answer) => answer.length, kind: 'reasoning', role });
      const said = await respondBy(method, ask, { tokens: most, samples: 3 });
      expect(said.usage!.outputTokens).toBeLessThanOrEqual(most);
      expect(said.steps.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});
