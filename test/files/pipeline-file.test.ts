import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FileError } from '../../src/core/errors.ts';
import { formatPipeline, type Pipeline, parsePipeline, parseStageOptions } from '../../src/files/index.ts';
import { known } from './known.ts';

const good = `name: quickstart
seed: 2509
providers:
  local: { type: openai, baseUrl: http://127.0.0.1:8000/v1, keyFrom: LOCAL_KEY }
models:
  generator: local/some/model
  embedder: hashing/default
  relevance: { model: rehearsal/default, temperature: 0, extraBody: { top_k: 5 } }
budget: { usd: 20 }
sources:
  notes:
    file: raw/samples/notes.csv
    licence: CC0-1.0
    form: statements
    encoding: windows-1252
    map: { prompt: 2, id: id, label: { column: label, safe: [ok, 0], unsafe: bad } }
    where: { focus: [trip, hotel], year: 2024 }
    limit: 500
scenarios:
  travel:
    unsafe: { generated: 170, notes: 30 }
    safe: { generated: 90 }
  garden:
    file: specs/other/garden.yaml
    safe: { generated: 10 }
stages:
  - ingest
  - use: synthesize
    overGenerate: 6
  - use: ./mine.js
    knob: 3
`;

function problemsOf(text: string): string[] {
  try {
    parsePipeline(text, 'pipelines/travel.yaml', known);
  } catch (error) {
    expect(error).toBeInstanceOf(FileError);
    return (error as FileError).message.split('\n');
  }
  throw new Error('expected an error');
}

test('a dataset may be evaluated behind its export, by stages of its own, too', () => {
  const text = good.replace('./mine.js\n    knob: 3', 'export\n  - respond\n  - judge\n  - ./mine.js');
  const { stages } = parsePipeline(text, 'pipelines/quickstart.yaml', known);
  expect(stages.map(({ use }) => use)).toEqual([
    'ingest',
    'synthesize',
    'export',
    'respond',
    'judge',
    './mine.js',
  ]);
});

test('a pipeline file is read into a pipeline', () => {
  expect(parsePipeline(good, 'pipelines/quickstart.yaml', known)).toEqual({
    name: 'quickstart',
    seed: 2509,
    scenarios: [
      { id: 'travel', file: 'specs/travel.yaml' },
      { id: 'garden', file: 'specs/other/garden.yaml' },
    ],
    quotas: [
      { scenario: 'travel', label: 'unsafe', source: 'generated', count: 170 },
      { scenario: 'travel', label: 'unsafe', source: 'notes', count: 30 },
      { scenario: 'travel', label: 'safe', source: 'generated', count: 90 },
      { scenario: 'garden', label: 'safe', source: 'generated', count: 10 },
    ],
    providers: {
      local: { type: 'openai', options: { baseUrl: 'http://127.0.0.1:8000/v1', keyFrom: 'LOCAL_KEY' } },
    },
    models: {
      generator: { model: 'local/some/model' },
      embedder: { model: 'hashing/default' },
      relevance: { model: 'rehearsal/default', temperature: 0, extraBody: { top_k: 5 } },
    },
    budget: { usd: 20 },
    sources: [
      {
        name: 'notes',
        file: 'raw/samples/notes.csv',
        licence: 'CC0-1.0',
        form: 'statements',
        map: { prompt: '2', id: 'id', label: { column: 'label', safe: ['ok', '0'], unsafe: ['bad'] } },
        where: { focus: ['trip', 'hotel'], year: ['2024'] },
        read: { encoding: 'windows-1252' },
        limit: 500,
      },
    ],
    stages: [
      { use: 'ingest', external: false, options: {}, line: 27, column: 5 },
      { use: 'synthesize', external: false, options: { perSpec: 20, overGenerate: 6 }, line: 28, column: 5 },
      { use: './mine.js', external: true, options: { knob: 3 }, line: 30, column: 5 },
    ],
  });
});

test('a pipeline is written as a file that reads back as the same pipeline', () => {
  const pipeline = parsePipeline(good, 'pipelines/quickstart.yaml', known);
  const again = parsePipeline(formatPipeline(pipeline), 'pipeline.yaml', known);
  expect(unplaced(again)).toEqual(unplaced(pipeline));
  expect(formatPipeline(again)).toBe(formatPipeline(pipeline));
});

