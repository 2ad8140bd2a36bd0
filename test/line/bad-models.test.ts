import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunDocument } from '../../src/run/run-pipeline.ts';
import type { Finished } from '../support/command.ts';
import {
  failure,
  type Incoming,
  keyVariable,
  type ModelServer,
  startModelServer,
  tally,
  wireBody,
} from '../support/model-server.ts';
import { makeProject, type Project } from '../support/project.ts';
import { quietly } from '../support/quiet.ts';
import { timeless } from '../support/timeless.ts';

const pipeline = 'pipelines/small.yaml';
const prices = ['prices: { default: { input: 10, output: 10 } }'];

let server: ModelServer;
let good: Project;
let goodWithPrices: Project;

beforeAll(async () => {
  server = await startModelServer();
  good = makeProject({ baseUrl: server.url });
  await good.run({ env: server.scene().env });
  goodWithPrices = makeProject({ baseUrl: server.url, provider: prices });
  await goodWithPrices.run({ env: server.scene().env });
}, 60_000);
afterAll(async () => {
  for (const project of [good, goodWithPrices]) project[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const run = (project: Project, env: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  quietly(project, ['run', pipeline, '--json', ...more], env);

const documentOf = ({ out }: Finished) => JSON.parse(out) as RunDocument;

async function expectGoodRun(project: Project, like: Project): Promise<void> {
  const kept = new Set((await project.answers()).map(({ key }) => key));
  const scene = server.scene();
  expect(await run(project, scene.env)).toMatchObject({ status: 0, err: '' });
  expect(timeless(project.made())).toEqual(timeless(like.made()));
  const missing = (await project.answers()).filter(({ key }) => !kept.has(key));
  expect(tally(scene.asked)).toEqual(tally(missing.map(({ question }) => wireBody(question))));
}

describe.concurrent('a model that cannot be asked', () => {
  test('is down: the run is resumable, and says what it could not reach', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}/v1`;
    await new Promise((resolve) => nobody.close(resolve));

    using project = makeProject({ baseUrl: address });
    const down = await run(project, server.scene().env);
    expect(down).toMatchObject({ status: 4, err: '' });
    const { pending, asked, faults } = documentOf(down);
    expect(pending).toMatchObject({ stage: 'synthesize', records: 4, reasons: { server: 4 } });
    expect(pending!.detail).toContain(`${address} cannot be reached (ECONNREFUSED)`);
    expect(asked).toBe(faults);
    expect((await quietly(project, ['status'])).out).toContain('stopped in synthesize');

    project.edit(pipeline, address, server.url);
    await expectGoodRun(project, good);
  });

  test('has another key: the run ends at once, and the key is written nowhere', async () => {
    using project = makeProject({ baseUrl: server.url });
    const key = 'very-secret-0123456789abcdef';
    const scene = server.scene({ before: () => failure(401, `Incorrect API key provided: ${key}.`) }, key);
    const refused = await run(project, scene.env);
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toContain(`${server.url} answered 401`);
    expect(refused.err).toContain('check the key that `keyFrom` names');
    const seen = [refused.err, ...project.everyFile().values()];
    expect(seen.filter((text) => text.includes(key))).toHaveLength(0);
    // What the four cells had asked already; nothing comes after it.
    expect(scene.asked.length).toBeLessThanOrEqual(8);
    await expectGoodRun(project, good);
  });

  test('has no key: the variable is named, and nothing is asked', async () => {
    using project = makeProject({ baseUrl: server.url });
    const refused = await run(project, {});
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toContain(`environment variable ${keyVariable}, which is not set`);
    await expectGoodRun(project, good);
    // A replay asks nobody, and needs no key.
    expect(documentOf(await run(project, {}, '--replay'))).toMatchObject({ state: 'done', asked: 0 });
  });

  test.each([
    ['at temperature 0', 'temperature: 0'],
    ['with one seed for all', 'extraBody: { seed: 3 }'],
  ])(
    'is to vote %s: refused before anything is asked, since all votes would be one',
    async (_how, setting) => {
      using project = makeProject({ baseUrl: server.url });
      project.edit(pipeline, 'verifier: local/default', `verifier: { model: local/default, ${setting} }`);
      const scene = server.scene();
      const { status, err } = await run(project, scene.env);
      expect(status).toBe(2);
      expect(err).toContain('attack asks role verifier for several samples of one question');
      expect(scene.asked).toEqual([]);
      project.edit(pipeline, 'batches: [2, 4]', 'batches: [2, 4]\n    votes: 1\n    quorum: 1');
      expect((await run(project, server.scene().env)).status).not.toBe(2);
    },
  );

  test('is not known to the server', async () => {
    using project = makeProject({ baseUrl: server.url });
    const refused = await run(project, server.scene().env, '--model', 'relevance=local/nobody');
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toMatch(/answered 404.*nobody.*check the model name/);
    await expectGoodRun(project, good);
  });
});

describe.concurrent('a budget', () => {
  test('that is too small stops the run before it is exceeded; a larger one goes on', async () => {
    using project = makeProject({ baseUrl: server.url, provider: prices });
    const small = await run(project, server.scene().env, '--budget', '0.5');
    expect(small).toMatchObject({ status: 4, err: '' });
    const stopped = documentOf(small);
    expect(Object.keys(stopped.pending!.reasons)).toEqual(['budget']);
    expect(stopped.pending!.detail).toContain('the budget of $0.50 does not cover a call to local/default');
    expect(stopped.answered).toBeGreaterThan(3);
    expect(stopped.costUsd).toBeGreaterThan(0);
    expect(stopped.costUsd).toBeLessThanOrEqual(0.5);
    expect((await quietly(project, ['status'])).out).toContain('budget');

    // What earlier runs spent counts.
    const again = documentOf(await run(project, server.scene().env, '--budget', '0.5'));
    expect(again.costUsd! + stopped.costUsd!).toBeLessThanOrEqual(0.5);
    await expectGoodRun(project, goodWithPrices);
  });

  test('over a model without a known price is refused before anything is asked', async () => {
    using project = makeProject({ baseUrl: server.url });
    const scene = server.scene();
    const refused = await run(project, scene.env, '--budget', '5');
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toContain('the price of local/default is not known');
    expect(refused.err).toContain('prices: { default: { input: 0, output: 0 } }');
    expect(scene.asked).toHaveLength(0);
    await expectGoodRun(project, good);
  });
});

/** A server that will not take one prompt, and says so in the prompt's own words. */
const squeamish = ({ body }: Incoming): Response | undefined => {
  const said = JSON.stringify(body.messages);
  const prompt = 'Is a hostel near the station in Milan a good choice for a family of four?';
  return said.includes(prompt) ? failure(400, `I do not want to read: ${prompt}`) : undefined;
};

describe.concurrent('one question that never gets an answer', () => {
  test('leaves its record pending and its stage open', async () => {
    using project = makeProject({ baseUrl: server.url });
    const stopped = await run(project, server.scene({ before: squeamish }).env);
    expect(stopped).toMatchObject({ status: 4, err: '' });
    const { pending, funnel } = documentOf(stopped);
    expect(pending).toMatchObject({ stage: 'relevance', records: 1, reasons: { server: 1 } });
    expect(funnel.map((row) => row.stage)).toEqual(['ingest', 'synthesize', 'rewrite']);
    expect(project.dataset().size).toBe(0);
    await expectGoodRun(project, good);
  });

  test('is given up with --accept-gaps, and the dataset says so', async () => {
    using project = makeProject({ baseUrl: server.url });
    const scene = server.scene({ before: squeamish });
    const accepted = await run(project, scene.env, '--accept-gaps');
    expect(accepted).toMatchObject({ status: 3, err: '' });
    expect(documentOf(accepted)).toMatchObject({ state: 'done', gaps: 1, shortfalls: [] });
    expect(documentOf(accepted).funnel.find((row) => row.stage === 'relevance')!.by['fail:gap']).toBe(1);
    const described = JSON.parse(project.dataset().get('dataset.json')!) as { gaps: unknown };
    expect(described.gaps).toEqual({ records: 1, shortfalls: [] });
    expect(project.dataset().get('README.md')).toContain('1 records were given up without an answer');
    await expectGoodRun(project, good);
  });
});
