import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AnyStage } from '../../src/core/stage.ts';
import { defineStage, type Item, loadPipeline, turn } from '../../src/index.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

/** The small pipeline with a stage of the caller's own right behind the attack. */
async function withBehindAttack(project: Project, own: AnyStage) {
  const { stages, ...rest } = await loadPipeline(project.path(project.pipeline));
  const attack = stages.findIndex(({ use }) => use === 'attack');
  const use = { use: own.name, external: false, options: {} };
  return {
    pipeline: { ...rest, stages: stages.toSpliced(attack + 1, 0, use) },
    stages: new Map([[own.name, own]]),
  };
}

/** Puts another prompt in the place of each item of a label, as a new item. */
const reworded = (label: Item['label']) =>
  defineStage({
    name: 'reword',
    version: '1',
    options: z.strictObject({}),
    roles: [],
    applies: (record): record is Item => record.kind === 'item' && record.label === label,
    async each({ id: _, parents: __, rehearsal: ___, variant: ____, ...item }: Item) {
      return turn<Item>([{ ...item, label: 'unsafe', prompt: `${item.prompt} Please.` }]);
    },
  });

test.each(['unsafe', 'safe'] as const)(
  'no unsafe prompt is exported unattacked, though a stage behind the attack made it of %s ones',
  async (label) => {
    using project = makeProject();
    const { runPipeline } = await import('../../src/index.ts');
    const { pipeline, stages } = await withBehindAttack(project, reworded(label));
    await expect(runPipeline(pipeline, { cwd: project.root, env: {}, stages })).rejects.toThrow(
      /unsafe items came to the export without a variant \(\d+ of them, such as [0-9a-f]{16}\)/,
    );
    expect(existsSync(project.path('curated', 'small'))).toBe(false);
  },
);

test.each([
  ['- use: review\n    what: prompts', /`prompts` are reviewed before `attack`/],
  ['- rewrite', /`rewrite` stands behind `attack`/],
  ['- ingest', /`ingest` stands behind `attack`/],
])(
  'a pipeline file with %j behind the attack is refused before anything is asked',
  async (stage, problem) => {
    using project = makeProject();
    project.edit(project.pipeline, '  - export\n', `  ${stage}\n  - export\n`);
    const { status, err } = await command(project, ['run', project.pipeline]);
    expect(status).toBe(2);
    expect(err).toMatch(problem);
    expect(existsSync(project.path('.specloom'))).toBe(false);
  },
);
