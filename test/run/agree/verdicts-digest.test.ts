import { expect, test } from 'vitest';
import { verdictsDigest } from '../../../src/run/agree/verdicts-digest.ts';

const description = {
  stages: [{ name: 'score', options: { alpha: 0.3 } }],
  files: { 'responses.jsonl': 'a', 'judgements.jsonl': 'b', 'report.html': 'c' },
};
const digestOf = (change: object) => verdictsDigest(JSON.stringify({ ...description, ...change }));
const files = (change: object) => digestOf({ files: { ...description.files, ...change } });

test('agreement outlives another report, and no other responses, verdicts or settings', () => {
  const digest = digestOf({});
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(files({ 'report.html': 'another' })).toBe(digest);
  expect(files({ 'responses.jsonl': 'another' })).not.toBe(digest);
  expect(files({ 'judgements.jsonl': 'another' })).not.toBe(digest);
  expect(digestOf({ stages: [{ name: 'score', options: { alpha: 0.5 } }] })).not.toBe(digest);
});

test('what describes no whole evaluation has none', () => {
  for (const text of ['', 'no JSON', '{}', '{"unfinished": true, "files": {}}'])
    expect(verdictsDigest(text)).toBeUndefined();
});