test.each([0, 9007199254740991])('%d is a seed', (seed) => {
  expect(parsePipeline(good.replace('2509', String(seed)), 'q.yaml', known).seed).toBe(seed);
});

test('one source gives both labels where a column tells them apart, or to different scenarios', () => {
  const both = good.replace('safe: { generated: 90 }', 'safe: { generated: 90, notes: 10 }');
  expect(parsePipeline(both, 'q.yaml', known).quotas).toHaveLength(5);
  const apart = good
    .replace(/, label: \{.*?\}/, '')
    .replace('safe: { generated: 90 }', 'safe: { generated: 90, notes: 0 }')
    .replace('safe: { generated: 10 }', 'safe: { notes: 10 }');
  expect(parsePipeline(apart, 'q.yaml', known).quotas).toHaveLength(5);
});

test('a role of a stage that is not in the line needs no removing, and one of a module may have any name', () => {
  const { models } = parsePipeline(good.replace('./mine.js\n    knob: 3', 'export'), 'q.yaml', known);
  expect(Object.keys(models)).toEqual(['generator', 'embedder', 'relevance']);
  const text = good.replace('generator:', 'mine-own:');
  expect(Object.keys(parsePipeline(text, 'q.yaml', known).models)).toContain('mine-own');
});

test('an unknown stage is told alone: the roles it may have asked are not', () => {
  const text = good.replace('./mine.js\n    knob: 3', 'rewrit').replace('generator:', 'rewriter:');
  expect(problemsOf(text)).toEqual([expect.stringContaining('unknown stage `rewrit`')]);
});

test('a stage of a module may stand before export', () => {
  expect(parsePipeline(`${good}  - export\n`, 'q.yaml', known).stages).toHaveLength(4);
});

test('a stage may be used twice', () => {
  const text = good.replace('  - ingest\n', '  - ingest\n  - synthesize\n');
  expect(parsePipeline(text, 'q.yaml', known).stages.map(({ use }) => use)).toEqual([
    'ingest',
    'synthesize',
    'synthesize',
    './mine.js',
  ]);
});

test.each(['./a.js', '../a.mjs', 'stages/a.ts', '/opt/a'])('%s is a module to load later', (path) => {
  const { stages } = parsePipeline(good.replace('./mine.js', path), 'q.yaml', known);
  expect(stages.at(-1)).toMatchObject({ use: path, external: true, options: { knob: 3 } });
});

