import { expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { readKnownDatasets } from '../../src/run/known-datasets.ts';
import type { LoadedStage } from '../../src/run/load-stages.ts';
import { dedup } from '../../src/stages/dedup.ts';
import { command } from '../support/command.ts';
import { makeProject } from '../support/project.ts';

test('a dataset is known by its items and by what people decided on it, rejected prompts left out', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  await command(project, ['review', 'export', project.pipeline, '--out', 'open.jsonl']);
  const asked = project.read('open.jsonl').trim().split('\n');
  const lines = asked.map((line) => JSON.parse(line)).filter(({ what }) => what === 'prompts');
  const decisions: Json[] = [
    { verdict: 'reject', reason: 'is about no city' },
    { verdict: 'edit', text: 'Where do I find the tram museum?' },
  ];
  const decided = lines.map((line, at) => ({ ...line, decision: decisions[at] ?? { verdict: 'accept' } }));
  project.write('open.jsonl', decided.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect((await command(project, ['review', 'import', 'open.jsonl'])).status).toBe(0);
  await project.run({ until: 'export' });

  const stages = [
    { stage: dedup, options: dedup.options.parse({ protect: ['curated/small', '0123456789abcdef'] }) },
  ] as unknown as LoadedStage[];
  const known = readKnownDatasets(project.root, stages);
  expect([...known.keys()]).toEqual(['curated/small']);
  const { items, accepted } = known.get('curated/small')!;
  expect(items.map(({ id }) => id)).toEqual(project.items().map(({ id }) => id));
  const prompts = accepted.map(({ prompt }) => prompt);
  expect(new Set(accepted.map(({ scenario }) => scenario))).toEqual(new Set(['city-trips']));
  expect(prompts).not.toContain(lines[0].prompt);
  expect(prompts).toContain(lines[1].prompt);
  expect(prompts.length).toBeGreaterThan(items.length);
});
