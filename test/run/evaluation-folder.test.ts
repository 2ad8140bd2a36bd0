import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FileError } from '../../src/core/errors.ts';
import { sha256 } from '../../src/core/hash.ts';
import { datasetDigest } from '../../src/files/index.ts';
import {
  datasetOf,
  type Evaluation,
  type EvaluationFacts,
  pathTo,
  readEvaluation,
  writeEvaluation,
} from '../../src/run/evaluation-folder.ts';
import { judgementOf, responseTo } from '../stages/evaluate-support.ts';
import { item } from './support.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-evaluation-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(scratch, 'results-')), 'one');
});

const facts: EvaluationFacts = {
  dataset: { name: 'trams', version: '1', digest: 'a'.repeat(64), folder: '../../curated/trams' },
  specloom: '0.1.0',
  seed: 3,
  scenarios: ['travel'],
  models: { judge: 'test/judge', subject: 'test/subject' },
  stages: [{ name: 'score', version: '1', options: { alpha: 0.3 } }],
  rehearsal: false,
  counts: { items: 1, responses: 1, judgements: 1 },
  funnel: [],
};
const response = responseTo(item('Which tram goes to the harbour?'), 'Line 3, of course.');
const whole: Evaluation = {
  facts,
  responses: [response],
  judgements: [judgementOf(response, { s1: 'YES', b1: 'unscored' })],
  derived: { 'scores.json': '{}\n', 'report.html': '<!doctype html>\n' },
};

const namesIn = (place: string) => readdirSync(place).sort();
const description = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, 'evaluation.json'), 'utf8'));

describe('an evaluation folder', () => {
  test('gives back what was written, but for files that are made from the others', async () => {
    writeEvaluation(folder, whole);
    const { 'report.html': _, ...scores } = whole.derived;
    expect(await readEvaluation(folder)).toEqual({ ...whole, derived: scores });
  });

  test('lists its files with their hashes, and its digest is over these', () => {
    const digest = writeEvaluation(folder, whole);
    const { files } = description() as { files: Record<string, string> };
    const names = namesIn(folder).filter((name) => name !== 'evaluation.json');
    expect(Object.keys(files)).toEqual(names);
    for (const name of names) expect(files[name]).toBe(sha256(readFileSync(join(folder, name), 'utf8')));
    expect(digest).toBe(datasetDigest(new Map(Object.entries(files))));
    expect(description().digest).toBe(digest);
  });

  test('is the same to the byte when it is written again', () => {
    writeEvaluation(folder, whole);
    const bytes = () => namesIn(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const before = bytes();
    writeEvaluation(folder, whole);
    expect(bytes()).toEqual(before);
  });

  test('may end with its responses; files of an earlier evaluation that it lacks are gone then', async () => {
    writeEvaluation(folder, whole);
    writeFileSync(join(folder, 'my-notes.txt'), 'mine');
    mkdirSync(join(folder, 'other-model'));
    writeEvaluation(folder, { ...whole, judgements: undefined, derived: {} });
    expect(namesIn(folder)).toEqual(['evaluation.json', 'my-notes.txt', 'other-model', 'responses.jsonl']);
    expect(await readEvaluation(folder)).toMatchObject({ judgements: undefined, derived: {} });
  });

  test('is for its owner alone', () => {
    writeEvaluation(folder, whole);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of namesIn(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  test('knows the way to its dataset, wherever both were moved together', () => {
    const way = pathTo('/srv/trams/results/trams/one', '/srv/trams/curated/trams');
    expect(way).toBe('../../../curated/trams');
    expect(
      datasetOf('/moved/results/trams/one', { ...facts, dataset: { ...facts.dataset, folder: way } }),
    ).toBe('/moved/curated/trams');
  });
});

describe('what is no evaluation, or not the one that was written, is refused with its name', () => {
  const refused = async (says: string | RegExp) => {
    const error = await readEvaluation(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileError);
    expect((error as Error).message).toMatch(says);
  };

  test('nothing, and a folder with something else', async () => {
    await refused('one is no evaluation folder: it has no evaluation.json');
    mkdirSync(folder);
    await refused('is no evaluation folder');
    expect(existsSync(join(folder, 'evaluation.json'))).toBe(false);
  });

  test.each(['responses.jsonl', 'judgements.jsonl', 'scores.json'])('a changed %s', async (name) => {
    writeEvaluation(folder, whole);
    writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}\n`);
    await refused(`${name} was changed since it was written`);
  });

  test('missing responses', async () => {
    writeEvaluation(folder, whole);
    rmSync(join(folder, 'responses.jsonl'));
    await refused('responses.jsonl does not exist');
  });

  test.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['half of it', '{"dataset": {'],
  ])('an evaluation.json that is %s', async (_what, text) => {
    writeEvaluation(folder, whole);
    writeFileSync(join(folder, 'evaluation.json'), text);
    await refused(/evaluation\.json (does not describe an evaluation|is not valid JSON)/);
  });

  test.each(['dataset', 'seed', 'scenarios', 'models', 'stages', 'counts', 'funnel', 'digest', 'files'])(
    'an evaluation.json without %s',
    async (member) => {
      writeEvaluation(folder, whole);
      const { [member]: _, ...rest } = description();
      writeFileSync(join(folder, 'evaluation.json'), JSON.stringify(rest));
      await refused(new RegExp(`evaluation\\.json does not describe an evaluation: ${member}: `));
    },
  );

  test('an evaluation.json whose digest is not that of its files', async () => {
    writeEvaluation(folder, whole);
    writeFileSync(
      join(folder, 'evaluation.json'),
      JSON.stringify({ ...description(), digest: 'b'.repeat(64) }),
    );
    await refused('`digest` is not that of its `files`');
  });

  test('a line that is no JSON, by its number, though its hash fits', async () => {
    writeEvaluation(folder, whole);
    const text = `${readFileSync(join(folder, 'responses.jsonl'), 'utf8')}{"id":\n`;
    writeFileSync(join(folder, 'responses.jsonl'), text);
    const files = { ...(description().files as Record<string, string>), 'responses.jsonl': sha256(text) };
    const digest = datasetDigest(new Map(Object.entries(files)));
    writeFileSync(join(folder, 'evaluation.json'), JSON.stringify({ ...description(), files, digest }));
    await refused(/responses\.jsonl:2 is not valid JSON/);
  });
});
