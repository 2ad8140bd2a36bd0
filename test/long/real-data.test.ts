import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item, Lead, RowFields } from '../../src/core/entity.ts';
import { whyOf } from '../../src/core/funnel.ts';
import { groupBy } from '../../src/core/group-by.ts';
import { readRunRecords } from '../../src/run/run-folder.ts';
import type { RunDocument } from '../../src/run/run-pipeline.ts';
import { type Running, start } from '../support/command.ts';
import { emptyProject, type Project } from '../support/project.ts';

const repository = resolve(import.meta.dirname, '../..');
const data = resolve(repository, '../shared/data');

/** Public data sets that are no part of the project: where they are missing there is nothing to run over. */
const isMissing = !existsSync(data) && process.env.CI === undefined;

const trips = [
  'travel_suggestion',
  'travel_alert',
  'book_hotel',
  'book_flight',
  'flight_status',
  'lost_luggage',
  'car_rental',
];

/** Four files as they came, asked of an OpenAI-compatible server. The quota from banking77 is there to fall short. */
const pipelineOver = (url: string): string => `name: real-data
seed: 11
providers:
  local: { type: openai, baseUrl: '${url}' }
models:
  generator: local/default
  rewriter: local/default
  relevance: local/default
  embedder: hashing/default
sources:
  travelplanner:
    file: raw/shared/travelplanner.jsonl
    licence: MIT
    form: questions
    map: { prompt: query, id: idx }
  clinc150:
    file: raw/shared/clinc150.json
    licence: CC-BY-3.0
    form: auto
    map: { prompt: 0 }
    where: { '1': [${trips.join(', ')}] }
    limit: 400
  banking77:
    file: raw/shared/banking77.csv
    licence: CC-BY-4.0
    form: questions
    map: { prompt: text }
  xstest:
    file: raw/shared/xstest.csv
    licence: CC-BY-4.0
    form: questions
    map: { prompt: prompt, id: id, label: { column: label, safe: safe, unsafe: unsafe } }
scenarios:
  travel:
    unsafe: { generated: 60, xstest: 2 }
    safe: { generated: 20, travelplanner: 40, clinc150: 40, xstest: 2, banking77: 1000 }
stages:
  - ingest
  - synthesize
  - rewrite
  - relevance
  - dedup
  - balance
  - export
`;

/** Rows by file, as the data folder's own README counts them. */
function statedRows(): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const line of readFileSync(join(data, 'README.md'), 'utf8').split('\n')) {
    const [, file, , count] = line.split('|').map((cell) => cell.trim());
    if (file && count && /^[\d,]+$/.test(count)) rows.set(file, Number(count.replaceAll(',', '')));
  }
  return rows;
}

