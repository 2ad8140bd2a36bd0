import { expect } from 'vitest';
import type { StoredEntry } from '../../src/answers/index.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Provider } from '../../src/core/provider.ts';
import { providerKinds } from '../../src/model/index.ts';
import { rehearsalModel } from '../../src/model/rehearsal.ts';
import { rehearsalApp } from '../../src/model/rehearsal-server.ts';
import type { RunDocument, RunOptions } from '../../src/run/run-pipeline.ts';
import { tasks } from '../../src/tasks/index.ts';
import {
  type Asked,
  embeddings,
  type FaultServer,
  type FaultServerOptions,
  type Reply,
  startFaultServer,
} from './fault-server.ts';
import { makeProject, type Project } from './project.ts';
import { timeless } from './timeless.ts';

/** The pipeline file names an address that nobody listens at; the provider that is handed in wins over it. */
export const pipeline = { baseUrl: 'http://127.0.0.1:9/v1', embedder: 'local/letters' };

/** One request in five is refused, filtered or cut off, whatever the attempt: these are answers. */
export const turns = { turnRate: 0.2, seed: 'storm' };

/** Enough attempts for a machine so busy that replies without a fault come too late, too. */
export const retry = { attempts: 14, initialDelayMs: 2, maxDelayMs: 20 };

/** A run without faults: what those with faults are compared with. */
export interface Calm {
  readonly project: Project;
  readonly run: RunDocument;
  readonly answers: readonly StoredEntry[];
}

export async function calmRun(): Promise<Calm> {
  const project = makeProject(pipeline);
  await using server = await serverOf(turns);
  const run = await project.run(through(server));
  return { project, run, answers: await project.answers() };
}

/** Runs the same through a server with faults, and expects the same bytes. */
export async function expectCalmBytes(calm: Calm, server: FaultServer): Promise<void> {
  using project = makeProject(pipeline);
  const document = await project.run(through(server, 400));
  expect(document).toMatchObject({ state: 'done', digest: calm.run.digest });
  expect(document.faults).toBeGreaterThan(10);
  expect(document.answered).toBe(calm.run.answered);
  expect(timeless(project.made())).toEqual(timeless(calm.project.made()));
  expect(withoutLatency(await project.answers())).toEqual(withoutLatency(calm.answers));
  expect(await project.run({ ...through(server), replay: true })).toMatchObject({
    asked: 0,
    digest: calm.run.digest,
  });
}

/** The rehearsal model with the faults of the options; a letter count stands in for an embedding. */
export function serverOf(
  options: Partial<FaultServerOptions>,
  own: (asked: Asked & { readonly number: number }) => Reply | undefined = () => undefined,
): Promise<FaultServer> {
  const app = rehearsalApp(rehearsalModel(tasks));
  let number = 0;
  return startFaultServer({
    ...options,
    async reply(asked) {
      number += 1;
      const instead = own({ ...asked, number });
      if (instead) return instead;
      if (asked.path.endsWith('/embeddings'))
        return { body: embeddings((asked.body.input as string[]).map(lettersOf), asked.body) };
      const reply = await app.request(asked.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked.body),
      });
      return { status: reply.status, body: (await reply.json()) as JsonObject };
    },
  });
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

const lettersOf = (text: string): number[] =>
  [...alphabet].map((letter) => 0.5 + text.toLowerCase().split(letter).length);

/** The real client, at the address of a server. */
export function through(server: FaultServer, timeoutMs = 30_000): RunOptions {
  const kind = providerKinds.get('openai')!;
  const options = kind.options.parse({ baseUrl: server.url, timeoutMs, embedBatch: 16 });
  const provider: Provider = kind.open('local', options, { env: {}, offline: false, tasks });
  return { providers: new Map([['local', provider]]), retry, env: {} };
}

const withoutLatency = (entries: readonly StoredEntry[]) =>
  entries.map(({ key, question, answer: { latencyMs: _, ...answer } }) => ({ key, question, answer }));
