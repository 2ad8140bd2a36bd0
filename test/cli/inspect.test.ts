import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await project.run();
}, 60_000);
afterAll(() => project[Symbol.dispose]());

test('status shows the funnel with reasons, and its JSON holds the same', async () => {
  const { out, status } = await command(project, ['status']);
  expect(status).toBe(0);
  expect(out).toContain('small: done');
  expect(out).toMatch(/dedup\s+drop:near-duplicate\s+\d+/);
  const document = JSON.parse((await command(project, ['status', 'small', '--json'])).out);
  expect(document.funnel.map((row: { stage: string }) => row.stage)).toEqual(document.stages);
});

test('status of a run that never was says what to do', async () => {
  expect(await command(project, ['status', 'nope'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('no run named nope'),
  });
});

test('explain tells the way of an item from its row, by id, by the beginning of one, and by place', async () => {
  const item = project.items().find((each) => each.origin.source === 'notes')!;
  const byId = (await command(project, ['explain', item.id])).out;
  expect(byId).toContain(`lead`);
  expect(byId).toMatch(/rewrite: turn into [0-9a-f]{16}/);
  expect(byId).toContain('export: keep');
  expect(byId.trim().split('\n').at(-1)).toMatch(/respond: turn into [0-9a-f]{16}/);
  expect((await command(project, ['explain', item.id.slice(0, 12)])).out).toBe(byId);
  expect((await command(project, ['explain', item.origin.at])).out).toBe(byId);
});

test('of a cell, explain tells how it was filled, and not of one prompt as if it were all', async () => {
  const item = project.items().find(({ origin }) => origin.how === 'synthesized')!;
  const { out } = await command(project, ['explain', item.origin.at]);
  expect(out).toMatch(
    /^lead [0-9a-f]{16} {2}\S+\n {2}synthesize: turn into \d+ records \(--json has their ids\) {2}/,
  );
  expect(out).toMatch(/exact repeats \d+/);
  expect(out).not.toContain('{');
  expect(out).not.toContain('item ');
  const [cell] = JSON.parse((await command(project, ['explain', item.origin.at, '--json'])).out);
  expect(cell.trail[0].into).toContain(item.id);
});

test('explain finds dropped records, too', async () => {
  const folder = project.path('.specloom', 'runs', 'small');
  const { readRunRecords } = await import('../../src/run/run-folder.ts');
  const dropped = readRunRecords(folder)
    .stages.find((stage) => stage.name === 'dedup')!
    .outcomes.find((outcome) => outcome.kind === 'drop')!;
  const { out } = await command(project, ['explain', dropped.from]);
  expect(out).toMatch(/dedup: drop \((near|exact)-duplicate\) {2}(nearest to|same as) [0-9a-f]{16}/);
});

test('prompts and the reasons that may quote them are shown on request only', async () => {
  const item = project.items()[0]!;
  for (const flags of [[], ['--json']]) {
    const hidden = (await command(project, ['explain', item.id, ...flags])).out;
    expect(hidden).not.toContain(item.prompt);
    const shown = (await command(project, ['explain', item.id, '--show-prompts', ...flags])).out;
    expect(flags.length === 0 ? shown : JSON.parse(shown).at(-1).record.prompt).toContain(item.prompt);
  }
});

test('explain of an unknown id names the run that it looked in', async () => {
  expect(await command(project, ['explain', 'ffffffffffffffff'])).toMatchObject({
    status: 2,
    err: expect.stringContaining('in the run small'),
  });
});

test('explain names the subject of a response and the verdicts on it, and its answer on request only', async () => {
  const lines = (file: string) =>
    project
      .read(`results/small/${file}`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const [judgement] = lines('judgements.jsonl').filter(({ verdicts }) => verdicts.s1 !== 'unscored');
  const response = lines('responses.jsonl').find(({ id }) => id === judgement.response);
  const { out } = await command(project, ['explain', judgement.id]);
  expect(out).toContain(`response ${response.id}  ${response.subject}, finish ${response.finish}`);
  expect(out).toMatch(new RegExp(`verdicts: .*${judgement.verdicts.s1}( \\w+)* s1\\b`));
  expect(out).not.toContain(response.answer);
  expect((await command(project, ['explain', judgement.id, '--show-prompts'])).out).toContain(
    response.answer,
  );
});

test('explain tells which tactics became a variant, and hides the texts of all attempts', async () => {
  const item = project.items().find(({ variant }) => variant !== undefined)!;
  const { out } = await command(project, ['explain', item.id]);
  expect(out).toContain(`passed 5, tactics ${item.variant!.tactics.join(' ')}`);
  expect(out).not.toContain(item.variant!.text);
});

test('a run over a dataset is explained and counted like any other, beginning with its items', async () => {
  using own = makeProject();
  await own.run();
  expect((await command(own, ['evaluate', 'curated/small', '--quiet'])).status).toBe(0);
  const { out, status } = await command(own, ['explain', own.items()[0]!.id]);
  expect(status).toBe(0);
  expect(out).toMatch(/^item [0-9a-f]{16}/);
  expect(out).toMatch(/respond: turn into [0-9a-f]{16}/);
  expect((await command(own, ['status'])).out).toMatch(/^evaluate-small\S*: done \(seed 4\)\n/);
});

test('of an item that a run left as it was, explain says so and leads to other runs', async () => {
  using own = makeProject();
  await own.run();
  const [one, other] = own
    .items()
    .filter(({ label, variant }) => label === 'unsafe' && variant?.generation === 1);
  await command(own, ['attack', 'curated/small', '--only', one!.id, '--quiet']);
  const { out } = await command(own, ['explain', other!.id]);
  expect(out).toContain('no stage of this run has taken it; --run names another run');
  expect((await command(own, ['explain', one!.id])).out).not.toContain('--run');
  expect((await command(own, ['explain', other!.id, '--run', 'small'])).out).toContain('attack: keep');
});

test('a plan asks nothing, and after a run its range holds what was asked', async () => {
  const fresh = makeProject();
  const stated = JSON.parse((await command(fresh, ['plan', fresh.pipeline, '--json'])).out);
  expect(stated.yields).toBe('stated');
  expect(await fresh.answers()).toEqual([]);
  fresh[Symbol.dispose]();

  const seen = JSON.parse((await command(project, ['plan', project.pipeline, '--json'])).out);
  expect(seen.yields).toBe('seen');
  const funnel = JSON.parse((await command(project, ['status', '--json'])).out).funnel;
  const judged = funnel.find((row: { stage: string }) => row.stage === 'relevance').in;
  const [low, high] = seen.asks.find((ask: { stage: string }) => ask.stage === 'relevance').questions;
  expect(judged).toBeGreaterThanOrEqual(low);
  expect(judged).toBeLessThanOrEqual(high);
});

test('a plan counts dollars for priced models, and says which price is unknown', async () => {
  const priced = JSON.parse(
    (await command(project, ['plan', project.pipeline, '--model', 'relevance=openai/gpt-4.1', '--json'])).out,
  );
  const ask = priced.asks.find((each: { stage: string }) => each.stage === 'relevance');
  const expected = (ask.inputTokens[1] * 2 + ask.outputTokens[1] * 8) / 1e6;
  expect(ask.costUsd[1]).toBeCloseTo(expected, 9);
  const unknown = await command(project, [
    'plan',
    project.pipeline,
    '--model',
    'relevance=openai/unheard-of',
  ]);
  expect(unknown.out).toMatch(/total\s+unknown/);
  expect(unknown.out).toContain('openai/unheard-of');
});

test('doctor checks what a run needs, and fails where something is missing', async () => {
  const fine = await command(project, ['doctor', project.pipeline]);
  expect(fine.status).toBe(0);
  for (const check of ['node', 'project', 'disk', 'store', 'pipeline', 'provider rehearsal', 'embedder'])
    expect(fine.out).toContain(check);
  const broken = await command(project, ['doctor', 'pipelines/absent.yaml', '--json']);
  expect(broken.status).toBe(2);
  expect(JSON.parse(broken.out).find((finding: { check: string }) => finding.check === 'pipeline').ok).toBe(
    false,
  );
});

test('outside of a project every command says where it looked and names --root', async () => {
  const { status, err } = await command({ ...project, root: '/' } as Project, ['status']);
  expect(status).toBe(2);
  expect(err).toContain('--root');
});

test('status lists the records that left the line, by reason, and counts them by source', async () => {
  const rows = (await command(project, ['status', '--rows', 'fail:bad-row'])).out;
  expect(rows).toMatch(/ingest\s+fail:bad-row\s+[0-9a-f]{16}\s+notes#\d+/);
  const all = JSON.parse((await command(project, ['status', '--rows', '--json'])).out);
  const counts = JSON.parse((await command(project, ['status', '--by-source', '--json'])).out);
  const { funnel } = JSON.parse((await command(project, ['status', '--json'])).out);
  const lost = funnel.reduce(
    (sum: number, row: Record<string, number>) => sum + row.drop! + row.hold! + row.fail!,
    0,
  );
  expect(all).toHaveLength(lost);
  expect(counts.reduce((sum: number, row: { records: number }) => sum + row.records, 0)).toBe(lost);
});

test('status lists the records of any reason that it counts, and names the reasons where there is no such one', async () => {
  const { funnel } = JSON.parse((await command(project, ['status', '--json'])).out);
  const attack = funnel.find((row: { stage: string }) => row.stage === 'attack');
  const kept = JSON.parse((await command(project, ['status', '--rows', 'keep:attacked', '--json'])).out);
  expect(kept).toHaveLength(attack.keep);
  const { out } = await command(project, ['status', '--rows', 'fail:badrow']);
  expect(out).toContain('No record has the reason fail:badrow');
  expect(out).toContain('fail:bad-row');
});

test('a plan reads the rows: filters, limits and labels count, and a quota beyond them is named', async () => {
  using own = makeProject({ unsafe: { notes: 400 }, safe: { questions: 2 } });
  own.edit('pipelines/small.yaml', '  questions:\n', '  questions:\n    limit: 3\n');
  const plan = JSON.parse((await command(own, ['plan', own.pipeline, '--json'])).out);
  const relevance = plan.asks.find((ask: { stage: string }) => ask.stage === 'relevance');
  const rows = own.read('raw/notes.csv').trim().split('\n').length - 1;
  expect(relevance.questions[1]).toBeLessThanOrEqual(rows + 3);
  expect(plan.remarks.join()).toMatch(/unsafe\/notes will be short: at most \d+ of 400/);
});
