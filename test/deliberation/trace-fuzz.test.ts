import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finish } from '../../src/core/question.ts';
import { bodyOf, qwen, respondBy, type Said, subjectThat } from './subject.ts';

/** What a subject would say if nothing stopped it: words that count one token each, and its end marker. */
const talk = fc.array(fc.constantFrom('room ', 'four ', 'hm ', '\n', '<think>', qwen.close), {
  maxLength: 40,
});

const ends: readonly Finish[] = ['stop', 'stop', 'stop', 'stop', 'filter', 'refusal', 'rejected'];

interface World {
  readonly talks: readonly (readonly string[])[];
  readonly finishes: readonly Finish[];
  readonly parser: boolean;
  readonly counts: boolean;
}

const worlds: fc.Arbitrary<World> = fc.record({
  talks: fc.array(talk, { minLength: 6, maxLength: 6 }),
  finishes: fc.array(fc.constantFrom(...ends), { minLength: 6, maxLength: 6 }),
  parser: fc.boolean(),
  counts: fc.boolean(),
});

/** A server that keeps to limits and stop texts, whatever its model would say. */
function served({ talks, finishes, parser, counts }: World) {
  let spent = 0;
  const subject = subjectThat((question, number): Said => {
    const { max_tokens: most = Infinity, stop = [] } = bodyOf(question);
    const at = talks[number]!.findIndex((word) => stop.includes(word));
    const whole = at < 0 ? talks[number]! : talks[number]!.slice(0, at);
    const said = whole.slice(0, most);
    const isCut = said.length < whole.length;
    const ended = isCut ? 'length' : finishes[number]!;
    const text = ended === 'rejected' ? '' : said.join('');
    spent += ended === 'rejected' ? 0 : said.length;
    const usage = counts ? { inputTokens: 10, outputTokens: text === '' ? 0 : said.length } : null;
    return { body: parser ? parsed(text) : { text: text === '' ? null : text }, finish: ended, usage };
  });
  return { ...subject, spent: () => spent };
}

function parsed(text: string) {
  const end = text.indexOf(qwen.close);
  if (end < 0) return { text: null, reasoning: text };
  return { text: text.slice(end + qwen.close.length), reasoning: text.slice(0, end) };
}

const methods = fc.constantFrom('vanilla', 'zero-think', 'more-think', 'align3');

test('whatever a subject says and however its server ends it, a trace keeps to its budget and to what was said', async () => {
  await fc.assert(
    fc.asyncProperty(methods, worlds, fc.integer({ min: 16, max: 120 }), async (method, world, tokens) => {
      const { ask, asked, spent } = served(world);
      const said = await respondBy(method, ask, { tokens });
      expect(spent()).toBeLessThanOrEqual(tokens);
      expect(asked.length).toBeLessThanOrEqual(5);
      if (said.finish === 'filter' || said.finish === 'rejected') return;
      if (world.counts) expect(said.usage).not.toBeNull();
      expect(said.steps.length).toBeGreaterThanOrEqual(asked.length);
      // What is an answer was said, and what was said last behind the end marker is no part of the reasoning.
      const last = said.steps.at(-1)!.text.trim();
      if (said.answer !== null && !said.answer.includes(last)) expect(last).toContain(said.answer);
      if (
        last !== '' &&
        last.replace(/<\/?think>/g, '').trim() !== '' &&
        said.steps.at(-1)!.name === 'answer'
      )
        expect(said.answer).toContain(last.replace(/^(?:<think>\s*<\/think>\s*)+/, ''));
    }),
    { numRuns: 300 },
  );
});
