import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRunRecords } from '../../src/run/run-folder.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

let project: Project;
beforeAll(async () => {
  project = makeProject();
  await project.run({ until: 'dedup' });
});
afterAll(() => project[Symbol.dispose]());

const outcomes = () =>
  readRunRecords(project.path('.specloom', 'runs', 'small')).stages.find(({ name }) => name === 'dedup')!
    .outcomes;

/** The line that `explain` has for dedup. */
async function dedupLine(id: string): Promise<string> {
  const { out } = await command(project, ['explain', id]);
  return out.split('\n').find((line) => line.trim().startsWith('dedup:'))!;
}

test('a dropped near-duplicate names its partner, the distance, both sums and its place in the order', async () => {
  const dropped = outcomes().filter((each) => each.kind === 'drop' && each.reason === 'near-duplicate');
  const { from, note } = dropped[0]! as { from: string; note: Record<string, number | string> };
  const inGroup = dropped.filter((each) => (each.note as { group: string }).group === note.group).length;
  const line = await dedupLine(from);
  expect(line).toContain(`nearest to ${note.partner} at distance ${Number(note.distance).toFixed(4)}, phi `);
  expect(line).toContain(`removal ${note.order} of ${inGroup} in ${note.group}`);
  const [own, others] = line
    .match(/phi (\S+) against ([\d.]+)/)!
    .slice(1)
    .map(Number);
  expect(own).toBeCloseTo(Number(note.phi), 0);
  expect(others).toBeCloseTo(Number(note.phiPartner), 0);
  const document = JSON.parse((await command(project, ['explain', from, '--json'])).out);
  expect(document.at(-1).trail.at(-1).note).toEqual(note);
});

test('the first of a group tells what the selection came to', async () => {
  const { from, note } = outcomes().find(({ note: said }) => said !== undefined && 'rows' in Object(said))!;
  const { group, rows, kept } = note as Record<string, string | number>;
  const line = await dedupLine(from);
  expect(line).toContain(
    `first of ${group}: ${kept} of ${rows} kept, since ${Number(kept) > Number(rows) / 2 + 1 ? 'the quota' : 'keep'} was reached`,
  );
  expect(line).toMatch(/d_min 0\.\d{4}, \d+ protected/);
  expect(line).toMatch(/distances to the nearest: before (\d\S*–\S+: \d+(, |; ))+after \d/);
});

test('a survivor near another group names it, the run says how many there are, and status lists them', async () => {
  const near = outcomes().filter((each) => each.kind === 'keep' && each.as === 'near-other-group');
  expect(near.length).toBeGreaterThan(0);
  const { partner, group } = (near[0]!.note as { near: Record<string, string> }).near;
  expect(await dedupLine(near[0]!.from)).toContain(`nearest to ${partner} of ${group} at distance 0.`);
  const { remarks } = await project.run({ until: 'dedup' });
  expect(remarks.join('\n')).toContain(`${near.length} of`);
  const rows = (await command(project, ['status', '--rows', 'keep:near-other-group', '--json'])).out;
  expect(JSON.parse(rows)).toHaveLength(near.length);
});

test('the data card says how many were near another group', async () => {
  using own = makeProject();
  const { funnel } = await own.run({ until: 'export' });
  const near = funnel.find(({ stage }) => stage === 'dedup')!.by['keep:near-other-group'];
  expect(own.read('curated/small/README.md')).toContain(
    `${near} of the prompts that were kept then are nearer`,
  );
});
