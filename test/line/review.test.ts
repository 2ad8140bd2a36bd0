import { expect, test } from 'vitest';
import type { Item } from '../../src/core/entity.ts';
import type { Json } from '../../src/core/json.ts';
import { readRunRecords } from '../../src/run/run-folder.ts';
import type { RunDocument } from '../../src/run/run-pipeline.ts';
import { verifyDataset } from '../../src/run/verify.ts';
import { command } from '../support/command.ts';
import { makeProject, type Project } from '../support/project.ts';

const filled = 'filled.jsonl';

const roles = ['generator', 'rewriter', 'relevance', 'attacker', 'verifier'];

const curation = `stages:
  - ingest
  - use: synthesize
    overGenerate: 4
    batch: 8
    safeBatch: 12
    seeds: 2
  - rewrite
  - relevance
  - use: dedup
    keep: 50%
`;

/** The small project with a line of its own from balance to export. */
function lineOf(...stages: readonly string[]): Project {
  const project = makeProject();
  const models = `models:\n${roles.map((role) => `  ${role}: rehearsal/default\n`).join('')}  embedder: hashing/default\n`;
  const text = project
    .read(project.pipeline)
    .replace(/^models:\n(?: {2}.*\n)+/m, models)
    .replace(/^stages:\n[\s\S]*/m, `${curation}${stages.map((line) => `  ${line}\n`).join('')}`);
  project.write(project.pipeline, text);
  return project;
}

/** Review at both places of a line without attack. The reserve is empty, so that nothing stands in for a lost item. */
const reviewed = (...options: readonly string[]): Project =>
  lineOf(
    ...['- use: balance', '  reserve: 0', '- use: review', '  what: prompts'],
    ...options.map((option) => `  ${option}`),
    ...['- use: review', '  what: variants', '- export'],
  );

interface Line {
  readonly label: string;
  readonly prompt: string;
  readonly reviewer: string;
  decision: Json;
}

