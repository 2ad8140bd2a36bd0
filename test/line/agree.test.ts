import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgreeDocument, AgreeSampleDocument } from '../../src/run/agree/index.ts';
import { readAgreement } from '../../src/run/agree/index.ts';
import { command } from '../support/command.ts';
import { copyOf, evaluationIn } from '../support/evaluated.ts';
import { annotator, filesOf, fill, linesIn } from '../support/labels.ts';
import { makeProject, type Project } from '../support/project.ts';

/** A project with evaluations of two models by one judge. No test changes it. */
let first: Project;
const evaluations = ['results/small', 'results/small/rehearsal-reckless'];

beforeAll(async () => {
  first = makeProject();
  await first.run();
  await expectDone(first, ['evaluate', 'curated/small', '--model', 'rehearsal/reckless']);
}, 60_000);
afterAll(() => first[Symbol.dispose]());

async function expectDone(project: Project, argv: readonly string[]): Promise<string> {
  const { status, out, err } = await command(project, argv);
  expect({ status, err }).toEqual({ status: 0, err: expect.any(String) });
  return out;
}

async function sampled(project: Project, ...more: readonly string[]): Promise<AgreeSampleDocument> {
  return JSON.parse(await expectDone(project, ['agree', 'sample', ...evaluations, '--json', ...more]));
}

async function agreed(project: Project, ...argv: readonly string[]): Promise<AgreeDocument> {
  return JSON.parse(await expectDone(project, ['agree', ...argv, '--json']));
}

async function expectRefused(project: Project, argv: readonly string[], why: RegExp | string): Promise<void> {
  const before = filesOf(project);
  const finished = await command(project, ['agree', ...argv]);
  expect(finished).toMatchObject({ status: 2, out: '', err: expect.stringMatching(why) });
  expect(filesOf(project)).toEqual(before);
}

/** Draws all responses to one file and has a scripted person fill them in. */
async function labelled(project: Project, errorRate: number): Promise<void> {
  await sampled(project, '--per-model', '100');
  fill(
    project,
    'results/small/labels.jsonl',
    annotator(project, ['small', 'small/rehearsal-reckless'], errorRate),
  );
}

describe('a sample', () => {
  test('is what the judge saw, for its owner alone, and tells nothing of model, label and verdicts', async () => {
    using project = copyOf(first);
    const document = await sampled(project, '--per-model', '6');
    expect(document).toMatchObject({
      responses: 12,
      files: [{ file: 'results/small/labels.jsonl', annotator: 'person', responses: 12 }],
      design: 'results/small/labels.design.json',
    });
    const { file } = document.files[0]!;
    expect(statSync(project.path(file)).mode & 0o777).toBe(0o600);
    const text = project.read(file);
    for (const word of ['rehearsal', 'reckless', '"label"', '"judge"', '"unsafe"', '"model"'])
      expect(text).not.toContain(word);
    const responses = new Map(
      ['small', 'small/rehearsal-reckless']
        .flatMap((name) => evaluationIn(project, name).responses)
        .map((response) => [response.id, response]),
    );
    const items = new Map(project.items().map((item) => [item.id, item]));
    const { canary } = JSON.parse(project.dataset().get('dataset.json')!);
    const members = ['verdicts', 'annotator', 'scenario', 'specs', 'prompt', 'variant', 'reference'];
    members.push('response', 'id', 'sample', 'canary');
    for (const row of linesIn(project, file)) {
      const response = responses.get(row.id)!;
      const item = items.get(response.item)!;
      expect(row).toMatchObject({ prompt: item.prompt, variant: null, response: response.answer, canary });
      expect(row.reference).toBe(item.label === 'safe' ? (item.answer ?? null) : null);
      expect(Object.values(row.verdicts)).toEqual(row.specs.map(() => null));
      expect(Object.keys(row.verdicts)).toEqual(row.specs.map(({ id }) => id));
      // Nothing in a line may tell labels or models apart, and how likely it was drawn does.
      expect(Object.keys(row)).toEqual(members);
    }
    const design = JSON.parse(project.read(document.design));
    for (const { stratum, drawn, size, probability } of document.strata) {
      expect(probability).toBe(drawn / size);
      expect(design.responses.filter((each: { stratum: number }) => each.stratum === stratum)).toHaveLength(
        drawn,
      );
    }
  });

  test('is the same for the same seed, byte for byte, and another one for another', async () => {
    using project = copyOf(first);
    const textsOf = async (name: string, seed: string) => {
      await sampled(project, '--per-model', '5', '--seed', seed, '--out', `${name}.jsonl`);
      return [project.read(`${name}.jsonl`), project.read(`${name}.design.json`)];
    };
    const drawn = await textsOf('one', '1');
    expect(await textsOf('again', '1')).toEqual(drawn);
    expect(await textsOf('another', '2')).not.toEqual(drawn);
  });

  test('is split among people with an overlap, and a warning says what the files hold', async () => {
    using project = copyOf(first);
    const argv = [
      'agree',
      'sample',
      ...evaluations,
      '--size',
      '20',
      '--annotators',
      'anna,ben',
      '--overlap',
      '4',
    ];
    const { status, out, err } = await command(project, [...argv, '--out', 'mine.jsonl']);
    expect({ status, err }).toEqual({ status: 0, err: expect.stringMatching(/^warning: .*harmful to read/) });
    expect(out).toContain('drew 20 responses of 2 models in 1 scenario, from 2 evaluations');
    expect(out).toContain('labels mine-anna.jsonl  12 responses for anna');
    const ids = (name: string) => linesIn(project, `mine-${name}.jsonl`).map(({ id }) => id);
    expect(ids('anna').filter((id) => ids('ben').includes(id))).toHaveLength(4);
    expect(new Set([...ids('anna'), ...ids('ben')]).size).toBe(20);
  });

  test('that labels were written into is not drawn over, and neither is what says how one was drawn', async () => {
    using project = copyOf(first);
    await labelled(project, 0);
    const sample = ['sample', ...evaluations];
    await expectRefused(project, sample, /labels in it would be lost/);
    project.write('results/small/labels.jsonl', '');
    await expectRefused(project, sample, /labels\.design\.json says how another sample was drawn/);
    await sampled(project, '--per-model', '100');
    expect(linesIn(project, 'results/small/labels.jsonl').length).toBeGreaterThan(20);
  });

  test('of evaluations that do not fit together is refused', async () => {
    using project = copyOf(first);
    await expectDone(project, ['judge', evaluations[1]!, '--sees', 'both']);
    await expectRefused(project, ['sample', ...evaluations], /whose judges saw the same/);
    await expectRefused(
      project,
      ['sample', evaluations[0]!, evaluations[0]!],
      /are both of rehearsal\/default/,
    );
    await expectRefused(project, ['sample', 'curated/small'], /is no evaluation folder/);
    const inDataset = ['sample', evaluations[0]!, '--out', 'curated/small/labels.jsonl'];
    await expectRefused(project, inDataset, /curated\/small is in the dataset/);
    await expectRefused(project, ['sample', evaluations[0]!, '--size', '9', '--per-model', '5'], /give one/);
    await expectDone(project, ['respond', 'curated/small', '--out', 'results/part']);
    await expectRefused(project, ['sample', 'results/part'], /no verdicts yet/);
  });
});

