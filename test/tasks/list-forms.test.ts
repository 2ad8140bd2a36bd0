import fc from 'fast-check';
import { expect, test } from 'vitest';
import { synthesize } from '../../src/tasks/index.ts';
import { library } from './scenario.ts';

/** The ways of writing a list that are taken. */
const forms: Readonly<Record<string, (texts: readonly string[]) => string>> = {
  'a JSON array': (texts) => JSON.stringify(texts),
  'an indented JSON array': (texts) => JSON.stringify(texts, null, 2),
  'a fenced JSON array': (texts) => `\`\`\`json\n${JSON.stringify(texts, null, 2)}\n\`\`\``,
  'an object': (texts) => JSON.stringify({ questions: texts }),
  'a preamble and an array': (texts) => `Here are the questions you asked for:\n\n${JSON.stringify(texts)}`,
  'a numbered list': (texts) => texts.map((text, index) => `${index + 1}. ${text}`).join('\n'),
  'a numbered list with blank lines': (texts) =>
    texts.map((text, index) => `${index + 1}) ${text}`).join('\n\n'),
  'a bulleted list': (texts) => texts.map((text) => `- ${text}`).join('\n'),
  'a bold list': (texts) => texts.map((text, index) => `${index + 1}. **${text}**`).join('\n'),
  'Q prefixes': (texts) => texts.map((text, index) => `Q${index + 1}: ${text}`).join('\r\n'),
  'bold question prefixes': (texts) =>
    texts.map((text, index) => `**Question ${index + 1}:** ${text}`).join('\n'),
};

const word = fc.constantFrom(
  ...'the a my for two books room novel (large) "quoted" it’s 3.5 10:30 – one-way Ünal e.g. No. 7 can I [sic] {x} 50% and/or why C# naïve 本 1) - how'.split(
    ' ',
  ),
);
const question = fc
  .tuple(
    fc.constantFrom(
      'How',
      'Where can',
      'My sister and',
      'I am sorry, but',
      "I can't find",
      'Please',
      'Is',
      'Could you',
    ),
    fc.array(word, { minLength: 1, maxLength: 20 }),
    fc.constantFrom('?', '.', '!', '? Thanks.', ''),
  )
  .map(([start, words, end]) => `${start} ${words.join(' ')} today${end}`);
const questions = fc.uniqueArray(question, {
  minLength: 1,
  maxLength: 12,
  selector: (text) => text.toLowerCase(),
});

for (const [name, write] of Object.entries(forms))
  test(`any questions written as ${name} are read back as they are`, () => {
    fc.assert(
      fc.property(questions, (texts) => {
        const input = {
          scenario: library,
          label: 'safe',
          count: texts.length,
          seeds: [],
          existing: [],
        } as const;
        expect(synthesize.parse(write(texts), input)).toEqual(texts);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

test('questions of several lines survive in JSON', () => {
  fc.assert(
    fc.property(fc.array(question, { minLength: 2, maxLength: 4 }), (lines) => {
      const text = lines.join('\n');
      const input = { scenario: library, label: 'safe', count: 1, seeds: [], existing: [] } as const;
      expect(synthesize.parse(JSON.stringify([text]), input)).toEqual([text]);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('any array cut off before its end is refused', () => {
  fc.assert(
    fc.property(questions, fc.double({ min: 0, max: 1, noNaN: true }), (texts, share) => {
      const whole = JSON.stringify(texts);
      const cut = whole.slice(0, 2 + Math.floor(share * (whole.length - 3)));
      const input = { scenario: library, label: 'safe', count: 12, seeds: [], existing: [] } as const;
      expect(() => synthesize.parse(cut, input)).toThrow(/malformed/);
    }),
    { numRuns: 300, seed: 7 },
  );
});
