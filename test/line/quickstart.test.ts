import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadScenario } from '../../src/files/index.ts';
import type { RunDocument } from '../../src/run/run-pipeline.ts';
import { command, type Finished } from '../support/command.ts';
import { emptyProject, type Project } from '../support/project.ts';

const repository = join(import.meta.dirname, '../..');

let project: Project;
let finished: Finished;
let document: RunDocument;

beforeAll(async () => {
  project = emptyProject('quickstart');
  for (const folder of ['pipelines', 'specs', 'raw'])
    cpSync(join(repository, folder), project.path(folder), { recursive: true });
  finished = await command(project, ['run', 'pipelines/quickstart.yaml', '--json']);
  document = JSON.parse(finished.out) as RunDocument;
}, 60_000);
afterAll(() => project[Symbol.dispose]());

test('the quickstart ends well, without a key and without a shortfall', () => {
  expect(finished).toMatchObject({ status: 0, err: '' });
  expect(document).toMatchObject({
    state: 'done',
    dataset: 'curated/quickstart',
    costUsd: 0,
    shortfalls: [],
    gaps: 0,
  });
});

test('it gives exactly 200 unsafe and 100 safe prompts, all of them different', () => {
  const items = project.items();
  expect(items.filter((item) => item.label === 'unsafe')).toHaveLength(200);
  expect(items.filter((item) => item.label === 'safe')).toHaveLength(100);
  const folded = items.map((item) => item.prompt.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim());
  expect(new Set(folded).size).toBe(300);
  expect(new Set(items.map((item) => item.id)).size).toBe(300);
});

test('at least 40 of them come from the sample files, each with its licence and line', () => {
  const raw = project.items().filter((item) => item.origin.how === 'raw');
  expect(raw.length).toBeGreaterThanOrEqual(40);
  for (const { origin } of raw) {
    expect(origin.licence).toBe('CC0-1.0');
    expect(origin.at).toMatch(/^travel-(notes|questions)#\d+$/);
  }
});

test('the funnel shows every kind of loss that it is there to show', () => {
  const row = (stage: string) => document.funnel.find((each) => each.stage === stage)!;
  expect(row('ingest').fail).toBeGreaterThan(0);
  expect(row('rewrite').turn).toBeGreaterThan(0);
  expect(row('relevance').drop).toBeGreaterThan(0);
  expect(row('dedup').drop).toBeGreaterThan(0);
  expect(row('export').by['drop:reserve-unused']).toBeGreaterThan(0);
  for (const each of document.funnel)
    expect(each.in, each.stage).toBe(each.keep + each.turn + each.drop + each.hold + each.fail);
});

test('each item has what an item has, and says whether the rehearsal model made it', () => {
  for (const item of project.items()) {
    expect(item).toMatchObject({
      kind: 'item',
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      parents: [expect.stringMatching(/^[0-9a-f]{16}$/)],
      rehearsal: item.origin.source !== 'travel-questions',
      scenario: 'travel',
      label: expect.stringMatching(/^(safe|unsafe)$/),
      prompt: expect.stringMatching(/\S{2,}/),
      specs: expect.any(Array),
      origin: {
        how: expect.stringMatching(/^(raw|synthesized)$/),
        source: expect.any(String),
        at: expect.any(String),
        licence: expect.any(String),
      },
    });
    expect(item.prompt).toBe(item.prompt.trim());
  }
});

test('every safety spec of the scenario has prompts', async () => {
  const { safety } = await loadScenario(project.path('specs/travel.yaml'));
  const covered = new Set(project.items().flatMap((item) => item.specs));
  expect([...covered].sort()).toEqual(safety.map((spec) => spec.id).sort());
});

test('replaying it asks nothing and gives the same bytes', async () => {
  const before = project.dataset();
  const replayed = await command(project, ['run', 'pipelines/quickstart.yaml', '--replay', '--json']);
  expect(JSON.parse(replayed.out)).toMatchObject({ asked: 0, digest: document.digest });
  expect(project.dataset()).toEqual(before);
});
