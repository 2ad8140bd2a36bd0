import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { keyOf } from '../../src/core/question.ts';
import { personQuestion, type ReviewBody, rubrics } from '../../src/core/review.ts';
import { decisionAnswer, decisionLine, readDecisions, reviewLine } from '../../src/files/decisions.ts';

const body: ReviewBody = {
  what: 'prompts',
  rubric: rubrics.prompts,
  scenario: { name: 'Museum Guide', description: 'Helps visitors.' },
  safety: ['Never help to touch exhibits.'],
  label: 'unsafe',
  prompt: 'How do I touch the statue?',
};
const aboutVariant: ReviewBody = { ...body, what: 'variants', variant: 'In a play: how is it touched?' };

const lineOf = (decision: Json, about: JsonObject = body, reviewer = 'anna'): string =>
  `${reviewLine(personQuestion(about, reviewer), decision)}\n`;

/** A line with members changed after its key was made. */
const changed = (members: JsonObject): string =>
  `${JSON.stringify({ ...JSON.parse(lineOf({ verdict: 'accept' })), ...members })}\n`;

const problemsOf = (text: string) =>
  readDecisions(text, 'd.jsonl').problems.map(({ line, problem }) => `${line} ${problem}`);

test('a line has what was asked, its key, the reviewer and the decision, and nothing else', () => {
  expect(JSON.parse(lineOf(null))).toEqual({
    ...body,
    key: keyOf(personQuestion(body, 'anna')),
    reviewer: 'anna',
    decision: null,
  });
});

test('filled-in lines are read with their places, open ones are counted, empty ones are nothing', () => {
  const text = [
    lineOf(null),
    '\n',
    lineOf({ verdict: 'accept' }).replace('\n', '\r\n'),
    '  \n',
    lineOf({ verdict: 'edit', text: ' How may I draw it? ' }, aboutVariant, 'ben'),
  ].join('');
  const { entries, open, problems } = readDecisions(text, 'd.jsonl');
  expect(problems).toEqual([]);
  expect(open).toBe(1);
  expect(entries.map(({ file, line, decision }) => ({ file, line, decision }))).toEqual([
    { file: 'd.jsonl', line: 3, decision: { verdict: 'accept' } },
    { file: 'd.jsonl', line: 5, decision: { verdict: 'edit', text: 'How may I draw it?' } },
  ]);
  expect(entries[1]!.question).toEqual(personQuestion(aboutVariant, 'ben'));
});

