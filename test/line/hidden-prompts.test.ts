import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRunRecords } from '../../src/run/run-folder.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';
import { quietly, shownOf } from '../support/quiet.ts';

let project: Project;

beforeAll(async () => {
  project = makeProject();
  await project.run();
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const run = ['run', 'pipelines/small.yaml'];

describe('no command shows a prompt or a row unasked', () => {
  test.each([
    ['run', run],
    ['run --json', [...run, '--json']],
    ['run --events', [...run, '--events']],
    ['run --replay', [...run, '--replay']],
    ['plan', ['plan', 'pipelines/small.yaml']],
    ['plan --json', ['plan', 'pipelines/small.yaml', '--json']],
    ['status', ['status']],
    ['status --json', ['status', '--json']],
    ['doctor', ['doctor', 'pipelines/small.yaml']],
    ['answers stats', ['answers', 'stats']],
    ['answers pending', ['answers', 'pending']],
    ['a stopped run', [...run, '--replay', '--seed', '8']],
  ])('%s', async (_name, argv) => {
    const { out, err } = await quietly(project, argv);
    expect(out.length + err.length).toBeGreaterThan(0);
  });

  test('explain, of a record at every stage and with every outcome', async () => {
    await project.run();
    const { stages } = readRunRecords(project.path('.specloom', 'runs', 'small'));
    const kinds = new Map(
      stages.flatMap(({ name, outcomes }) =>
        outcomes.map((outcome) => [`${name} ${outcome.kind}`, outcome.from] as const),
      ),
    );
    expect(kinds.size).toBeGreaterThan(10);
    for (const id of kinds.values()) {
      for (const more of [[], ['--json']])
        expect(await quietly(project, ['explain', id, ...more])).toMatchObject({ status: 0, err: '' });
    }
  });
});

test('explain shows the prompt of a dropped record when asked to', async () => {
  await project.run();
  const { stages } = readRunRecords(project.path('.specloom', 'runs', 'small'));
  const dropped = stages
    .find(({ name }) => name === 'relevance')!
    .outcomes.find((outcome) => outcome.kind === 'drop')!;
  const shown = await command(project, ['explain', dropped.from, '--show-prompts']);
  expect(shown.status).toBe(0);
  expect(shownOf(project, shown).length).toBeGreaterThan(0);
  expect(shown.out).toContain('relevance: drop (off-topic)');
});
