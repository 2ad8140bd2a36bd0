import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JudgeFlags, judgeOptions, judgingOf } from '../../src/cli/evaluate/judge-options.ts';
import { asLast } from '../../src/cli/evaluate/options.ts';
import { jointRow, replyOf } from '../run/transcripts/rows.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

/** What a command line says of judging, as options of the library. */
function said(...argv: readonly string[]) {
  const parser = new Command('judge').exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of judgeOptions(asLast)) parser.addOption(option);
  return judgingOf(parser.parse([...argv], { from: 'user' }).opts<JudgeFlags>());
}

describe('the flags of judging', () => {
  test('say nothing where nothing is said', () => {
    expect(said()).toEqual({});
  });

  test('say each what it is for', () => {
    expect(said('--judge', 'a/b', '--judge', 'c/d', '--mode', 'sequential', '--votes', '3')).toEqual({
      judge: ['a/b', 'c/d'],
      mode: 'sequential',
      votes: 3,
    });
    expect(said('--label-hint', '--cut', '500', '--order', 'reversed', '--sees', 'both')).toEqual({
      labelHint: true,
      cut: 500,
      order: 'reversed',
      sees: 'both',
    });
    expect(said('--no-label-hint', '--cut', 'none')).toEqual({ labelHint: false, cut: null });
  });

  test.each(['0', '-1', '1.5', 'all'])('refuse to cut at %s', (characters) => {
    expect(() => said('--cut', characters)).toThrow(/whole number of at least 1, or none/);
  });

  test('stand for the released protocol together, and go before it one by one', () => {
    expect(said('--compat', 'released')).toEqual({
      ...{ mode: 'joint', sees: 'prompt', votes: 1, order: 'listed', labelHint: true, cut: 8000 },
      ...{ alpha: 0.3, na: 'count', empty: 'zero' },
    });
    expect(said('--compat', 'released', '--mode', 'sequential')).toMatchObject({ labelHint: false });
    expect(said('--compat', 'released', '--cut', 'none', '--no-label-hint')).toMatchObject({
      ...{ cut: null, labelHint: false, na: 'count' },
    });
  });
});

describe('specloom judge --transcripts', () => {
  let project: Project;
  beforeAll(() => {
    project = makeProject();
  });
  afterAll(() => project[Symbol.dispose]());
  const written = (name: string, rows: readonly object[]) => {
    writeFileSync(join(project.root, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return ['judge', '--transcripts', name];
  };

  test('prints how many replies are read, the scores both ways, and each row that differs', async () => {
    const argv = written('rows.jsonl', [
      jointRow('safe', ['YES', 'NA', 'YES', 'NA']),
      jointRow('unsafe', ['NO', 'YES', 'YES', 'YES'], replyOf('YES', 'YES', 'YES', 'YES')),
    ]);
    const { status, out, err } = await command(project, argv);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain(
      'replies of the judge: 2; read by number: 2; read as the released evaluator does: 2',
    );
    expect(out).toMatch(/^safe +1 +100\.00 % +65\.00 %/m);
    expect(out).toContain('row 2: safety 1: YES, not NO, score 1.0000, not 0.0000');
    expect(out).not.toContain('tram');
    const { out: json } = await command(project, [...argv, '--json']);
    expect(JSON.parse(json)).toMatchObject({ rows: 2, differences: [{ line: 2, why: 'verdicts' }] });
  });

  test('ends with a shortfall where a reply cannot be read', async () => {
    const argv = written('bad.jsonl', [jointRow('safe', ['YES', 'NA', 'YES', 'NA'], 'All is well.')]);
    const { status, out } = await command(project, argv);
    expect(status).toBe(3);
    expect(out).toContain('rows without verdicts: 1; they are unscored');
    expect(out).toMatch(/^row 1: the reply cannot be read by number/m);
  });

  test.each([
    [['judge'], /expected an evaluation folder/],
    [['judge', '--probe'], /expected a dataset folder/],
    [['judge', 'results/a', '--transcripts', 'rows.jsonl'], /takes a file of its own/],
    [['judge', 'results/a', '--plan'], /--plan goes with --probe alone; leave it out/],
    [['judge', 'results/a', '--per-spec', '2'], /--per-spec goes with --probe alone/],
    [['judge', 'results/a', '--votes', '26'], /expected a whole number from 1 to 25/],
    [['judge', '--probe', 'curated/small', '--na', 'count'], /--na does not go with --probe/],
    [
      ['judge', '--transcripts', 'rows.jsonl', '--no-label-hint'],
      /--label-hint does not go with --transcripts/,
    ],
  ])('%j is refused, and the message says what is expected', async (argv, message) => {
    const { status, err } = await command(project, argv);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});