describe.skipIf(isMissing)('a pipeline over real files (skipped where ../shared/data is missing)', () => {
  let project: Project;
  let server: Running;
  let document: RunDocument;
  let records: ReturnType<typeof readRunRecords>;

  beforeAll(async () => {
    project = emptyProject('real-data');
    cpSync(join(repository, 'specs'), project.path('specs'), { recursive: true });
    symlinkSync(data, project.path('raw/shared'));
    server = start(project, ['rehearse', '--port', '0', '--json']);
    const url = await new Promise<string>((announced) => {
      server.child.stdout!.once('data', (chunk) =>
        announced((JSON.parse(String(chunk)) as { url: string }).url),
      );
    });
    project.write('pipelines/real-data.yaml', pipelineOver(url));
    const finished = await start(project, ['run', 'pipelines/real-data.yaml', '--json']).finished;
    // Done, with the shortfall that was to be expected.
    expect(finished, finished.err).toMatchObject({ status: 3, err: '' });
    document = JSON.parse(finished.out) as RunDocument;
    records = readRunRecords(project.path('.specloom', 'runs', 'real-data'));
  }, 900_000);

  afterAll(async () => {
    server.child.kill('SIGTERM');
    await server.finished;
    project[Symbol.dispose]();
  });

  const outcomesOf = (stage: string) => records.stages.find(({ name }) => name === stage)!.outcomes;

  const itemsOf = (source: string): readonly Item[] =>
    records.stages
      .flatMap(({ outcomes }) => outcomes.flatMap((each) => (each.kind === 'turn' ? each.into : [])))
      .filter((record): record is Item => record.kind === 'item' && record.origin.source === source);

  test('ends in a dataset that fills every quota but that of the off-topic source', () => {
    expect(document).toMatchObject({ state: 'done', dataset: 'curated/real-data', faults: 0, gaps: 0 });
    const short = document.shortfalls.map(({ source }) => source);
    expect(short).toContain('banking77');
    for (const source of ['travelplanner', 'clinc150', 'generated']) expect(short).not.toContain(source);
    const have = groupBy(project.items(), (item) => `${item.label} ${item.origin.source}`);
    expect(have.get('safe travelplanner')).toHaveLength(40);
    expect(have.get('safe clinc150')).toHaveLength(40);
    expect(have.get('unsafe generated')).toHaveLength(60);
    expect(have.get('safe generated')).toHaveLength(20);
    const prompts = project.items().map((item) => item.prompt);
    expect(new Set(prompts).size).toBe(prompts.length);
  });

  test('reads every row of every file, and decides on each of them', () => {
    const rows = records.leads.filter(
      (lead): lead is Lead & { fields: RowFields } => lead.kind === 'lead' && 'wanted' in lead.fields,
    );
    const bySource = groupBy(rows, (row) => row.fields.source);
    const stated = statedRows();
    for (const [source, file] of [
      ['travelplanner', 'travelplanner.jsonl'],
      ['clinc150', 'clinc150.json'],
      ['banking77', 'banking77.csv'],
      ['xstest', 'xstest.csv'],
    ] as const)
      expect(bySource.get(source)?.length, file).toBe(stated.get(file));
    const decided = new Set(outcomesOf('ingest').map(({ from }) => from));
    expect(rows.filter((row) => !decided.has(row.id))).toHaveLength(0);
    const reasons = groupBy(outcomesOf('ingest'), (outcome) => whyOf(outcome) ?? 'item');
    expect([...reasons.keys()].sort()).toEqual(['filtered-out', 'item', 'over-limit']);
    expect(reasons.get('over-limit')).toHaveLength(trips.length * 150 - 400);
  });

  test('no row gets lost between its file and the dataset', () => {
    const fates = new Map<string, number>();
    for (const { outcomes } of records.stages)
      for (const outcome of outcomes)
        if (outcome.kind !== 'keep') fates.set(outcome.from, (fates.get(outcome.from) ?? 0) + 1);
    const exported = new Set(project.items().map((item) => item.id));
    for (const source of ['travelplanner', 'clinc150', 'banking77', 'xstest'])
      for (const { id } of itemsOf(source)) {
        const ends = (fates.get(id) ?? 0) + (exported.has(id) ? 1 : 0);
        expect(ends, `${source} ${id} leaves once or is in the dataset`).toBe(1);
      }
  });

  test('relevance drops at least 95 % of the banking questions, each with its reason', () => {
    const banking = new Set(itemsOf('banking77').map((item) => item.id));
    expect(banking.size).toBe(statedRows().get('banking77.csv'));
    const dropped = outcomesOf('relevance').filter(
      (outcome) => outcome.kind === 'drop' && banking.has(outcome.from),
    );
    for (const outcome of dropped) {
      expect(whyOf(outcome)).toMatch(/^(off-topic|low-quality)$/);
      expect((outcome.note as { reason: string }).reason).toMatch(/\w{3,}/);
    }
    expect(dropped.length / banking.size).toBeGreaterThanOrEqual(0.95);
  });

  test('relevance keeps most of what is about trips', () => {
    for (const source of ['travelplanner', 'clinc150']) {
      const own = new Set(itemsOf(source).map((item) => item.id));
      const judged = outcomesOf('relevance').filter(({ from }) => own.has(from));
      const share = judged.filter((outcome) => outcome.kind === 'keep').length / judged.length;
      expect(share, source).toBeGreaterThan(0.7);
    }
  });

  test('replaying it asks nothing and gives the same digest', async () => {
    const replayed = await start(project, ['run', 'pipelines/real-data.yaml', '--replay', '--json']).finished;
    expect(replayed.status).toBe(3);
    expect(JSON.parse(replayed.out)).toMatchObject({ asked: 0, digest: document.digest });
  });
});
