import { expect, test } from 'vitest';
import { z } from 'zod';
import { openAnswers } from '../../src/answers/index.ts';
import {
  defineStage,
  defineTask,
  drop,
  type Entity,
  type Item,
  keep,
  loadPipeline,
} from '../../src/index.ts';
import { command } from '../support/command.ts';
import { makeProject } from '../support/project.ts';

const isItem = (record: Entity): record is Item => record.kind === 'item';

/** Asks whether a prompt is polite; played by counting letters. */
const polite = defineTask<string, boolean>({
  name: 'polite',
  version: '1',
  render: (text) => ({ instructions: 'Say yes or no.', sections: [{ name: 'text', text }], request: 'Now.' }),
  parse: (reply) => reply === 'yes',
  rehearse: (seen) => (seen.get('text')!.length % 7 === 0 ? 'no' : 'yes'),
});

const manners = defineStage({
  name: 'manners',
  version: '1',
  options: z.strictObject({ role: z.string().default('relevance') }),
  roles: ['relevance'],
  tasks: [polite],
  applies: isItem,
  async each(item, { role }, ask) {
    return (await ask(polite, item.prompt, { role })) ? keep() : drop('impolite');
  },
});

const stages = new Map([['manners', manners]]);

test('a stage of the caller with a task of its own is rehearsed like those of the house', async () => {
  using project = makeProject();
  const { stages: uses, ...rest } = await loadPipeline(project.path(project.pipeline));
  const own = { use: 'manners', external: false, options: {} };
  const pipeline = { ...rest, stages: uses.toSpliced(4, 0, own) };
  const { runPipeline } = await import('../../src/index.ts');
  const document = await runPipeline(pipeline, { cwd: project.root, env: {}, stages });
  expect(document.state).toBe('done');
  const row = document.funnel.find(({ stage }) => stage === 'manners')!;
  expect(row.by['drop:impolite']).toBeGreaterThan(0);
  expect(row.keep).toBeGreaterThan(0);
});

test('options in a pipeline that was put together in code are checked before anything is asked', async () => {
  using project = makeProject();
  const loaded = await loadPipeline(project.path(project.pipeline));
  const uses = loaded.stages.map((use) => (use.use === 'dedup' ? { ...use, options: { kep: '20%' } } : use));
  const { runPipeline } = await import('../../src/index.ts');
  await expect(runPipeline({ ...loaded, stages: uses }, { cwd: project.root, env: {} })).rejects.toThrow(
    /`kep`/,
  );
  const store = await openAnswers(project.path('.specloom', 'answers.sqlite'));
  expect((await store.stats()).answers).toBe(0);
  await store.close();
});

test('what a stage throws is told with stage and record, and not with its words, which may quote a prompt', async () => {
  using project = makeProject();
  project.write(
    'thrower.mjs',
    `export default {
      name: 'thrower', version: '1', roles: [],
      options: { safeParse: (data) => ({ success: true, data }) },
      applies: (record) => record.kind === 'item',
      each: async (item) => { throw new Error('cannot handle: ' + item.prompt); },
    };`,
  );
  project.edit(project.pipeline, '  - ingest\n', '  - ingest\n  - use: ./thrower.mjs\n');
  const { status, err, out } = await command(project, ['run', project.pipeline]);
  expect(status).toBe(1);
  expect(err).toMatch(/stage thrower threw Error at record [0-9a-f]{16}/);
  expect(err).toContain('thrower.mjs');
  for (const text of project.promptTexts()) expect(err + out).not.toContain(text);
  expect((await command(project, ['run', project.pipeline], { SPECLOOM_DEBUG: '1' })).err).toContain(
    'cannot handle',
  );
});
