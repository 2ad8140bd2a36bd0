import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { memoryAnswers } from '../../src/answers/index.ts';
import { UsageError } from '../../src/core/errors.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { collectPending } from '../../src/run/collect.ts';
import { chatQuestion, rewardQuestion } from '../answers/fixtures/samples.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-collect-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function collected(name: string, questions: readonly Question[]) {
  const store = memoryAnswers();
  await store.notePending(questions, 'collect', 'run');
  const file = join(scratch, name);
  const error = await collectPending(store, { pipeline: { providers: {} }, scope: 'run' }, file).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { file, error };
}

test('rewards cannot be collected, and the error says what to do', async () => {
  const { file, error } = await collected('rewards.jsonl', [rewardQuestion('a'), rewardQuestion('b')]);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toMatch(/2 questions to the reward model local\/r cannot go into a batch file/);
  expect(String(error)).toMatch(/Run without --collect/);
  expect(existsSync(file)).toBe(false);
});

test('questions beside them are collected all the same', async () => {
  const { file, error } = await collected('both.jsonl', [rewardQuestion('a'), chatQuestion('b')]);
  expect(String(error)).toMatch(/What else is pending \(1 question\) is in .*both\.jsonl/);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).custom_id)).toEqual([keyOf(chatQuestion('b'))]);
});

test('without them nothing is in the way', async () => {
  const { file, error } = await collected('chat.jsonl', [chatQuestion('b')]);
  expect(error).toBeUndefined();
  expect(existsSync(file)).toBe(true);
});
