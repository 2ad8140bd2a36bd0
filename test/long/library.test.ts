import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recipes } from '../contributing/house.ts';
import { codeBlocks, root } from '../docs/markdown.ts';

/** A project beside the house: it has the package installed, its source in the place of its build. */
const project = mkdtempSync(join(tmpdir(), 'specloom-project-'));
const blocksOf = (page: string, language: string) =>
  codeBlocks(readFileSync(join(root, page), 'utf8')).filter((block) => block.language === language);

beforeAll(() => {
  for (const name of ['specs', 'pipelines', 'raw'])
    cpSync(join(root, name), join(project, name), { recursive: true });
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'specloom'), { recursive: true });
  symlinkSync(join(root, 'src'), join(modules, 'specloom', 'src'));
  writeFileSync(
    join(modules, 'specloom', 'package.json'),
    JSON.stringify({ name: 'specloom', type: 'module', exports: './src/index.ts' }),
  );
  symlinkSync(join(root, 'node_modules', 'zod'), join(modules, 'zod'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs TypeScript as a user of the package would run their own. */
function run(...words: readonly string[]) {
  const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  return spawnSync(process.execPath, ['--import', loader, ...words], { cwd: project, encoding: 'utf8' });
}

test('the library example of the README compiles and does what it says', { timeout: 120_000 }, () => {
  const [block] = blocksOf('README.md', 'ts');
  const file = join(project, 'example.ts');
  writeFileSync(file, `${block!.lines.join('\n')}\nexport {};\n`);
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram([file], {
    ...options,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
  });
  const source = program.getSourceFile(file);
  const wrong = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
  expect(wrong).toEqual([]);

  const { status, stdout, stderr } = run(file);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toMatch(/^done curated\/from-a-program [0-9a-f]{64}$/);
  expect(lines[1]).toMatch(/^0\.\d+ [1-9]\d*$/);
  expect(lines[2]).toMatch(/^results\/without-variants rehearsal\/default@[0-9a-f]{8} 0\.\d+$/);
  expect(lines[3]).toBe('0.65');
  expect(lines[4]).toBe('10 14');
  expect(lines.at(-7)).toBe('4');
  expect(lines.at(-6)).toBe('scripted/any');
  expect(Number(lines.at(-5))).toBeGreaterThan(1000);
  expect(lines.slice(-4)).toEqual(['[ 1, 2 ] 1 0', '2', '[ 0, 0, 1 ]', '[ 1, 2 ]']);
});

test('a stage of a user, named by path, takes its place on the line', { timeout: 60_000 }, () => {
  const stage = recipes()
    .get('A stage')!
    .find(({ path }) => path.startsWith('my-'))!;
  const uses = blocksOf('CONTRIBUTING.md', 'yaml')[0]!.lines.join('\n');
  mkdirSync(join(project, 'my-stages'));
  writeFileSync(join(project, stage.path), stage.lines.join('\n'));
  const pipeline = readFileSync(join(project, 'pipelines', 'quickstart.yaml'), 'utf8');
  writeFileSync(join(project, 'pipelines', 'mine.yaml'), pipeline.replace(/^stages:[\s\S]*/m, `${uses}\n`));
  const main = join(root, 'src', 'cli', 'main.ts');
  const { status, stdout, stderr } = run(
    main,
    'run',
    'pipelines/mine.yaml',
    '--json',
    '--out',
    'curated/mine',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { funnel } = JSON.parse(stdout) as { funnel: { stage: string; by: Record<string, number> }[] };
  expect(funnel.map((row) => row.stage)).toEqual(['ingest', 'short-only']);
  expect(funnel[1]!.by['drop:too-long']).toBeGreaterThan(0);
});