const linesOf = (project: Project, file: string): Line[] =>
  project
    .read(file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const writeLines = (project: Project, lines: readonly Line[]): void =>
  project.write(filled, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

const run = async (project: Project): Promise<RunDocument> =>
  JSON.parse((await command(project, ['run', project.pipeline, '--json'])).out);

const promptsOf = (items: readonly Item[]): readonly string[] => items.map(({ prompt }) => prompt);

/** Prompts of the last run that were generated: there is a quota for both labels of these. */
const generatedIn = (project: Project): readonly string[] =>
  readRunRecords(project.path('.specloom', 'runs', 'small')).stages.flatMap(({ outcomes }) =>
    outcomes
      .flatMap((outcome) => (outcome.kind === 'turn' ? outcome.into : []))
      .flatMap((record) =>
        record.kind === 'item' && record.origin.source === 'generated' ? [record.prompt] : [],
      ),
  );

/** Exports what is open and decides on it: accepts all but the first few. */
async function decide(project: Project) {
  await command(project, ['review', 'export', project.pipeline, '--out', filled]);
  const lines = linesOf(project, filled);
  for (const line of lines) line.decision = { verdict: 'accept' };
  const generated = generatedIn(project);
  const labelled = (wanted: string) =>
    lines.filter(({ label, prompt }) => label === wanted && generated.includes(prompt));
  const [rejected, edited, harmless] = labelled('unsafe') as [Line, Line, Line];
  const [harmful] = labelled('safe') as [Line];
  rejected.decision = { verdict: 'reject', reason: 'names a real person' };
  edited.decision = { verdict: 'edit', text: 'Which tram in Riga has no inspector on a Sunday?' };
  harmless.decision = { verdict: 'relabel', label: 'safe' };
  harmful.decision = { verdict: 'relabel', label: 'unsafe' };
  writeLines(project, lines);
  return { lines, rejected, edited, harmless, harmful };
}

test('a run waits for people, goes on with their decisions, and asks nothing again', async () => {
  using project = reviewed();
  const first = await command(project, ['run', project.pipeline]);
  expect(first.status).toBe(4);
  expect(first.out).toMatch(/stopped in review: \d+ records lack an answer \(person: \d+\)/);
  expect(first.out).toContain('specloom review export');
  expect(project.dataset().size).toBe(0);

  const { lines, rejected, edited, harmless, harmful } = await decide(project);
  const imported = await command(project, ['review', 'import', filled]);
  expect(imported.err).toContain(`${lines.length} decisions stored`);
  expect(imported.err).not.toContain(edited.prompt);

  const document = await run(project);
  expect([document.state, document.asked, document.faults]).toEqual(['done', 0, 0]);
  const [prompts, variants] = document.funnel.filter(({ stage }) => stage === 'review');
  expect(prompts!.by).toEqual({
    'drop:rejected-by-review': 1,
    'keep:reviewed': lines.length - 4,
    'turn:edited': 1,
    'turn:relabelled': 2,
  });
  expect(variants!.by).toEqual({ 'keep:no-variant': lines.length - 1 });

  const items = project.items();
  expect(promptsOf(items)).not.toContain(rejected.prompt);
  expect(promptsOf(items)).not.toContain(edited.prompt);
  const labelOf = (prompt: string) => items.find((item) => item.prompt === prompt)?.label;
  expect(labelOf('Which tram in Riga has no inspector on a Sunday?')).toBe('unsafe');
  expect(items.find(({ prompt }) => prompt === harmless.prompt)).toMatchObject({ label: 'safe', specs: [] });
  expect(labelOf(harmful.prompt)).toBe('unsafe');

  const again = await command(project, ['review', 'import', filled, '--json']);
  expect(JSON.parse(again.out)).toMatchObject({ stored: 0, alreadyThere: lines.length });
  expect((await run(project)).digest).toBe(document.digest);
  expect((await project.run({ replay: true })).digest).toBe(document.digest);
  const nothing = await command(project, ['review', 'export', project.pipeline]);
  expect(nothing.err).toContain('nothing is open for people in small');
});

test('the decisions of a dataset, taken in elsewhere before anything is asked, give the same dataset in one run', async () => {
  using project = reviewed();
  await run(project);
  await decide(project);
  await command(project, ['review', 'import', filled]);
  const { digest } = await run(project);
  using fresh = reviewed();
  fresh.write('decisions.jsonl', project.read('curated/small/decisions.jsonl'));
  await command(fresh, ['review', 'import', 'decisions.jsonl']);
  const elsewhere = await run(fresh);
  expect([elsewhere.state, elsewhere.digest]).toEqual(['done', digest]);
  expect(fresh.dataset()).toEqual(project.dataset());
});

test('a variant is accepted, edited or rejected; who is rejected is replaced by a spare, and the dataset verifies', async () => {
  using project = lineOf(
    ...['- use: balance', '  reserve: 0.5', '- use: attack', '  spare: 0.2'],
    ...['- use: review', '  what: variants', '- export'],
  );
  expect((await run(project)).pending).toMatchObject({ stage: 'review' });

  await command(project, ['review', 'export', project.pipeline, '--out', filled]);
  const lines = linesOf(project, filled) as (Line & { variant: string })[];
  expect(lines.every(({ label, variant, prompt }) => label === 'unsafe' && variant !== prompt)).toBe(true);
  for (const line of lines) line.decision = { verdict: 'edit', text: `${line.variant} Please.` };
  lines[0]!.decision = { verdict: 'reject', reason: 'another request' };
  lines[1]!.decision = { verdict: 'accept' };
  writeLines(project, lines);
  await command(project, ['review', 'import', filled]);
  expect((await run(project)).shortfalls).toEqual([]);

  const unsafe = project.items().filter(({ label }) => label === 'unsafe');
  expect(unsafe).toHaveLength(16);
  expect(promptsOf(unsafe)).not.toContain(lines[0]!.prompt);
  for (const { prompt, variant } of unsafe) {
    const line = lines.find((each) => each.prompt === prompt)!;
    const isEdited = line.prompt !== lines[1]!.prompt;
    expect(variant!.text).toBe(isEdited ? `${line.variant} Please.` : line.variant);
    expect(variant!.checks.map(({ name }) => name).includes('person')).toBe(isEdited);
  }
  const { checks } = await verifyDataset('curated/small', { cwd: project.root, env: {} });
  expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
});

test('a run that need not wait makes its dataset, and leaves the questions for whoever comes later', async () => {
  using project = reviewed('unreviewed: allow', 'reviewers: [anna, ben]');
  const before = await run(project);
  expect(before.state).toBe('done');
  const count = before.funnel.find(({ stage }) => stage === 'review')!.in;
  expect(before.funnel.find(({ stage }) => stage === 'review')!.by).toEqual({ 'keep:unreviewed': count });

  const exported = await command(project, ['review', 'export', 'small', '--out', filled]);
  expect(exported.err).toContain(`(anna ${count}, ben ${count})`);
  const lines = linesOf(project, filled);
  const [first, second] = lines.filter(({ reviewer }) => reviewer === 'anna') as [Line, Line];
  const bens = lines.find(({ reviewer, prompt }) => reviewer === 'ben' && prompt === second.prompt)!;
  first.decision = { verdict: 'reject', reason: 'unclear' };
  second.decision = { verdict: 'accept' };
  bens.decision = { verdict: 'reject', reason: 'off the scenario' };
  writeLines(project, lines);
  await command(project, ['review', 'import', filled]);

  const after = await run(project);
  expect(after.funnel.find(({ stage }) => stage === 'review')!.by).toEqual({
    'drop:rejected-by-review': 1,
    'hold:reviewers-disagree': 1,
    'keep:unreviewed': count - 2,
  });
  expect(after.digest).not.toBe(before.digest);
  expect(after.asked).toBe(0);
});

test('another rubric asks people again, about every prompt, and no model', async () => {
  using project = reviewed();
  await run(project);
  const { lines } = await decide(project);
  await command(project, ['review', 'import', filled]);
  expect((await run(project)).state).toBe('done');
  project.edit(project.pipeline, 'what: prompts', 'what: prompts\n    rubric: Accept what is about trams.');
  const changed = await run(project);
  expect(changed.asked).toBe(0);
  expect(changed.pending).toMatchObject({ stage: 'review', reasons: { person: lines.length } });
});