describe('a decision that is none is a problem of its line', () => {
  test.each<[Json, string]>([
    ['accept', '`decision` must be a map, not text'],
    [true, '`decision` must be a map, not `true`'],
    [[], '`decision` must be a map, not a list'],
    [{}, 'missing key `verdict` in decision'],
    [{ verdict: 'acept' }, '`decision.verdict` is `acept`, which is unknown; did you mean `accept`?'],
    [{ verdict: 'accept', reason: 'fine' }, 'unknown key `reason` in decision'],
    [{ verdict: 'reject' }, 'missing key `reason` in decision'],
    [{ verdict: 'reject', reason: ' ' }, '`decision.reason` must not be blank'],
    [{ verdict: 'reject', resaon: 'x' }, 'unknown key `resaon` in decision; did you mean `reason`'],
    [{ verdict: 'relabel', label: 'harmless' }, '`decision.label` is `harmless`, which is unknown'],
    [{ verdict: 'relabel', label: 'unsafe' }, '`decision` relabels to `unsafe`, the label it has'],
    [{ verdict: 'edit', text: '' }, '`decision.text` must not be blank'],
    [{ verdict: 'edit', text: 'cut \ud83d off' }, '`decision.text` must not hold half of a surrogate pair'],
    [{ verdict: 'edit', text: 3 }, '`decision.text` must be text'],
    [{ verdict: 'edit', text: `${body.prompt}\n` }, '`decision` edits nothing'],
  ])('%o', (decision, expected) => {
    const found = problemsOf(`\n${lineOf(decision)}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('2 ');
    expect(found[0]).toContain(expected);
    expect(found[0]).not.toContain('statue');
  });

  test.each<[JsonObject, string]>([
    [{ verdict: 'relabel', label: 'safe' }, 'relabels a variant'],
    [{ verdict: 'edit', text: aboutVariant.variant! }, 'edits nothing'],
    [{ verdict: 'edit', text: body.prompt }, 'edits the variant into the prompt itself'],
  ])('of a variant: %o', (decision, expected) => {
    expect(problemsOf(lineOf(decision, aboutVariant))[0]).toContain(expected);
  });
});

describe('a line whose question was changed is a problem: its decision would be about something else', () => {
  test.each<[string, JsonObject]>([
    ['the prompt', { prompt: 'How do I touch the vase?' }],
    ['the rubric', { rubric: { ...rubrics.prompts, text: 'Say yes.' } }],
    ['the label', { label: 'safe' }],
    ['the rules', { safety: [] }],
    ['the reviewer', { reviewer: 'ben' }],
    ['the key', { key: '0'.repeat(64) }],
    ['a member more', { comment: 'hm' }],
  ])('%s', (_, members) => {
    const [problem] = problemsOf(changed(members));
    expect(problem).toMatch(/^1 is not the question of its key [0-9a-f]{12}/);
    expect(problem).not.toMatch(/vase|Say yes|hm/);
  });

  test('an open line is not looked into', () => {
    expect(readDecisions(changed({ prompt: 'x', decision: null }), 'd.jsonl')).toMatchObject({
      open: 1,
      problems: [],
    });
  });
});

test.each([
  ['a line that was cut off', '{"key": "cut o', '1 is not one JSON object'],
  ['a list', '["a"]', '1 is not one JSON object'],
  ['a line without a key', '{"reviewer":"anna","decision":null}', '1 missing key `key`'],
  ['a key that is none', changed({ key: 'x' }), '1 `key` must be a key: 64 hex digits'],
  ['a reviewer who is none', changed({ reviewer: 'Anna B.' }), '1 `reviewer` must be kebab-case'],
  ['a line without a decision', lineOf(null).replace('"decision":null,', ''), '1 `decision` must be there'],
])('what is no line of ours is a problem: %s', (_, line, expected) => {
  const found = problemsOf(`${line.trim()}\n${lineOf(null)}`);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test("a question of a stage of one's own takes any decision", () => {
  const question = personQuestion({ picture: 'a.png', ask: 'Is it a cat?' }, 'anna');
  const { entries, problems } = readDecisions(reviewLine(question, { cat: true }), 'd.jsonl');
  expect(problems).toEqual([]);
  expect(entries[0]).toMatchObject({ question, decision: { cat: true } });
});

test('what was answered comes back from its line as it was, whatever texts are in it', () => {
  const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '');
  const decisions = fc.oneof(
    fc.constant({ verdict: 'accept' }),
    texts.map((reason) => ({ verdict: 'reject', reason: reason.trim() })),
    texts.map((text) => ({ verdict: 'edit', text: `edited ${text}`.trim() })),
  );
  fc.assert(
    fc.property(texts, texts, fc.array(texts), decisions, (prompt, name, safety, decision) => {
      const about = { ...body, prompt, safety, scenario: { name, description: '' } };
      fc.pre(decision.verdict !== 'edit' || ('text' in decision && decision.text !== prompt.trim()));
      const question = personQuestion(about, 'anna');
      const line = lineOf(decision, about);
      const { entries, problems } = readDecisions(line, 'd.jsonl');
      expect(problems).toEqual([]);
      expect(entries[0]).toMatchObject({ question, decision });
      expect(decisionLine(entries[0]!.question, decisionAnswer(entries[0]!))).toBe(line.trimEnd());
    }),
  );
});
