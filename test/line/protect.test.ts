import { expect, test } from 'vitest';
import { readRunRecords } from '../../src/run/run-folder.ts';
import { verifyDataset } from '../../src/run/verify.ts';
import { makeProject, type Project } from '../support/project.ts';

const droppedIn = (project: Project, run: string): ReadonlySet<string> =>
  new Set(
    readRunRecords(project.path('.specloom', 'runs', run))
      .stages.find(({ name }) => name === 'dedup')!
      .outcomes.filter(({ kind }) => kind === 'drop')
      .map(({ from }) => from),
  );

test('prompts of a dataset survive a dedup that would drop some of them, and the result can be rebuilt', async () => {
  using project = makeProject();
  await project.run({ until: 'export' });
  const published = project.items().map(({ id }) => id);
  const tighter = project.read(project.pipeline).replace('keep: 50%', 'keep: 10%\n    perQuota: 0');
  project.write('pipelines/free.yaml', tighter.replace('name: small', 'name: free'));
  project.write(
    'pipelines/guarded.yaml',
    tighter
      .replace('name: small', 'name: guarded')
      .replace('perQuota: 0', 'perQuota: 0\n    protect: [curated/small]'),
  );
  await project.run({ pipeline: 'pipelines/free.yaml', until: 'dedup' });
  const free = droppedIn(project, 'free');
  expect(published.filter((id) => free.has(id)).length).toBeGreaterThan(0);
  await project.run({ pipeline: 'pipelines/guarded.yaml', until: 'export' });
  const guarded = droppedIn(project, 'guarded');
  expect(published.filter((id) => guarded.has(id))).toEqual([]);
  expect(guarded.size).toBeGreaterThan(0);
  expect(project.items('guarded').length).toBeGreaterThan(0);
  const { ok, checks } = await verifyDataset('curated/guarded', { cwd: project.root, env: {} });
  expect({ ok, checks }).toMatchObject({ ok: true });
});

test('a protected dataset that is not there is named before anything is asked', async () => {
  using project = makeProject();
  project.edit(project.pipeline, 'keep: 50%', 'keep: 50%\n    protect: [curated/nowhere]');
  await expect(project.run()).rejects.toThrow(/curated\/nowhere is no dataset folder/);
  expect(await project.answers()).toEqual([]);
});