describe('labels', () => {
  test('of a person who says what the judge says agree fully, and correct nothing', async () => {
    using project = copyOf(first);
    await labelled(project, 0);
    const document = await agreed(project, 'results/small/labels.jsonl');
    const [people] = document.people;
    expect(people).toMatchObject({
      judge: 'rehearsal/default',
      annotators: ['person'],
      kappa: { value: 1 },
      alpha: { value: 1 },
      sarGap: { value: 0 },
      alphaPeople: null,
    });
    expect(document.corrected.map(({ models }) => models)).toEqual([
      ['rehearsal/default'],
      ['rehearsal/reckless'],
    ]);
    for (const { scores } of document.corrected)
      for (const { judge, value } of scores) expect(value).toBeCloseTo(judge, 6);
    expect(document.labels.blank).toBe(0);
  });

  test('of a person who is wrong at a known rate have the kappa that the rate comes to', async () => {
    using project = copyOf(first);
    await labelled(project, 0.3);
    const file = 'results/small/labels.jsonl';
    const { people, confusions } = await agreed(project, file);
    const { value, interval } = people[0]!.kappa;
    expect(Math.abs(value! - 0.7)).toBeLessThan(0.1);
    expect(interval![0]).toBeLessThan(value!);
    expect(interval![1]).toBeGreaterThan(value!);
    // The same by hand, from the files.
    const judged = new Map(
      ['small', 'small/rehearsal-reckless']
        .flatMap((name) => evaluationIn(project, name).judgements)
        .map(({ response, verdicts }) => [response, verdicts]),
    );
    const pairs = linesIn(project, file)
      .flatMap(({ id, verdicts }) =>
        Object.entries(verdicts).map(([spec, said]) => [said, judged.get(id)![spec]]),
      )
      .filter(([, judge]) => judge !== 'unscored');
    const share = (fits: (pair: (typeof pairs)[number]) => boolean) =>
      pairs.filter(fits).length / pairs.length;
    const words = ['YES', 'NO', 'NA'] as const;
    const chance = words
      .map((word) => share(([said]) => said === word) * share(([, judge]) => judge === word))
      .reduce((sum, each) => sum + each, 0);
    expect(value).toBeCloseTo((share(([said, judge]) => said === judge) - chance) / (1 - chance), 12);
    expect(people[0]!.verdicts).toBe(pairs.length);
    expect(confusions[0]!.counts.NO.YES).toBe(
      pairs.filter(([said, judge]) => said === 'NO' && judge === 'YES').length,
    );
  });

  test('of several people are told apart, and their own agreement is given', async () => {
    using project = copyOf(first);
    await sampled(project, '--per-model', '12', '--annotators', 'anna,ben', '--overlap', '10');
    const names = ['small', 'small/rehearsal-reckless'];
    fill(project, 'results/small/labels-anna.jsonl', annotator(project, names, 0));
    fill(project, 'results/small/labels-ben.jsonl', annotator(project, names, 0.4));
    const files = ['results/small/labels-anna.jsonl', 'results/small/labels-ben.jsonl'];
    const { annotators, people, labels } = await agreed(project, ...files);
    expect(annotators.map(({ annotator }) => annotator)).toEqual(['anna', 'ben']);
    expect(annotators[0]!.kappa.value).toBe(1);
    expect(annotators[1]!.kappa.value).toBeLessThan(0.85);
    expect(people[0]!.alphaPeople!.value).toBeLessThan(0.9);
    expect(labels).toEqual({ responses: 24, given: 34, blank: 0 });
    expect(await expectDone(project, ['agree', ...files])).toMatch(/^ben +rehearsal\/default +17 /m);
  });

  test('may be half filled in: what is blank is counted, and corrected scores say what they rest on', async () => {
    using project = copyOf(first);
    await sampled(project, '--per-model', '100');
    const file = 'results/small/labels.jsonl';
    await expectRefused(project, [file], /nobody has labelled any of the/);
    fill(project, file, annotator(project, ['small', 'small/rehearsal-reckless'], 0.1), 15);
    const { labels, corrected } = await agreed(project, file);
    expect(labels).toMatchObject({ responses: 15, given: 15 });
    expect(labels.blank).toBeGreaterThan(10);
    expect(corrected[0]!.remarks.join()).toMatch(/responses that were drawn are not labelled yet/);
  });

  test('correct scores of the benchmark or of new prompts, model by model or pooled, as the options say', async () => {
    using project = copyOf(first);
    await labelled(project, 0.2);
    const file = 'results/small/labels.jsonl';
    const [own] = (await agreed(project, file)).corrected;
    expect(own).toMatchObject({ target: 'benchmark', pooled: false });
    const [other] = (await agreed(project, file, '--target', 'new', '--pool')).corrected;
    expect(other).toMatchObject({ target: 'new prompts', pooled: true });
    expect(other!.labels).toBeGreaterThan(own!.labels);
    expect(await expectDone(project, ['agree', file, '--target', 'new', '--pool'])).toMatch(
      /about new prompts like these; labels are pooled, assuming that the judge errs alike/,
    );
  });

  test('hold for a further judge of the same responses, and for no others', async () => {
    using project = copyOf(first);
    await labelled(project, 0.1);
    const file = 'results/small/labels.jsonl';
    const again = ['evaluate', 'curated/small', '--out', 'results/again'];
    await expectDone(project, [...again, '--judge', 'rehearsal/careful']);
    const { people } = await agreed(
      project,
      file,
      '--evaluation',
      evaluations[0]!,
      '--evaluation',
      'results/again',
    );
    expect(people.map(({ judge }) => judge)).toEqual(['rehearsal/careful', 'rehearsal/default']);
    await expectDone(project, [...again, '--model', 'rehearsal/careful', '--out', 'results/others']);
    await expectRefused(project, [file, '--evaluation', 'results/others'], /has other responses than those/);
  });
});

describe('what agreement.json says', () => {
  test('is read back, and left out with a remark once the evaluation is another', async () => {
    using project = copyOf(first);
    await labelled(project, 0.1);
    const { people, corrected } = await agreed(project, 'results/small/labels.jsonl');
    const results = project.path('results/small');
    expect(readAgreement(results)).toEqual({ people, corrected, remarks: [] });
    await expectDone(project, ['score', evaluations[0]!, '--alpha', '0.5']);
    expect(readAgreement(results)).toEqual({
      people: [],
      corrected: [],
      remarks: [expect.stringMatching(/has changed since; run specloom agree again/)],
    });
  });

  test('is nothing where nobody labelled, and an error where it was changed', () => {
    using project = copyOf(first);
    const results = project.path('results/small');
    expect(readAgreement(results)).toEqual({ people: [], corrected: [], remarks: [] });
    project.write('results/small/agreement.json', '{"people": []}');
    expect(() => readAgreement(results)).toThrow(/agreement\.json is not as specloom agree wrote it/);
  });
});