describe('what is wrong is named with line and column', () => {
  const cases: readonly (readonly [string, (text: string) => string, string])[] = [
    [
      'an unknown stage option',
      (text) => text.replace('overGenerate', 'overgenerate'),
      '29:5 unknown key `overgenerate` in synthesize; did you mean `overGenerate`?',
    ],
    [
      'an unknown nested option',
      (text) => text.replace('overGenerate: 6', 'waves: { sise: 1 }'),
      '29:14 unknown key `sise` in waves; did you mean `size`?',
    ],
    [
      'an unknown option of a stage whose schema would let it pass',
      (text) => text.replace('- ingest', '- { use: forgiving, kep: a }'),
      '27:23 unknown key `kep` in forgiving; did you mean `keep`?',
    ],
    [
      'an option of the wrong type',
      (text) => text.replace('overGenerate: 6', 'overGenerate: many'),
      '29:19 `overGenerate` must be a number, not text',
    ],
    [
      'an option out of range',
      (text) => text.replace('overGenerate: 6', 'overGenerate: 0'),
      '29:19 `overGenerate` must be at least 1',
    ],
    ['a missing option', (text) => text.replace('- ingest', '- needy'), '27:5 missing key `keep`'],
    [
      'an unknown stage',
      (text) => text.replace('- ingest', '- ingset'),
      '27:5 unknown stage `ingset`; did you mean `ingest`?',
    ],
    [
      'an unknown stage with options',
      (text) => text.replace('use: synthesize', 'use: synthesise'),
      '28:10 unknown stage `synthesise`; did you mean `synthesize`?',
    ],
    [
      'a quota of an unknown source',
      (text) => text.replace('notes: 30', 'note: 30'),
      '21:31 unknown source `note` in unsafe; did you mean `notes`?',
    ],
    [
      'a quota that is not whole',
      (text) => text.replace('notes: 30', 'notes: 1.5'),
      '21:38 `scenarios.travel.unsafe.notes` must be a whole number, not the number 1.5',
    ],
    [
      'a quota below zero',
      (text) => text.replace('notes: 30', 'notes: -1'),
      '21:38 `scenarios.travel.unsafe.notes` must be at least 0',
    ],
    [
      'a scenario without a quota',
      (text) => text.replace('safe: { generated: 10 }', 'safe: { generated: 0 }'),
      '23:3 `garden` has no quota',
    ],
    [
      'quotas for both labels from a source whose rows have none',
      (text) => text.replace(/, label: \{.*?\}/, '').replace('safe: { generated: 90 }', 'safe: { notes: 9 }'),
      '22:13 `notes` gives unsafe prompts of `travel` too, but nothing tells its rows apart; add `map.label` to it, or make two sources',
    ],
    [
      'a value that means both labels',
      (text) => text.replace('bad }', '[bad, "0"] }'),
      '16:84 `0` stands in both `safe` and `unsafe`; a value means one label',
    ],
    [
      'a single value that means both labels',
      (text) => text.replace('bad }', 'ok }'),
      '16:78 `ok` stands in both `safe` and `unsafe`; a value means one label',
    ],
    [
      'an unknown provider type',
      (text) => text.replace('type: openai', 'type: opnai'),
      '4:18 unknown provider type `opnai`; did you mean `openai`?',
    ],
    [
      'an unknown option of a provider',
      (text) => text.replace('keyFrom', 'keyfrom'),
      '4:61 unknown key `keyfrom` in local; did you mean `keyFrom`?',
    ],
    [
      'a provider named like another type',
      (text) => text.replace('local:', 'rehearsal:').replace('local/', 'rehearsal/'),
      '4:3 `rehearsal` is the name of a provider type',
    ],
    [
      'a provider named like the people who review',
      (text) => text.replace('local:', 'person:').replace('local/', 'person/'),
      '4:3 `person` stands for the people who review',
    ],
    [
      'a model id without a provider',
      (text) => text.replace('hashing/default', 'hashing'),
      '7:13 `models.embedder` must be `provider/model`',
    ],
    [
      'a model of an unknown provider',
      (text) => text.replace('hashing/', 'hashng/'),
      '7:13 unknown provider `hashng`; did you mean `hashing`?',
    ],
    [
      'an unknown parameter of a model',
      (text) => text.replace('temperature', 'temprature'),
      '8:42 unknown key `temprature` in relevance; did you mean `temperature`?',
    ],
    ...['messages', 'model', 'stream', 'n'].map(
      (member) =>
        [
          `an extra member \`${member}\``,
          (text: string) => text.replace('top_k', member),
          `8:71 \`${member}\` may not stand in extraBody: it is set by Specloom`,
        ] as const,
    ),
    [
      'a stage behind export that would change the dataset',
      (text) => text.replace('./mine.js\n    knob: 3', 'export\n  - ingest'),
      '31:5 `ingest` stands behind `export`, which ends the dataset; only respond, judge, score may follow it',
    ],
    [
      'a second export',
      (text) => text.replace('./mine.js\n    knob: 3', 'export\n  - export'),
      '31:5 `export` stands behind `export`, which ends the dataset',
    ],
    [
      'a stage that evaluates, before the export',
      (text) => text.replace('./mine.js\n    knob: 3', 'respond\n  - export'),
      '30:5 `respond` evaluates a dataset, so it stands behind `export`',
    ],
    [
      'a stage that evaluates what nobody made',
      (text) => text.replace('./mine.js\n    knob: 3', 'export\n  - judge'),
      '31:5 `judge` needs `respond` before it',
    ],
    [
      'a role that no stage asks',
      (text) => text.replace('generator:', 'generatr:').replace('./mine.js\n    knob: 3', 'export'),
      '6:3 unknown role `generatr`; did you mean `generator`?',
    ],
    [
      'a role that is like none',
      (text) => text.replace('generator:', 'someone-else:').replace('./mine.js\n    knob: 3', 'dedup'),
      '6:3 unknown role `someone-else`; known roles: generator, embedder',
    ],
    [
      'a source without a licence',
      (text) => text.replace('    licence: CC0-1.0\n', ''),
      '11:3 missing key `licence` in notes',
    ],
    [
      'a source called generated',
      (text) => text.replace('  notes:', '  generated:').replace(', notes: 30', ''),
      '11:3 `generated` stands for what is synthesized',
    ],
    [
      'an unknown form',
      (text) => text.replace('form: statements', 'form: statement'),
      '14:11 `sources.notes.form` is `statement`, which is unknown; did you mean `statements`?',
    ],
    [
      'an unknown format',
      (text) => text.replace('encoding: windows-1252', 'format: xlsx'),
      '15:13 `sources.notes.format` is `xlsx`, which is unknown; known values: jsonl, json, tsv, csv',
    ],
    [
      'a seed that a number cannot hold',
      (text) => text.replace('2509', '99999999999999999999'),
      '2:7 `seed` must be at most 9007199254740991',
    ],
    ['a seed below zero', (text) => text.replace('2509', '-1'), '2:7 `seed` must be at least 0'],
    [
      'a seed that is not whole',
      (text) => text.replace('2509', '0.5'),
      '2:7 `seed` must be a whole number, not the number 0.5',
    ],
    ['a missing seed', (text) => text.replace('seed: 2509\n', ''), '1:1 missing key `seed`'],
    ['a budget of nothing', (text) => text.replace('usd: 20', 'usd: 0'), '9:16 `budget.usd` must be above 0'],
    [
      'no stages',
      (text) => `${text.slice(0, text.indexOf('stages:'))}stages: []\n`,
      '26:9 `stages` must have at least 1 entry',
    ],
    [
      'no scenarios',
      (text) => text.replace(/scenarios:\n(?: .*\n)+/, 'scenarios: {}\n'),
      '19:12 `scenarios` must have at least one entry',
    ],
  ];

  test.each(cases)('%s', (_, change, expected) => {
    const text = change(good);
    expect(text).not.toBe(good);
    expect(problemsOf(text)).toEqual([expect.stringContaining(`pipelines/travel.yaml:${expected}`)]);
  });

  test('everything at once', () => {
    const text = good
      .replace('overGenerate', 'overgenerate')
      .replace('notes: 30', 'note: 30')
      .replace('licence', 'license')
      .replace('- ingest', '- ingset')
      .replace('type: openai', 'type: opnai');
    expect(problemsOf(text).map((line) => line.split(' ')[0]!.split(':').slice(1).join(':'))).toEqual([
      '4:18',
      '13:5',
      '21:31',
      '27:5',
      '29:5',
    ]);
  });
});

