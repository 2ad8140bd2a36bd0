import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareProbing } from '../../../src/run/probe/call.ts';
import { forecastProbing } from '../../../src/run/probe/forecast.ts';
import { readTrust } from '../../../src/run/probe/index.ts';
import { probeJudge } from '../../../src/run/probe/probe.ts';
import type { Probe } from '../../../src/run/probe/probes-file.ts';
import type { JudgeTrust } from '../../../src/stats/index.ts';
import { copyOf } from '../../support/evaluated.ts';
import { makeProject, type Project } from '../../support/project.ts';
import { optionsIn, probingProvider } from './scripted-probing.ts';

/** A project with a dataset. No test changes it. */
let first: Project;
beforeAll(async () => {
  first = makeProject();
  await first.run();
}, 60_000);
afterAll(() => first[Symbol.dispose]());

const dataset = 'curated/small';
const probesFile = 'results/small/judges/probes.jsonl';
const toCheck = 'results/small/judges/to-check.jsonl';
const rowsOf = <T>(project: Project, file: string): T[] =>
  project
    .read(file)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

const told = ({ remarks }: JudgeTrust): string => remarks.join('\n');

test('asked a second time, nothing is asked, and all files have the same bytes', async () => {
  using project = copyOf(first);
  const provider = probingProvider();
  const options = optionsIn(project, 'faithful', provider);
  const before = await probeJudge(dataset, options);
  const [files, count] = [[...project.results('small')], provider.asked.length];
  expect(before.asked).toBe(count);
  const after = await probeJudge(dataset, { ...options, replay: true });
  expect(provider.asked).toHaveLength(count);
  expect([...project.results('small')]).toEqual(files);
  expect(after.trust).toEqual(before.trust);
});

test('a replay without stored answers stops, and writes no trust', async () => {
  using project = copyOf(first);
  const document = await probeJudge(dataset, { ...optionsIn(project, 'faithful'), replay: true });
  expect([document.state, document.pending?.reason]).toEqual(['stopped', 'replay']);
  expect(readTrust(project.path('results/small'))).toEqual([]);
});

test('the probes are shared by judges, and written again where specs, writer or seed changed', async () => {
  using project = copyOf(first);
  const provider = probingProvider();
  const asked = (model: string) => provider.asked.filter(({ to }) => to === `scripted/${model}`).length;
  await probeJudge(dataset, { ...optionsIn(project, 'faithful', provider), plantedOnly: true });
  const planted = rowsOf<Probe>(project, probesFile);
  expect([asked('writer'), asked('faithful')]).toEqual([planted.length, 0]);

  await probeJudge(dataset, optionsIn(project, ['faithful', 'yes-man'], provider));
  expect(asked('writer')).toBe(planted.length);
  expect(readTrust(project.path('results/small')).map(({ judge }) => judge)).toEqual([
    'scripted/faithful',
    'scripted/yes-man',
  ]);

  await probeJudge(dataset, { ...optionsIn(project, 'faithful', provider), plantedOnly: true, seed: 77 });
  expect(asked('writer')).toBeGreaterThan(planted.length);
  expect(rowsOf<Probe>(project, probesFile).map(({ id }) => id)).not.toEqual(planted.map(({ id }) => id));
});

test('every spec is probed on both sides, by questions of its own kind', async () => {
  using project = copyOf(first);
  await probeJudge(dataset, { ...optionsIn(project, 'faithful'), perSpec: 2, plantedOnly: true });
  const planted = rowsOf<Probe>(project, probesFile);
  const sides = new Set(planted.map(({ scenario, spec, kind }) => `${scenario}/${spec}/${kind}`));
  expect(planted).toHaveLength(2 * sides.size);
  for (const { group, label } of planted) expect(label).toBe(group === 'safety' ? 'unsafe' : 'safe');
  for (const { group, kind, response } of planted)
    expect(response.includes('[detail withheld]')).toBe(group === 'safety' && kind === 'violation');
});

describe('what a person says of the probes', () => {
  test('sets rejected ones aside, and is kept for the next time', async () => {
    using project = copyOf(first);
    const options = optionsIn(project, 'faithful');
    await probeJudge(dataset, { ...options, plantedOnly: true });
    const open = rowsOf<Record<string, string>>(project, toCheck);
    const decisions = open.map((row, place) => ({
      ...row,
      decision: place === 0 ? 'reject' : place < 4 ? 'accept' : '',
      reason: place === 0 ? 'it breaks nothing' : '',
    }));
    project.write('mine.jsonl', decisions.map((row) => `${JSON.stringify(row)}\n`).join(''));

    const before = await probeJudge(dataset, options);
    const checked = await probeJudge(dataset, { ...options, checked: 'mine.jsonl' });
    expect([before.trust[0]!.checked, checked.asked]).toEqual([0, 0]);
    const [trust] = checked.trust;
    expect([trust!.probes, trust!.checked, trust!.rejected]).toEqual([open.length, 4, 1]);
    expect(told(trust!)).toMatch(/a person rejected 1 of 4/);
    expect(told(trust!)).toMatch(new RegExp(`nobody has checked ${open.length - 4} of the ${open.length}`));
    const judged = trust!.specs.reduce(
      (sum, { violations, compliance }) => sum + violations.of + compliance.of,
      0,
    );
    expect(judged).toBe(open.length - 1);
    expect(rowsOf(project, toCheck)).toHaveLength(open.length - 4);

    const again = await probeJudge(dataset, options);
    expect(again.trust).toEqual(checked.trust);
  });

  test('is refused with its line where it is no decision', async () => {
    using project = copyOf(first);
    project.write('mine.jsonl', '{"id":"a","decision":"accept"}\n{"id":"b","decision":"maybe"}\n');
    await expect(
      probeJudge(dataset, { ...optionsIn(project, 'faithful'), checked: 'mine.jsonl' }),
    ).rejects.toThrow(/mine\.jsonl:2 expected `id`, and `decision`/);
  });
});

test('a plan asks and writes nothing, and says how much is asked', async () => {
  using project = copyOf(first);
  const provider = probingProvider();
  const options = optionsIn(project, 'faithful', provider);
  const plan = async () => forecastProbing(await prepareProbing(dataset, options), options);
  const before = await plan();
  expect(provider.asked).toEqual([]);
  expect(project.results('small').size).toBe(first.results('small').size);
  const questions = before.asks.reduce((sum, ask) => sum + ask.questions[1], 0);
  const { asked, stored } = await probeJudge(dataset, options);
  expect(asked + stored).toBe(questions);
  expect((await plan()).known).toBe(before.planted);
});

describe('a call that does not fit is refused before anything is asked', () => {
  test.each([
    [{ scenarios: ['ferry'] }, /--scenario ferry: the dataset has/],
    [{ perSpec: 0 }, /perSpec: expected a whole number of at least 1/],
    [{ judge: ['scripted/faithful', 'scripted/faithful'] }, /is named twice/],
  ])('%o', async (more, problem) => {
    using project = copyOf(first);
    const provider = probingProvider();
    await expect(
      probeJudge(dataset, { ...optionsIn(project, 'faithful', provider), ...more }),
    ).rejects.toThrow(problem);
    expect(provider.asked).toEqual([]);
  });
});
