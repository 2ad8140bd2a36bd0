import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openAnswers, type StoredEntry } from '../../src/answers/index.ts';
import type { Entity, Item } from '../../src/core/entity.ts';
import { readRunRecords } from '../../src/run/run-folder.ts';
import { type RunDocument, type RunOptions, runPipeline } from '../../src/run/run-pipeline.ts';
import { type SmallPipeline, smallPipeline } from './small-pipeline.ts';

const smallProject = join(import.meta.dirname, 'small');

/** A project in a folder of its own, removed when it goes out of scope. */
export interface Project {
  readonly root: string;
  /** The pipeline file, relative to the root. */
  readonly pipeline: string;
  /** A path inside the project. */
  path(...parts: string[]): string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Replaces text in a file. @throws Error where it is not there, so that no test edits nothing. */
  edit(file: string, from: string, to: string): void;
  /** Runs a pipeline in this process, the project's own where no other is named. */
  run(options?: RunOptions & { readonly pipeline?: string }): Promise<RunDocument>;
  /** The files of the dataset by relative path; empty where there is none. */
  dataset(name?: string): ReadonlyMap<string, string>;
  /** The files of the evaluation that goes with it; empty where there is none. */
  results(name?: string): ReadonlyMap<string, string>;
  /** All that a run makes: the dataset's files and those of its evaluation. */
  made(name?: string): ReadonlyMap<string, string>;
  items(name?: string): readonly Item[];
  /** All stored answers with their questions, in the order of their keys. */
  answers(): Promise<readonly StoredEntry[]>;
  /** Every text of a record that the last run held: rows as they came, prompts, dropped ones included. */
  promptTexts(run?: string): readonly string[];
  /** Every file below the root, with its bytes as Latin-1 text: nothing is lost on the way. */
  everyFile(): ReadonlyMap<string, string>;
  [Symbol.dispose](): void;
}

/** Makes a small project whose run takes about a hundred questions. */
export function makeProject(options: SmallPipeline = {}): Project {
  const project = emptyProject('small');
  cpSync(smallProject, project.root, { recursive: true });
  project.write('pipelines/small.yaml', smallPipeline(options));
  return project;
}

/** A project folder with nothing in it but `specs/`, `pipelines/` and `raw/`. */
export function emptyProject(name: string): Project {
  const root = mkdtempSync(join(tmpdir(), 'specloom-project-'));
  for (const folder of ['specs', 'pipelines', 'raw']) mkdirSync(join(root, folder));
  const path = (...parts: string[]) => join(root, ...parts);
  const read = (file: string) => readFileSync(path(file), 'utf8');
  const write = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  const pipeline = `pipelines/${name}.yaml`;
  const dataset = (of = name) => filesBelow(path('curated', of), 'utf8');
  const results = (of = name) => filesBelow(path('results', of), 'utf8');
  return {
    root,
    pipeline,
    path,
    read,
    write,
    edit(file, from, to) {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      write(
        file,
        text.replace(from, () => to),
      );
    },
    run: ({ pipeline: file = pipeline, ...options } = {}) =>
      runPipeline(file, { cwd: root, env: {}, ...options }),
    dataset,
    results,
    made: (of = name) => new Map([...dataset(of), ...results(of)]),
    items: (of = name) =>
      [...dataset(of)]
        .filter(([file]) => file.endsWith('/items.jsonl'))
        .flatMap(([, text]) => text.split('\n').filter(Boolean))
        .map((line) => JSON.parse(line) as Item),
    async answers() {
      const store = await openAnswers(path('.specloom', 'answers.sqlite'));
      try {
        const entries: StoredEntry[] = [];
        for await (const entry of store.entries()) entries.push(entry);
        return entries;
      } finally {
        await store.close();
      }
    },
    promptTexts(run = name) {
      const { leads, stages } = readRunRecords(path('.specloom', 'runs', run));
      const made = stages.flatMap(({ outcomes }) =>
        outcomes.flatMap((outcome) => (outcome.kind === 'turn' ? outcome.into : [])),
      );
      const variants = stages.flatMap(({ outcomes }) =>
        outcomes.flatMap((outcome) => (outcome.kind === 'keep' ? (outcome.set?.variant?.text ?? []) : [])),
      );
      return [...new Set([...[...leads, ...made].flatMap(textsOf), ...variants])];
    },
    everyFile: () => filesBelow(root, 'latin1'),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Texts of a record that must not be shown unasked: a row's long cells, an item's prompt, a response's answer. */
function textsOf(record: Entity): string[] {
  if (record.kind === 'item') return [record.prompt];
  if (record.kind === 'response') return record.answer === null ? [] : [record.answer];
  if (record.kind !== 'lead' || !('wanted' in record.fields)) return [];
  return Object.values(record.fields.row ?? {}).filter(
    (cell): cell is string => typeof cell === 'string' && cell.length >= 20,
  );
}

function filesBelow(folder: string, encoding: 'utf8' | 'latin1'): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, encoding)]));
}
