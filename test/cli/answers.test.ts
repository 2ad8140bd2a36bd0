import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openAnswers } from '../../src/answers/index.ts';
import { answersCommand } from '../../src/cli/answers.ts';
import { FileError, UsageError } from '../../src/core/errors.ts';
import { keyOf } from '../../src/core/question.ts';
import { batchLine } from '../../src/model/index.ts';
import {
  chatAnswer,
  chatQuestion,
  embedQuestion,
  rewardAnswer,
  rewardQuestion,
} from '../answers/fixtures/samples.ts';
import { completion, embeddings } from '../support/fault-server.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-answers-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'project-'));
  mkdirSync(join(folder, 'specs'));
  mkdirSync(join(folder, 'pipelines'));
});

/** Runs `specloom answers …` somewhere inside the test's project. */
async function answers(...args: string[]) {
  const seen = { out: '', note: '', status: 0 };
  const io = {
    cwd: join(folder, 'specs'),
    env: {},
    live: false,
    out: (text: string) => {
      seen.out += text;
    },
    note: (text: string) => {
      seen.note += text;
    },
    exit: (status: number) => {
      seen.status = status;
    },
  };
  const command = answersCommand(io);
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.note });
  await command.parseAsync(args, { from: 'user' });
  return seen;
}

const openStore = () => openAnswers(join(folder, '.specloom', 'answers.sqlite'));

async function fill(): Promise<void> {
  const store = openStore();
  await store.put(chatQuestion('a private matter'), chatAnswer('x'));
  await store.put(chatQuestion('b', { to: 'other/m' }), chatAnswer('y', { usage: null, by: 'other/m' }));
  await store.notePending([chatQuestion('unanswered matter')], 'budget', 'run');
  await store.close();
}

test('stats counts what is stored, for people and as JSON, and shows no prompt', async () => {
  await fill();
  const text = await answers('stats');
  expect(text.out).toMatch(/^2 answers\n/);
  expect(text.out).toMatch(/chat +local\/m +local\/m-2025 +1 answer +3 tokens in +5 out/);
  expect(text.out).toMatch(/other\/m.*1 without token counts/);
  expect(text.out).toContain('pending: budget 1');
  expect(text.out).not.toContain('matter');
  const document = JSON.parse((await answers('stats', '--json')).out);
  expect(document).toMatchObject({ answers: 2, pending: { budget: 1 } });
});

test('an export taken in elsewhere gives the same store, and a second time nothing new', async () => {
  await fill();
  const file = join(folder, 'answers.jsonl');
  expect((await answers('export', file)).note).toContain('2 answers written');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = join(folder, 'other.sqlite');
  const first = await answers('import', file, '--store', other);
  expect([first.status, first.note]).toEqual([
    0,
    `${file}: 2 answers stored, 0 there already, 0 lines not taken in\n`,
  ]);
  const again = JSON.parse((await answers('import', file, '--store', other, '--json')).out);
  expect(again).toEqual([{ file, stored: 0, alreadyThere: 2, problems: [] }]);
  await answers('export', `${file}.again`, '--store', other);
  expect(readFileSync(`${file}.again`, 'utf8')).toBe(readFileSync(file, 'utf8'));
  await answers('export', file, '--to', 'other/m');
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
});

test('the output of a batch answers the pending questions; every line that does not is reported', async () => {
  const asked = [
    chatQuestion('one'),
    chatQuestion('two'),
    chatQuestion('three'),
    embedQuestion('four'),
    chatQuestion('five'),
  ];
  const store = openStore();
  await store.notePending(asked, 'collect', 'run');
  await store.close();
  const sent = asked.map((question) => JSON.parse(batchLine(question)));
  const replyTo = (n: number, status_code: number, body: object) =>
    JSON.stringify({
      id: `r${n}`,
      custom_id: sent[n].custom_id,
      response: { status_code, body },
      error: null,
    });
  const file = join(folder, 'output.jsonl');
  const lines = [
    replyTo(0, 200, completion('first', sent[0].body)),
    replyTo(1, 500, { error: { code: 'server_error', message: 'sorry about two' } }),
    replyTo(2, 400, { error: { code: 'context_length_exceeded' } }),
    replyTo(3, 200, embeddings([[1, 0]], sent[3].body)),
    JSON.stringify({ custom_id: sent[4].custom_id, response: null, error: { code: 'batch_expired' } }),
    JSON.stringify({ custom_id: 'f'.repeat(64), response: { status_code: 200, body: {} } }),
    '{"custom_id": "cut o',
    '',
    replyTo(4, 200, { choices: [] }),
    JSON.stringify({ key: 'x', question: chatQuestion('one'), answer: chatAnswer('x') }),
    '{"hello":"world"}',
  ];
  writeFileSync(file, lines.join('\r\n'));
  const result = await answers('import', file, '--json');
  expect(result.status).toBe(3);
  const [report] = JSON.parse(result.out);
  expect(report).toMatchObject({ stored: 3, alreadyThere: 0 });
  expect(
    report.problems.map(({ line, problem }: { line: number; problem: string }) => [line, problem]),
  ).toEqual([
    [2, 'failed-request'],
    [5, 'failed-request'],
    [6, 'unknown-question'],
    [7, 'broken-line'],
    [9, 'unreadable-reply'],
    [10, 'broken-line'],
    [11, 'broken-line'],
  ]);
  expect(result.note).toContain(`${file}:5 failed-request: batch_expired`);
  expect(result.note).toContain('--collect again');
  expect(result.note).not.toContain('sorry');

  const after = openStore();
  expect((await after.get(keyOf(asked[0]!)))?.body).toEqual({ text: 'first' });
  expect(await after.get(keyOf(asked[2]!))).toMatchObject({ finish: 'rejected', latencyMs: null });
  expect(await after.get(keyOf(asked[3]!))).toMatchObject({
    vector: Float32Array.of(1, 0),
    by: 'local/e',
  });
  expect((await after.stats()).pending).toEqual({ collect: 2 });
  await after.close();
  expect((await answers('import', file)).note).toContain(
    '0 answers stored, 3 there already, 7 lines not taken in',
  );
});

