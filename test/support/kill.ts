import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { openAnswers, type StoredEntry } from '../../src/answers/index.ts';
import { sha256 } from '../../src/core/hash.ts';
import { verifyDigest } from '../../src/files/index.ts';
import { runAlone, start } from './command.ts';
import { type ModelServer, startModelServer, tally, wireBody } from './model-server.ts';
import { makeProject, type Project } from './project.ts';
import { timeless } from './timeless.ts';

/** Where a process is killed: at its n-th request or its n-th rename. */
export interface Kill {
  readonly at: 'request' | 'rename';
  readonly number: number;
  /** Before the request is answered, or right after; before the rename, or right after. */
  readonly moment: 'before' | 'after';
}

/** Kills of one run and of those that resume it, one after the other. The last resumption is left alone. */
export interface Scene {
  readonly kills: readonly Kill[];
  /** What the first run finds: an empty project, or the dataset of an older state of the files. */
  readonly from: 'nothing' | 'older dataset';
}

export const nameOf = ({ kills, from }: Scene): string =>
  `${kills.map(({ at, number, moment }) => `${moment} ${at} ${number}`).join(', then ')}, from ${from}`;

/** Undisturbed runs to compare with, and how many requests and renames they took. */
export interface Reference {
  readonly server: ModelServer;
  /** A project before its first run, and one with a dataset whose files were edited since. */
  readonly template: Readonly<Record<Scene['from'], Project>>;
  readonly expected: Readonly<Record<Scene['from'], ReadonlyMap<string, unknown>>>;
  readonly requests: Readonly<Record<Scene['from'], number>>;
  /** Where each rename led to, below the project's root. */
  readonly renames: Readonly<Record<Scene['from'], readonly string[]>>;
  [Symbol.asyncDispose](): Promise<void>;
}

const counter = 'test/support/kill-at-rename.js';

export async function makeReference(): Promise<Reference> {
  const server = await startModelServer();
  const fresh = makeProject({ baseUrl: server.url });
  const done = copyOf(fresh);
  const nothing = await counted(done, server);
  const older = copyOf(done);
  older.edit('raw/questions.jsonl', 'three rainy days in Bergen', 'four rainy days in Bergen');
  older.edit('raw/notes.csv', 'a noisy hotel room in Porto', 'a noisy hotel room in Braga');
  const mended = copyOf(older);
  const again = await counted(mended, server);
  const reference: Reference = {
    server,
    template: { nothing: fresh, 'older dataset': older },
    expected: { nothing: timeless(done.made()), 'older dataset': timeless(mended.made()) },
    requests: { nothing: nothing.requests, 'older dataset': again.requests },
    renames: { nothing: nothing.renames, 'older dataset': again.renames },
    async [Symbol.asyncDispose]() {
      for (const project of [fresh, done, older, mended]) project[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
  expect(reference.expected.nothing).not.toEqual(reference.expected['older dataset']);
  return reference;
}

async function counted(project: Project, server: ModelServer) {
  const scene = server.scene();
  const file = project.path('.renames');
  const env = { ...scene.env, LIST_RENAMES: file };
  const finished = await runAlone(project, { preload: counter, env });
  expect(finished, finished.err).toMatchObject({ status: 0, err: '' });
  const renames = project
    .read('.renames')
    .trimEnd()
    .split('\n')
    .map((path) => relative(project.root, path));
  rmSync(file);
  return { requests: scene.asked.length, renames };
}

function copyOf(project: Project): Project {
  const copy = makeProject();
  cpSync(project.root, copy.root, { recursive: true });
  return copy;
}

/** Plays a scene from its start, and checks that all is as if nothing had happened. */
export async function survive(reference: Reference, scene: Scene): Promise<void> {
  const { server } = reference;
  using project = copyOf(reference.template[scene.from]);
  const kept: (readonly StoredEntry[])[] = [];
  const asked: (readonly string[])[] = [];
  for (const kill of scene.kills) {
    asked.push(await runKilled(project, server, kill));
    kept.push(await storedNow(project));
    expectWholeOrAbsent(project);
  }
  const undisturbed = server.scene();
  const resumed = await runAlone(project, { env: undisturbed.env });
  expect(resumed, resumed.err).toMatchObject({ status: 0, err: '' });
  asked.push(undisturbed.asked);

  expect(timeless(project.made())).toEqual(reference.expected[scene.from]);
  expect(leftovers(project)).toEqual([]);
  const final = await project.answers();
  for (const [at, entries] of kept.entries()) {
    const known = new Set(entries.map(({ key }) => key));
    const missing = tally(
      final.filter(({ key }) => !known.has(key)).map(({ question }) => wireBody(question)),
    );
    const last = at === kept.length - 1;
    const seen = tally(asked[at + 1]!);
    if (last) expect(seen, 'the last run asks what was missing, and nothing else').toEqual(missing);
    for (const [body, count] of seen)
      expect(count, 'no stored answer is asked again').toBeLessThanOrEqual(missing.get(body) ?? 0);
  }
}

/** A run that ends by SIGKILL; the bodies that it had asked. */
async function runKilled(
  project: Project,
  server: ModelServer,
  { at, number, moment }: Kill,
): Promise<readonly string[]> {
  const end = (incoming: { readonly number: number }): undefined => {
    if (incoming.number === number) running.child.kill('SIGKILL');
    return undefined;
  };
  const scene = server.scene(at === 'rename' ? {} : moment === 'before' ? { before: end } : { after: end });
  const argv = ['run', project.pipeline, '--json'];
  const running =
    at === 'request'
      ? start(project, argv, { env: scene.env })
      : start(project, argv, {
          env: { ...scene.env, KILL_AT_RENAME: `${number}:${moment}` },
          preload: counter,
        });
  const finished = await running.finished;
  expect(finished, finished.err).toMatchObject({ status: null, signal: 'SIGKILL' });
  return scene.asked;
}

/** What the store holds, read from a copy: opening it here must not mend what the kill left behind. */
export async function storedNow(project: Project): Promise<readonly StoredEntry[]> {
  if (!existsSync(project.path('.specloom', 'answers.sqlite'))) return [];
  const copy = mkdtempSync(join(tmpdir(), 'specloom-store-'));
  try {
    for (const name of readdirSync(project.path('.specloom')))
      if (/^answers\.sqlite(-wal)?$/.test(name)) cpSync(project.path('.specloom', name), join(copy, name));
    const store = openAnswers(join(copy, 'answers.sqlite'));
    const entries: StoredEntry[] = [];
    for await (const entry of store.entries()) entries.push(entry);
    await store.close();
    return entries;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A reader meets a dataset as it was written, or none; never a part of one. The same for an evaluation. */
function expectWholeOrAbsent(project: Project): void {
  const folder = project.path('curated', 'small');
  if (existsSync(folder)) expect(verifyDigest(folder)).toEqual([]);
  const evaluation = project.results();
  const description = evaluation.get('evaluation.json');
  if (description === undefined) return;
  const { files } = JSON.parse(description) as { files: Record<string, string> };
  for (const [name, hash] of Object.entries(files)) expect(sha256(evaluation.get(name)!), name).toBe(hash);
}

/** Temporary files and locks that should be gone after a run that ended well. */
function leftovers(project: Project): string[] {
  return [...project.everyFile().keys()].filter((file) => /\.tmp-|\.old(\/|$)|(^|\/)lock/.test(file));
}
