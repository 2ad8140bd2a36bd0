import { cpSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../src/run/diff-changes.ts';
import type { DiffDocument } from '../../src/run/diff-datasets.ts';
import { type ExtendOptions, extendDataset } from '../../src/run/extend-dataset.ts';
import { importSpecbench } from '../../src/run/import-specbench.ts';
import type { RunDocument } from '../../src/run/run-document.ts';
import { verifyDataset } from '../../src/run/verify.ts';
import { Copy } from '../run/verify-support.ts';
import { command } from '../support/command.ts';
import { copyOf } from '../support/evaluated.ts';
import { addMuseum } from '../support/museum.ts';
import { makeProject, type Project } from '../support/project.ts';
import { smallBenchmark, writePublished } from '../support/published.ts';

/** A project with a dataset, and one that it was extended to. No test changes them. */
let project: Project;
let document: RunDocument;

const extended = (of: Project, dataset: string, options: Partial<ExtendOptions> = {}): Promise<RunDocument> =>
  extendDataset(`curated/${dataset}`, { cwd: of.root, env: {}, scenario: 'museum', ...options });

beforeAll(async () => {
  project = makeProject();
  addMuseum(project);
  await project.run({ until: 'export' });
  document = await extended(project, 'small');
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const descriptionOf = (of: Project, dataset: string) => JSON.parse(of.dataset(dataset).get('dataset.json')!);
const changesOf = (of: Project, dataset: string): readonly Change[] =>
  of
    .dataset(dataset)
    .get('changes.jsonl')!
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Change);
const checksOf = async (of: Project, dataset: string) => {
  const { checks } = await verifyDataset(`curated/${dataset}`, { cwd: of.root, env: {} });
  return checks.map(({ name, state, problems }) => `${name} ${state} ${problems.join('; ')}`.trim());
};
const allOk = ['hashes', 'schema', 'counts', 'lineage', 'replay'].map((name) => `${name} ok`);
/** The files of a scenario, by name. */
const filesOf = (of: Project, dataset: string, scenario: string) =>
  [...of.dataset(dataset)].filter(([path]) => path.startsWith(`${scenario}/`));

describe('a dataset that is extended', () => {
  test('is left as it is, and so are the files of its scenarios in the new version, byte for byte', () => {
    expect(document).toMatchObject({ state: 'done', dataset: 'curated/small-v2', shortfalls: [] });
    expect(filesOf(project, 'small-v2', 'city-trips')).toEqual(filesOf(project, 'small', 'city-trips'));
    expect(descriptionOf(project, 'small-v2')).toMatchObject({
      name: 'small',
      version: '2',
      seed: 9,
      parent: { digest: descriptionOf(project, 'small').digest, by: 'extend' },
      canary: descriptionOf(project, 'small').canary,
    });
  });

  test('has the new scenario as its own pipeline file builds it, kept beside it', async () => {
    using other = copyOf(project);
    await other.run({ pipeline: 'pipelines/museum.yaml', until: 'export' });
    const own = project.items('small-v2').filter(({ scenario }) => scenario === 'museum');
    expect(own.map(({ id, variant }) => [id, variant])).toEqual(
      other.items('museum').map(({ id, variant }) => [id, variant]),
    );
    expect(project.dataset('small-v2').get('museum/pipeline.yaml')).toBe(
      project.read('pipelines/museum.yaml'),
    );
    expect(project.dataset('small-v2').get('pipeline.yaml')).toBe(project.read(project.pipeline));
  });

  test('lists what was added in changes.jsonl, and says how far it repeats what was there', () => {
    const added = project.items('small-v2').filter(({ scenario }) => scenario === 'museum');
    expect(changesOf(project, 'small-v2')).toEqual(
      added
        .map(({ id, label }) => ({
          item: id,
          scenario: 'museum',
          label,
          source: 'generated',
          change: 'added',
        }))
        .sort((a, b) => (a.item < b.item ? -1 : 1)),
    );
    const items = project.items('small');
    const [overlap] = descriptionOf(project, 'small-v2').overlap;
    expect(overlap).toMatchObject({
      scenario: 'museum',
      items: added.length,
      compared: items.length + items.filter(({ variant }) => variant !== undefined).length,
      below: null,
      dropped: 0,
    });
    expect(overlap.nearest).toBeGreaterThan(0);
    const sentence = `The ${added.length} items of museum were compared with the ${overlap.compared} texts`;
    expect(document.remarks.join()).toContain(sentence);
    expect(project.dataset('small-v2').get('README.md')).toContain(sentence);
  });

  test('passes every check, the replay of the new part included, and again asks nothing', async () => {
    expect(await checksOf(project, 'small-v2')).toEqual(allOk);
    using copy = copyOf(project);
    for (const replay of [false, true])
      expect(await extended(copy, 'small', { replay })).toMatchObject({ asked: 0, digest: document.digest });
    expect(copy.dataset('small-v2')).toEqual(project.dataset('small-v2'));
  });

  test.each<[string, (folder: Copy) => void, string]>([
    [
      'its changes',
      (copy) => copy.replace('changes.jsonl', '"added"', '"removed"'),
      'replay failed changes.jsonl: is built otherwise',
    ],
    [
      'what it says of the overlap',
      (copy) =>
        copy.describe(({ overlap, ...rest }) => ({ ...rest, overlap: [{ ...overlap![0]!, near: 99 }] })),
      'replay failed dataset.json: `overlap` is otherwise',
    ],
    [
      'the seam of its funnel',
      (copy) =>
        copy.replace(
          'funnel.json',
          /("stage": "extend",\s+"passedBy": )\d+/,
          '"stage": "extend", "passedBy": 1',
        ),
      'records left export, and 1 came to extend (in + passedBy)',
    ],
    [
      'the pipeline file of the new scenario',
      (copy) => copy.replace('museum/pipeline.yaml', '  - relevance\n', ''),
      'dataset.json: has other `stages` than museum/pipeline.yaml',
    ],
    [
      'the file of a change',
      (copy) => copy.write('changes.jsonl', '{"change":"lost"}\n'),
      'schema failed changes.jsonl:1:',
    ],
  ])('is found out where somebody edited %s and made the hashes fit', async (_what, edit, message) => {
    using other = copyOf(project);
    using copy = new Copy(project.path('curated/small-v2'));
    edit(copy);
    cpSync(copy.folder, other.path('curated/small-v2'), { recursive: true });
    expect((await checksOf(other, 'small-v2')).join('\n')).toContain(message);
  });

  test('is attacked, evaluated and extended like any other', async () => {
    using copy = copyOf(project);
    const attack = await command(copy, ['attack', 'curated/small-v2', '--json']);
    expect([0, 3]).toContain(attack.status);
    expect(await checksOf(copy, 'small-v3')).toEqual(allOk);
    expect(changesOf(copy, 'small-v3').every(({ change }) => ['changed', 'removed'].includes(change))).toBe(
      true,
    );
    const evaluation = await command(copy, ['evaluate', 'curated/small-v3', '--json']);
    expect(JSON.parse(evaluation.out).dataset).toBe('small-v3');
    copy.write('specs/gallery.yaml', copy.read('specs/museum.yaml').replace('id: museum', 'id: gallery'));
    copy.write('pipelines/gallery.yaml', copy.read('pipelines/museum.yaml').replaceAll('museum', 'gallery'));
    const again = await extended(copy, 'small-v3', { scenario: 'gallery' });
    expect(again).toMatchObject({ state: 'done', dataset: 'curated/small-v4' });
    expect(await checksOf(copy, 'small-v4')).toEqual(allOk);
    expect(descriptionOf(copy, 'small-v4').overlap).toHaveLength(2);
  });

  test('drops candidates that are too near to what it has, where that is wanted, and fills up from the pool', async () => {
    using copy = copyOf(project);
    copy.write('specs/gallery.yaml', copy.read('specs/museum.yaml').replace('id: museum', 'id: gallery'));
    copy.write('pipelines/gallery.yaml', copy.read('pipelines/museum.yaml').replaceAll('museum', 'gallery'));
    const near = await extended(copy, 'small-v2', { scenario: 'gallery', out: 'curated/near' });
    expect(near.funnel.find(({ stage }) => stage === 'overlap')!.drop).toBe(0);
    const [, all] = descriptionOf(copy, 'near').overlap;
    expect(all.nearest).toBe(0);
    const apart = await extended(copy, 'small-v2', {
      scenario: 'gallery',
      dropBelow: 0.05,
      out: 'curated/apart',
    });
    const row = apart.funnel.find(({ stage }) => stage === 'overlap')!;
    expect(row.by['drop:near-existing']).toBeGreaterThan(0);
    const [, some] = descriptionOf(copy, 'apart').overlap;
    expect(some).toMatchObject({ below: 0.05, dropped: row.drop });
    expect(some.nearest).toBeGreaterThanOrEqual(0.05);
    expect(await checksOf(copy, 'apart')).toEqual(allOk);
  });
});

describe('an imported dataset that is extended', () => {
  test('keeps its rows, passes every check, and is exported with the new scenario beside the old ones', async () => {
    using copy = copyOf(project);
    writePublished(copy.path('published'), smallBenchmark());
    importSpecbench('published', { cwd: copy.root, out: 'curated/bench' });
    const { status, out } = await command(copy, [
      'extend',
      'curated/bench',
      '--scenario',
      'museum',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(out).dataset).toBe('curated/bench-v2');
    expect(await checksOf(copy, 'bench-v2')).toEqual(allOk);
    for (const scenario of ['city-walks', 'kitchen'])
      expect(filesOf(copy, 'bench-v2', scenario)).toEqual(filesOf(copy, 'bench', scenario));
    expect((await command(copy, ['export', 'specbench', 'curated/bench-v2', '--out', 'out'])).status).toBe(0);
    expect(JSON.parse(copy.read('out/Kitchen/prompts.json'))).toEqual(
      smallBenchmark().Kitchen!['prompts.json'],
    );
    expect(JSON.parse(copy.read('out/Museum/scenario.json')).name).toBe('Museum Guide');
    const compared = await command(copy, [
      'diff',
      'curated/bench',
      'curated/bench-v2',
      '--json',
      '--exit-code',
    ]);
    expect(compared.status).toBe(3);
    const diff = JSON.parse(compared.out) as DiffDocument;
    expect(diff.scenarios).toEqual([{ id: 'museum', change: 'added', fields: [], specs: [] }]);
    expect(diff.changes).toEqual(changesOf(copy, 'bench-v2'));
  });
});

describe('a dataset that was built here', () => {
  test('is exported and imported again with the same prompts, labels, answers and variants', async () => {
    using copy = copyOf(project);
    expect((await command(copy, ['export', 'specbench', 'curated/small-v2', '--out', 'out'])).status).toBe(0);
    importSpecbench('out', { cwd: copy.root, out: 'curated/back' });
    const told = (dataset: string) =>
      copy
        .items(dataset)
        .map(({ scenario, label, prompt, answer, origin, variant }) =>
          JSON.stringify([scenario, label, prompt, answer, origin.source, variant?.text]),
        )
        .sort();
    expect(told('back')).toEqual(told('small-v2'));
    expect(await checksOf(copy, 'back')).toEqual(allOk);
    const { out } = await command(copy, ['diff', 'curated/small-v2', 'curated/back', '--json']);
    const { counts, fields, scenarios, changes } = JSON.parse(out) as DiffDocument;
    expect(counts).toMatchObject({ added: 0, removed: 0, edited: 0, unchanged: 0 });
    expect(fields.label ?? fields.answer).toBeUndefined();
    expect(scenarios.every(({ specs }) => specs.every(({ change }) => change === 'changed'))).toBe(true);
    expect(changes.every((change) => 'was' in change)).toBe(true);
  });
});

test('a version that another command made is not replaced', async () => {
  using copy = copyOf(project);
  const bytes = copy.dataset('small-v2');
  const { status, err } = await command(copy, ['attack', 'curated/small']);
  expect(status).toBe(2);
  expect(err).toContain('curated/small-v2 holds another dataset (small, version 2)');
  copy.edit('curated/small-v2/dataset.json', '"by": "extend"', '"by": "attack"');
  const edited = copy.dataset('small-v2');
  await expect(extended(copy, 'small')).rejects.toThrow('name another folder with --out');
  expect(copy.dataset('small-v2')).toEqual(edited);
  expect([...edited.keys()]).toEqual([...bytes.keys()]);
});

describe('an extension is refused before anything is asked', () => {
  test.each([
    [
      'where the scenario is there',
      ['--scenario', 'city-trips', '--pipeline', 'pipelines/small.yaml'],
      'the dataset has it already; it has city-trips',
    ],
    ['where there is no such pipeline file', ['--scenario', 'zoo'], 'there is no pipelines/zoo.yaml'],
    [
      'where the pipeline file builds others',
      ['--scenario', 'zoo', '--pipeline', 'pipelines/museum.yaml'],
      'pipelines/museum.yaml has museum',
    ],
    [
      'where it would replace the dataset',
      ['--scenario', 'museum', '--out', 'curated/small'],
      'is, or holds, the folder that is worked in',
    ],
    [
      'where the distance is none',
      ['--scenario', 'museum', '--drop-overlap', '3'],
      'expected a distance above 0 and at most 2',
    ],
  ])('%s', async (_what, argv, message) => {
    const answers = await project.answers();
    const { status, err } = await command(project, ['extend', 'curated/small', ...argv]);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(await project.answers()).toHaveLength(answers.length);
  });
});

test('people review a scenario that is added as they do any other, and their decisions join the dataset', async () => {
  using copy = copyOf(project);
  copy.edit(
    'pipelines/museum.yaml',
    '  - use: attack',
    '  - use: review\n    what: prompts\n    unreviewed: wait\n  - use: attack',
  );
  const stopped = await command(copy, [
    'extend',
    'curated/small',
    '--scenario',
    'museum',
    '--out',
    'curated/read',
  ]);
  expect(stopped.status).toBe(4);
  const asked = await command(copy, [
    'review',
    'export',
    'pipelines/museum.yaml',
    '--out',
    'review.jsonl',
    '--json',
  ]);
  expect(asked).toMatchObject({ status: 0, err: '' });
  const lines = copy.read('review.jsonl').trim().split('\n');
  const decided = lines.map((line) =>
    JSON.stringify({ ...JSON.parse(line), decision: { verdict: 'accept' } }),
  );
  copy.write('review.jsonl', `${decided.join('\n')}\n`);
  expect((await command(copy, ['review', 'import', 'review.jsonl'])).status).toBe(0);
  expect(
    (await command(copy, ['extend', 'curated/small', '--scenario', 'museum', '--out', 'curated/read']))
      .status,
  ).toBe(0);
  expect(copy.dataset('read').get('decisions.jsonl')!.split('\n').length).toBeGreaterThan(10);
  expect(await checksOf(copy, 'read')).toEqual(allOk);
});

test('an extension shows no prompt on the terminal, and --collect writes what it would ask', async () => {
  using copy = copyOf(project);
  const { out, err } = await command(copy, ['extend', 'curated/small', '--scenario', 'museum']);
  for (const { prompt, variant } of copy.items('small-v2')) {
    expect(out + err).not.toContain(prompt);
    if (variant !== undefined) expect(out + err).not.toContain(variant.text);
  }
  const models = ['--model', 'generator=openai/gpt-4.1', '--collect', 'pending.jsonl', '--json'];
  const collected = await command(copy, ['extend', 'curated/small', '--scenario', 'museum', ...models]);
  expect(collected.status).toBe(4);
  expect(JSON.parse(collected.out).collected.questions).toBeGreaterThan(0);
});

test('an extension whose file of tactics means others by ids that the dataset has is refused before anything is asked', async () => {
  using other = copyOf(project);
  const [first] = other.dataset().get('tactics.jsonl')!.split('\n');
  const { id } = JSON.parse(first!) as { readonly id: string };
  other.write(
    'tactics/mine.yaml',
    `tactics:\n  - { id: ${id}, name: Mine, family: own, definition: Says it in a letter., examples: [Dear guide] }\n`,
  );
  other.edit('pipelines/museum.yaml', 'batches: [4, 8]', 'tactics: tactics/mine.yaml');
  const asked = (await other.answers()).length;
  const argv = ['extend', 'curated/small', '--scenario', 'museum', '--out', 'curated/own'];
  expect(await command(other, argv)).toMatchObject({
    status: 2,
    err: expect.stringContaining(`calls another tactic by an id that the dataset has: ${id}`),
  });
  expect(await other.answers()).toHaveLength(asked);
});

test('a version that is extended keeps the hold list, the tactics and the pipeline file of its attack', async () => {
  using other = copyOf(project);
  const attack = [
    'attack',
    'curated/small',
    '--pipeline',
    other.pipeline,
    '--attempts',
    '1',
    '--out',
    'curated/hit',
  ];
  expect((await command(other, attack)).err).not.toContain('error');
  const held = other.dataset('hit').get('city-trips/held.jsonl');
  expect(held).toBeDefined();
  await extended(other, 'hit', { out: 'curated/whole' });
  const whole = other.dataset('whole');
  expect(whole.get('city-trips/held.jsonl')).toBe(held);
  expect(whole.get('attack-pipeline.yaml')).toBe(other.dataset('hit').get('attack-pipeline.yaml'));
  const ids = (dataset: string) =>
    other
      .dataset(dataset)
      .get('tactics.jsonl')!
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
  expect(ids('whole')).toEqual(expect.arrayContaining(ids('hit')));
  expect(descriptionOf(other, 'whole').attack.held).toBeGreaterThanOrEqual(held!.trim().split('\n').length);
  expect(await checksOf(other, 'whole')).toEqual(allOk);
});