test('whatever key is mistyped, and however deep, its own line and column are named', () => {
  const lines = good.split('\n');
  const places = lines.flatMap((line, at) =>
    [...line.matchAll(/(?<=^ *(?:- )?|\{ |, )([a-zA-Z]{4,})(?=:)/g)].map((match) => ({
      at,
      column: match.index,
      key: match[1]!,
    })),
  );
  const checked = places.filter(
    ({ key }) =>
      ![
        'local',
        'type',
        'generator',
        'embedder',
        'relevance',
        'notes',
        'travel',
        'garden',
        'generated',
        'focus',
        'year',
        'extraBody',
        'knob',
      ].includes(key),
  );
  expect(checked.length).toBeGreaterThan(20);
  fc.assert(
    fc.property(fc.constantFrom(...checked), ({ at, column, key }) => {
      const wrong = `${key}x`;
      const changed = lines.with(
        at,
        `${lines[at]!.slice(0, column)}${wrong}${lines[at]!.slice(column + key.length)}`,
      );
      const problems = problemsOf(changed.join('\n'));
      const own = problems.find((line) => line.includes(`unknown key \`${wrong}\``));
      expect(own).toContain(`pipelines/travel.yaml:${at + 1}:${column + 1} `);
      expect(own).toContain(`did you mean \`${key}\`?`);
    }),
  );
});

test('options of a stage that is loaded later are checked at its place', () => {
  const pipeline = parsePipeline(good, 'q.yaml', known);
  const use = pipeline.stages.at(-1)!;
  const stage = (options: z.ZodType<unknown>) => ({ ...known.stages.get('ingest')!, name: 'mine', options });
  expect(parseStageOptions(stage(z.strictObject({ knob: z.int() })), use, 'q.yaml')).toEqual({ knob: 3 });
  expect(() =>
    parseStageOptions(stage(z.strictObject({ knobs: z.int().optional() })), use, 'q.yaml'),
  ).toThrow('q.yaml:30:5 unknown key `knob` in mine; did you mean `knobs`?');
});

function unplaced(pipeline: Pipeline): Pipeline {
  return { ...pipeline, stages: pipeline.stages.map(({ line: _, column: __, ...stage }) => stage) };
}
