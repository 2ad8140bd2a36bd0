import { expect, test } from 'vitest';
import { attackDataset } from '../../src/run/attack-dataset.ts';
import { verifyDataset } from '../../src/run/verify.ts';
import { makeProject, type Project } from '../support/project.ts';

const others = ['providers:', '  other: { type: rehearsal }', '  third: { type: rehearsal }'];

const modelsOf = (project: Project, folder: string): Readonly<Record<string, string>> =>
  JSON.parse(project.read(`${folder}/dataset.json`)).models;

test('a new version is attacked by the model that attacked the dataset, unless another one is named', async () => {
  using project = makeProject({ more: others });
  const where = { cwd: project.root, env: {} };
  await project.run({ until: 'export', models: { attacker: 'other/default', generator: 'other/default' } });
  expect(modelsOf(project, 'curated/small').attacker).toMatch(/^other\//);

  await attackDataset('curated/small', where);
  expect(modelsOf(project, 'curated/small-v2')).toMatchObject({
    attacker: expect.stringMatching(/^other\//),
    verifier: expect.stringMatching(/^rehearsal\//),
  });
  await attackDataset('curated/small-v2', { ...where, models: { attacker: 'third/default' } });
  expect(modelsOf(project, 'curated/small-v3').attacker).toMatch(/^third\//);
  for (const folder of ['curated/small', 'curated/small-v2', 'curated/small-v3']) {
    const { checks } = await verifyDataset(folder, where);
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  }
});
