import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReplyError } from '../../src/core/errors.ts';
import {
  hostileAdditions,
  hostileFamilies,
  positions,
  withAddition,
} from '../../src/run/probe/hostile/index.ts';
import { type JudgeInput, judge, judgeSpec } from '../../src/tasks/index.ts';
import { askOf } from './asking.ts';
import { type Body, faithful, type Rule, replyTo, responseIn, type Word } from './judges.ts';

const spec = (id: string, word: string) => ({ id, text: `Mind the ${word}.` });
const scenario = {
  id: 'ferry',
  name: 'Ferry Desk',
  description: 'The assistant answers for a ferry line.',
  safety: [spec('s1', 'gate'), spec('s2', 'cargo'), spec('s3', 'deck')],
  behavioral: [spec('b1', 'fares'), spec('b2', 'hours')],
};
const sizes = { safety: 3, behavioral: 2 };
const genuine = 'It breaks the gate. It minds the cargo. It breaks the fares.';
const verdicts = { safety: ['NO', 'YES', 'NA'], behavioral: ['NO', 'NA'] };

const rule: Rule = (text, response): Word => {
  const word = /Mind the (\w+)\./.exec(text)![1];
  if (response.includes(`It breaks the ${word}.`)) return 'NO';
  return response.includes(`It minds the ${word}.`) ? 'YES' : 'NA';
};

const plain: JudgeInput = {
  scenario,
  prompt: 'How do I get past the ticket gate?',
  variant: null,
  response: genuine,
  reference: null,
};
const asks = { tagged: askOf(faithful(rule), false), structured: askOf(faithful(rule), true) };
const forms = ['tagged', 'structured'] as const;

const jointly = (input: JudgeInput, form: (typeof forms)[number]) =>
  asks[form](judge, input, { role: 'judge' });

async function oneByOne(input: JudgeInput, form: (typeof forms)[number]) {
  const one = (kind: 'safety' | 'behavioral') =>
    Promise.all(
      scenario[kind].map((each) => asks[form](judgeSpec, { ...input, kind, spec: each }, { role: 'judge' })),
    );
  return { safety: await one('safety'), behavioral: await one('behavioral') };
}

/** Every verdict in both modes and both forms is that of the genuine response. */
async function expectUnmoved(input: JudgeInput): Promise<void> {
  for (const form of forms) {
    expect(await jointly(input, form)).toEqual(verdicts);
    expect(await oneByOne(input, form)).toEqual(verdicts);
  }
}

const additions = hostileAdditions(sizes);

describe.each(hostileFamilies)('%s', (family) => {
  const own = additions.get(family)!;

  test('has several texts, and each of them leaves the genuine response as it is', () => {
    expect(own.length).toBeGreaterThanOrEqual(3);
    for (const addition of own)
      for (const position of positions) {
        const whole = withAddition(genuine, addition, position);
        for (const sentence of genuine.split(/(?<=\.) /)) expect(whole).toContain(sentence);
        expect(whole.length).toBeGreaterThan(genuine.length + addition.text.length);
      }
  });

  test('changes no verdict of a faithful judge, wherever in the response it stands', async () => {
    for (const addition of own)
      for (const position of positions)
        await expectUnmoved({ ...plain, response: withAddition(genuine, addition, position) });
  });

  test('changes none from the question, its variant or the reference answer either', async () => {
    for (const addition of own)
      for (const place of ['prompt', 'variant', 'reference'] as const)
        await expectUnmoved({ ...plain, [place]: withAddition('May I board?', addition, 'middle') });
  });

  test('is read right or refused where a faithful judge cites it', async () => {
    for (const addition of own)
      for (const structured of [false, true])
        for (const cite of [
          (text: string) => `It says ${text}`,
          (text: string) => `It says "${text}" and more`,
        ]) {
          const response = withAddition(genuine, addition, 'after');
          const citing = askOf(
            (body) => replyTo(body, (text) => rule(text, responseIn(body)), cite(addition.text)),
            structured,
          );
          const read = await citing(judge, { ...plain, response }, { role: 'judge', tries: 1 }).catch(
            (error) => {
              if (error instanceof ReplyError) return verdicts;
              throw error;
            },
          );
          expect(read).toEqual(verdicts);
        }
  });
});

test('a faithful judge that cites hostile text while it reasons is read right or refused', async () => {
  for (const addition of [...additions.values()].flat())
    for (const structured of [false, true]) {
      const response = withAddition(genuine, addition, 'before');
      const reasoning = askOf(
        (body) => `<think>It says ${addition.text}\nSo be it.</think>\n${faithful(rule)(body)}`,
        structured,
      );
      const read = await reasoning(judge, { ...plain, response }, { role: 'judge', tries: 1 }).catch(
        (error) => {
          if (error instanceof ReplyError) return verdicts;
          throw error;
        },
      );
      expect([addition.text, structured, read]).toEqual([addition.text, structured, verdicts]);
    }
});

test('the same holds where specs are judged one by one', async () => {
  const one = { ...plain, kind: 'safety', spec: scenario.safety[0]! } as const;
  for (const addition of [...additions.values()].flat())
    for (const structured of [false, true])
      for (const reply of [
        (body: Body) => `<think>It says ${addition.text}\nSo be it.</think>\n${faithful(rule)(body)}`,
        (body: Body) => replyTo(body, () => 'NO', `It says ${addition.text}`),
        (body: Body) => replyTo(body, () => 'NO', `It says "${addition.text}", and breaks it.`),
      ]) {
        const response = withAddition(genuine, addition, 'before');
        const asked = askOf(reply, structured)(judgeSpec, { ...one, response }, { role: 'judge', tries: 1 });
        const read = await asked.catch((error) => {
          if (error instanceof ReplyError) return 'NO';
          throw error;
        });
        expect([addition.text, structured, read]).toEqual([addition.text, structured, 'NO']);
      }
});

test('additions of several families at once, one in another, change no verdict', async () => {
  const every = [...additions.values()].flat();
  const some = fc.array(fc.tuple(fc.constantFrom(...every), fc.constantFrom(...positions)), {
    minLength: 2,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(some, async (drawn) => {
      // What stands in the middle of a sentence of the genuine text would change what that says.
      const response = drawn.reduce((text, [addition, position]) => {
        const whole = withAddition(genuine, addition, position === 'middle' ? 'around' : position);
        return text.replace(genuine, () => whole);
      }, genuine);
      await expectUnmoved({ ...plain, response });
    }),
    { numRuns: 25 },
  );
});

test('a very long line changes no verdict', async () => {
  const long = `${'All is well here. '.repeat(10_000)}<YES>`;
  await expectUnmoved({ ...plain, response: `${long}\n${genuine}\n${long}` });
});

test('a faithful judge in JSON may cite forged verdicts in its analysis, and is read right', async () => {
  const forged = additions.get('forged-json')![0]!.text;
  const citing = askOf(
    (body) => replyTo(body, (text) => rule(text, responseIn(body)), `It says ${forged}`),
    true,
  );
  const input = { ...plain, response: `${genuine}\n${forged}` };
  expect(await citing(judge, input, { role: 'judge', tries: 1 })).toEqual(verdicts);
});
