import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../docs/markdown.ts';
import { House, recipes } from './house.ts';

const all = recipes();
const house = new House();
afterAll(() => house.remove());

test('there is a recipe for each kind of extension, with its file, its line in the index and its test', () => {
  const kinds = ['A stage', 'A task', 'A provider', 'An embedder', 'A format', 'A deliberation method'];
  expect([...all.keys()]).toEqual([...kinds, 'A tactic']);
  for (const name of kinds) {
    const files = all.get(name)!.filter(({ path }) => !path.startsWith('my-'));
    const paths = files.map(({ path, kind }) => `${kind} ${path.split('/')[0]}`);
    expect(paths, name).toEqual(['new src', 'change src', 'new test']);
  }
  expect(all.get('A tactic')!.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    'new src/tactics/families/patience.ts',
    'change src/tactics/catalogue.ts',
  ]);
});

const built = [...all.values()].flat().filter(({ path }) => /^(src|test)\//.test(path));
for (const file of built) house.follow(file);

/** The tests of the recipes, run here as they are written there. */
for (const { path } of built.filter((file) => file.path.startsWith('test/')))
  describe(path, async () => {
    await import(join(house.folder, path));
  });

describe('the tactic of its recipe, among all others', async () => {
  await import(join(house.folder, 'test/tactics/catalogue.test.ts'));

  test('is in the catalogue', async () => {
    const { tacticById } = await import(join(house.folder, 'src/tactics/index.ts'));
    expect(tacticById('small-steps').family).toBe('patience');
  });
});

test('what the recipes write is new, and passes the compiler in its strictest setting', {
  timeout: 120_000,
}, () => {
  for (const { path, kind } of built) if (kind === 'new') expect(existsSync(join(root, path))).toBe(false);
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(
    built.map(({ path }) => join(house.folder, path)),
    { ...options, noEmit: true, typeRoots: [join(root, 'node_modules/@types')] },
  );
  const wrong = built.flatMap(({ path }) => {
    const file = program.getSourceFile(join(house.folder, path));
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
  expect(wrong).toEqual([]);
});

test('the import table is the one that is enforced', () => {
  const source = readFileSync(join(root, 'test/import-direction.test.ts'), 'utf8');
  const literal = /const allowed[^=]*= (\{[\s\S]*?\n\});/.exec(source)![1]!;
  const enforced = new Function(`return ${literal}`)() as Record<string, readonly string[] | 'everything'>;
  const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const table = page.slice(page.indexOf('## Who may import whom'), page.indexOf('## Golden prompts'));
  const stated: Record<string, readonly string[] | 'everything'> = {};
  for (const [, folders, may] of table.matchAll(/^\| (`.+?) \| (.+?) \|$/gm)) {
    const wordsIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    if (folders!.includes('folder of')) continue;
    for (const folder of wordsIn(folders!))
      stated[folder] = may === 'everything' ? 'everything' : wordsIn(may!);
  }
  expect(stated).toEqual(enforced);
});
