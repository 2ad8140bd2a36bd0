import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { designText, type SampleDesign, sampleDigest } from '../../src/run/agree/design.ts';
import type { SheetRow } from '../../src/run/agree/sheet.ts';
import { command } from '../support/command.ts';
import { copyOf } from '../support/evaluated.ts';
import { annotator, filesOf, fill, linesIn } from '../support/labels.ts';
import { makeProject, type Project } from '../support/project.ts';

/** A project with a file of labels that a scripted person has filled in. No test changes it. */
let first: Project;
const file = 'results/small/labels.jsonl';

beforeAll(async () => {
  first = makeProject({ unsafe: { generated: 6 }, safe: { generated: 4 } });
  await first.run();
  const { status } = await command(first, ['agree', 'sample', 'results/small', '--per-model', '8']);
  expect(status).toBe(0);
  fill(first, file, annotator(first, ['small'], 0));
}, 60_000);
afterAll(() => first[Symbol.dispose]());

describe('a label that cannot be read is refused by file and line, with what to do, and nothing is written', () => {
  const changed = (change: (row: SheetRow) => object) => (rows: readonly SheetRow[]) =>
    rows.map((row, at) => (at === 2 ? change(row) : row));
  const withVerdict = (spec: string, verdict: unknown) =>
    changed((row) => ({ ...row, verdicts: { ...row.verdicts, [spec]: verdict } }));

  test.each<[string, (rows: readonly SheetRow[]) => readonly object[], RegExp]>([
    [
      'another word',
      withVerdict('s1', 'yes'),
      /labels\.jsonl:3 has verdicts that are not YES, NO or NA, on s1/,
    ],
    ['a missing spec', withVerdict('s2', null), /labels\.jsonl:3 lacks verdicts on s2; label all specs/],
    ['an unknown spec', withVerdict('s99', 'YES'), /:3 has verdicts on specs that the scenario has not: s99/],
    [
      'an unknown response',
      changed((row) => ({ ...row, id: '0123456789abcdef' })),
      /:3 is of a response that is not/,
    ],
    [
      'an unknown annotator',
      changed((row) => ({ ...row, annotator: 'ana' })),
      /:3 has an `annotator` .* person/,
    ],
    [
      'another text',
      changed((row) => ({ ...row, response: 'Another.' })),
      /:3 was changed: fill in `verdicts`/,
    ],
    ['no verdicts', changed(({ verdicts: _, ...row }) => row), /:3 lacks `verdicts`/],
    [
      'a second label',
      (rows) => [...rows, rows[0]!],
      /:9 is a second label by person of response \w+, after .*:1;/,
    ],
    [
      'another sample',
      changed((row) => ({ ...row, sample: 'f'.repeat(16) })),
      /:3 is of sample f+, and .*:1 of/,
    ],
    [
      'a line of another kind',
      (rows) => [...rows, { text: 'x' }],
      /:9 is no line that specloom agree sample wrote/,
    ],
  ])('%s', async (_what, change, why) => {
    using project = copyOf(first);
    const rows = change(linesIn(project, file));
    project.write(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await expectRefused(project, [file], why);
  });

  test('several lines are all named', async () => {
    using project = copyOf(first);
    project.write(file, project.read(file).replaceAll('"s1":"', '"s1":"no '));
    const { err } = await command(project, ['agree', file]);
    expect(err.match(/labels\.jsonl:\d has verdicts/g)).toHaveLength(8);
    expect(err).toContain('no label was read');
  });

  test('text that is no JSON is not quoted', async () => {
    using project = copyOf(first);
    project.write(file, `${project.read(file)}a secret prompt`);
    const { status, err } = await command(project, ['agree', file]);
    expect({ status, err }).toEqual({
      status: 2,
      err: expect.stringContaining('labels.jsonl:9 is no JSON object; are all quotes and brackets closed?'),
    });
    expect(err).not.toContain('secret');
  });

  async function expectRefused(project: Project, argv: readonly string[], why: RegExp): Promise<void> {
    const before = filesOf(project);
    expect(await command(project, ['agree', ...argv])).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(why),
    });
    expect(filesOf(project)).toEqual(before);
  }

  test('labels of a dataset that was another when they were drawn', async () => {
    using project = copyOf(first);
    const design = JSON.parse(project.read('results/small/labels.design.json')) as SampleDesign;
    const other = { ...design, dataset: { ...design.dataset, digest: 'f'.repeat(64) } };
    const sample = sampleDigest(other);
    project.write('results/small/labels.design.json', designText({ ...other, sample }));
    project.write(file, project.read(file).replaceAll(design.sample, sample));
    await expectRefused(
      project,
      [file],
      /are of dataset f{12}, and small is \w{12} now; draw and label again/,
    );
  });

  test('labels without what says how they were drawn, which may be named or lie beside them', async () => {
    using project = copyOf(first);
    project.write('elsewhere/labels.jsonl', project.read(file));
    await expectRefused(project, ['elsewhere/labels.jsonl'], /name the one .* with --design/);
    const design = 'results/small/labels.design.json';
    const named = await command(project, ['agree', 'elsewhere/labels.jsonl', '--design', design]);
    expect(named).toMatchObject({ status: 0, err: '' });
    project.edit(design, '"seed": 0', '"seed": 1');
    await expectRefused(project, [file], /design\.json does not say how a sample was drawn: it was changed/);
  });

  test('files and folders that are not there', async () => {
    await expectRefused(first, ['nothing.jsonl'], /nothing\.jsonl/);
    await expectRefused(first, [file, '--evaluation', 'results/nope'], /is no evaluation folder/);
    await expectRefused(first, [file, '--out', 'curated/small'], /is in the dataset/);
  });
});

test('agree says what it found in tables, and where it wrote it', async () => {
  using project = copyOf(first);
  const { status, out, err } = await command(project, ['agree', file]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toMatch(/^8 labels of 8 of the 8 responses that were drawn; 0 lines not filled in yet$/m);
  expect(out).toMatch(
    /^rehearsal\/default +8 +\d+ +1\.000 \[0\.\d{3}, 1\.000\] +1\.000 .* one person +0\.000 \[/m,
  );
  expect(out).toMatch(/^scores corrected by labels, about the items of this benchmark$/m);
  expect(out).toMatch(/ corrected +interval$/m);
  expect(out).toMatch(/^agreement results\/small\/agreement\.json$/m);
});

test('help of both commands shows how they follow each other', async () => {
  expect((await command(first, ['agree', '--help'])).out).toContain(
    'specloom agree sample results/quickstart',
  );
  expect((await command(first, ['agree', 'sample', '--help'])).out).toContain('--overlap <n>');
});
