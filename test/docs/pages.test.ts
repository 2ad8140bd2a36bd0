import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { allCommands, silentIo } from '../../docs/tools/cli-reference.ts';
import { program } from '../../src/cli/program.ts';
import { anchors, codeBlocks, commandLines, linkTarget, localLinks, pages, prose, root } from './markdown.ts';

const all = pages();
const readme = all.find(({ path }) => path === 'README.md')!;
/** The command line reference is the help itself: its lines show placeholders. */
const written = all.filter(({ path }) => path !== join('docs', 'cli.md'));

describe('links', () => {
  for (const page of all)
    test(`of ${page.path} lead somewhere`, () => {
      const broken = localLinks(page.text).filter((link) => {
        const { path, anchor } = linkTarget(page, link);
        if (!existsSync(join(root, path))) return true;
        if (anchor === undefined) return false;
        return !anchors(all.find((each) => each.path === path)?.text ?? '').has(anchor);
      });
      expect(broken).toEqual([]);
    });
});

describe('command lines', () => {
  const lines = written.flatMap(commandLines);

  test('there are many of them', () => {
    expect(lines.length).toBeGreaterThan(25);
  });

  for (const { place, words } of lines)
    test(`${place} ${words.join(' ')}`, async () => {
      await expect(parsed(words)).resolves.toMatch(/^specloom \w/);
    });

  test('one that is wrong is found out', async () => {
    await expect(parsed(['specloom', 'run', 'x.yaml', '--modle', 'a'])).rejects.toThrow(/--modle/);
    await expect(parsed(['specloom', 'runn', 'x.yaml'])).rejects.toThrow(/runn/);
    await expect(parsed(['specloom', 'run'])).rejects.toThrow(/pipeline/);
    await expect(parsed(['specloom', 'run', 'x.yaml', '--seed', 'soon'])).rejects.toThrow(/whole number/);
  });
});

/** Parses a command line without doing what it says; the path of the command that it names. */
async function parsed(words: readonly string[]): Promise<string> {
  let reached = '';
  const root = program(silentIo('/').io);
  for (const { path, command } of allCommands(root))
    if (command.commands.length === 0 || command.registeredArguments.length > 0)
      command.action(() => {
        reached = path;
      });
  await root.parseAsync(['node', ...words]);
  return reached;
}

test('every option that the prose names exists', () => {
  const options = new Set(
    allCommands(program(silentIo('/').io)).flatMap(({ command }: { command: Command }) => [
      '--help',
      ...command.options.map((option) => option.long),
    ]),
  );
  const unknown = written.flatMap((page) =>
    [...prose(page.text).matchAll(/`(--[a-z-]+)/g)]
      .map((match) => match[1]!)
      .filter((option) => !options.has(option))
      .map((option) => `${page.path}: ${option}`),
  );
  expect(unknown).toEqual([]);
});

describe('lists of pages', () => {
  test('the README leads to every guide', () => {
    const guides = all.filter(({ path }) => /^docs\/[^/]+\.md$/.test(path)).map(({ path }) => path);
    expect(guides.filter((path) => !localLinks(readme.text).includes(path))).toEqual([]);
  });

  test('the list of decisions has the title of every page, in the order of the titles', () => {
    const folder = join('docs', 'decisions');
    const list = all.find(({ path }) => path === join(folder, 'README.md'))!;
    const listed = [...list.text.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, title, file]) => ({
      title,
      file,
    }));
    const written = all
      .filter(({ path }) => path.startsWith(folder) && path !== list.path)
      .map(({ path, text }) => ({ title: /^# (.+)$/m.exec(text)![1]!, file: basename(path) }))
      .sort((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1));
    expect(listed).toEqual(written);
  });
});

describe('the folder map of the README', () => {
  const map = codeBlocks(readme.text).find(({ lines }) => lines[0] === 'src/')!;
  const namesIn = (indented: boolean): string[] =>
    map.lines
      .filter((line) => /^\s/.test(line) === indented)
      .map((line) => line.trim().split(/\s/)[0]!.replace(/\/$/, ''))
      .sort();
  const hasFiles = (folder: string): boolean =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());

  test('names the folders of src/ and its index', () => {
    const present = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isFile() || hasFiles(join(root, 'src', entry.name)))
      .map((entry) => entry.name)
      .sort();
    expect(namesIn(true)).toEqual(present);
  });

  test('names the folders of the top level', () => {
    /** Made by tools and runs, and ignored by git. */
    const made = ['.git', '.specloom', 'node_modules', 'dist', 'results', 'coverage'];
    const present = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !made.includes(entry.name))
      .map((entry) => entry.name)
      .sort();
    expect(namesIn(false)).toEqual(present);
  });
});
