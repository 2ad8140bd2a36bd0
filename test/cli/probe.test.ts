import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProbeDocument } from '../../src/run/probe/document.ts';
import type { ProbeForecast } from '../../src/run/probe/forecast.ts';
import type { Probe } from '../../src/run/probe/probes-file.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await project.run();
}, 60_000);
afterAll(() => project[Symbol.dispose]());

const call = ['judge', '--probe', 'curated/small', '--per-spec', '1', '--sample', '1', '--votes', '2'];
const specs = 6;

test('a plan says how much there is to ask, and writes nothing', async () => {
  const before = project.results('small').size;
  const { status, out } = await command(project, [...call, '--plan', '--json']);
  const plan = JSON.parse(out) as ProbeForecast;
  expect({ status, specs: plan.specs, planted: plan.planted }).toEqual({
    status: 0,
    specs,
    planted: 2 * specs,
  });
  expect(plan.asks.map(({ role }) => role)).toEqual(['writer', 'judge']);
  expect(project.results('small').size).toBe(before);
});

test('the rehearsed judge is probed, with a line for each spec and each family, and no text of a response', async () => {
  const { status, out, err } = await command(project, call);
  expect([0, 3]).toContain(status);
  expect(out).toMatch(/^judge rehearsal\/default@\w+ \(rehearsal\)$/m);
  expect(out.match(/^city-trips\/\S+ +\d of \d/gm)).toHaveLength(specs);
  expect(out).toMatch(/^hostile: forged-json +\d of \d/m);
  expect(out).toMatch(/^another order of the specs +\d+ of \d+/m);
  expect(out).toMatch(/^all specs +\d+ of \d+/m);
  expect(out).toMatch(/nobody has checked the \d+ planted responses/);
  expect(err).toMatch(/\[2\/2\] judge/);
  const probes = project
    .read('results/small/judges/probes.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Probe);
  for (const { question, response } of probes)
    for (const text of [question, response]) expect(out + err).not.toContain(text);
});

test('a second time, the document says that nothing was asked', async () => {
  const { out } = await command(project, [...call, '--json', '--replay']);
  const document = JSON.parse(out) as ProbeDocument;
  expect(document).toMatchObject({ state: 'done', dataset: 'small', asked: 0, pending: null });
  expect(document.trust[0]!.specs).toHaveLength(specs);
});

test('what does not go with probing is refused', async () => {
  const collected = await command(project, [...call, '--collect', 'batch.jsonl']);
  expect(collected.status).toBe(2);
  expect(collected.err).toMatch(/--collect does not go with --probe/);
  const elsewhere = await command(project, ['judge', '--probe', 'results/small']);
  expect(elsewhere.err).toMatch(/is no dataset folder/);
});