test('forget wants to be told what, and counts it', async () => {
  await fill();
  await expect(answers('forget')).rejects.toThrow(UsageError);
  expect((await answers('forget', '--to', 'other/m', '--kind', 'embed')).note).toBe('0 answers forgotten\n');
  const key = keyOf(chatQuestion('a private matter'));
  expect(JSON.parse((await answers('forget', '--key', key, '--json')).out)).toEqual({ forgotten: 1 });
});

test('pending questions are listed by key, and shown only on request', async () => {
  await fill();
  const hidden = await answers('pending');
  expect(hidden.out).toMatch(
    new RegExp(`^${keyOf(chatQuestion('unanswered matter')).slice(0, 12)} .*budget.*17 characters`),
  );
  expect(hidden.out).not.toContain('matter');
  expect((await answers('pending', '--json')).out).not.toContain('matter');
  expect((await answers('pending', '--show-prompts')).out).toContain('unanswered matter');
  await answers('forget', '--kind', 'chat');
  const store = openStore();
  await store.clearPending('run');
  await store.close();
  expect((await answers('pending')).out).toBe('No question is pending.\n');
});

test('many pending questions are counted by pipeline, addressee and reason, and listed where their texts are wanted', async () => {
  const store = openStore();
  const questions = Array.from({ length: 25 }, (_, index) => chatQuestion(`matter ${index}`));
  await store.notePending(questions.slice(0, 3), 'server', 'run');
  await store.notePending(questions.slice(3), 'budget', 'run');
  await store.close();
  const { out } = await answers('pending');
  expect(out).toMatch(/run +chat +\S+ +server +3\n/);
  expect(out).toMatch(/run +chat +\S+ +budget +22\n/);
  expect(out).toContain('25 questions in all');
  expect((await answers('pending', '--show-prompts')).out).toContain('matter 24');
});

test('a store that is not there is told, and not made by looking', async () => {
  await expect(answers('stats')).rejects.toThrow(/does not exist; the first run makes it/);
  await expect(answers('stats')).rejects.toThrow(FileError);
  await expect(answers('import', join(folder, 'nothing.jsonl'))).rejects.toThrow(
    /nothing.jsonl does not exist/,
  );
});

test('an export that cannot be written leaves what was there', async () => {
  await fill();
  await expect(answers('export', join(folder, 'no/such/folder.jsonl'))).rejects.toThrow(FileError);
});

test('scores of a reward model are counted, exported, taken in elsewhere and forgotten by their kind', async () => {
  const store = openStore();
  await store.put(chatQuestion('a private matter'), chatAnswer('x'));
  await store.put(rewardQuestion('At six.'), rewardAnswer(-3.25));
  await store.notePending([rewardQuestion('At ten.')], 'server', 'run');
  await store.close();
  expect((await answers('stats')).out).toMatch(
    /reward +local\/r +local\/m-2025 +1 answer +9 tokens in +0 out/,
  );
  expect((await answers('pending')).out).not.toContain('At ten.');
  const shown = JSON.parse((await answers('pending', '--show-prompts', '--json')).out);
  expect(shown).toMatchObject([{ kind: 'reward', text: 'How late does the museum close?\n\nAt ten.' }]);

  const file = join(folder, 'rewards.jsonl');
  await answers('export', file, '--kind', 'reward');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).answer.body)).toEqual([{ score: -3.25 }]);
  expect(JSON.parse((await answers('forget', '--kind', 'reward', '--json')).out)).toEqual({ forgotten: 1 });
  await answers('import', file);
  const again = openStore();
  expect((await again.get(keyOf(rewardQuestion('At six.'))))?.body).toEqual({ score: -3.25 });
  expect((await again.stats()).answers).toBe(2);
  await again.close();
});
