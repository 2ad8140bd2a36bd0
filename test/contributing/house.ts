import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeBlocks, root } from '../docs/markdown.ts';

/** One file of a recipe: written anew, or changed line by line. */
export interface RecipeFile {
  readonly path: string;
  readonly kind: 'new' | 'change';
  readonly lines: readonly string[];
}

/** The files of each recipe of CONTRIBUTING.md, by its heading. Their first line names their path. */
export function recipes(): ReadonlyMap<string, readonly RecipeFile[]> {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const sections = text.slice(text.indexOf('\n## Recipes\n')).split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => [
      section.slice(0, section.indexOf('\n')),
      codeBlocks(section)
        .filter(({ lines }) => lines[0]?.startsWith('// '))
        .map(({ language, lines }) => ({
          path: lines[0]!.slice(3),
          kind: language === 'diff' ? 'change' : 'new',
          lines: lines.slice(1),
        })),
    ]),
  );
}

/** What the tests of the recipes build on, and the tests that look at all tactics. */
const tests = [
  'test/contracts',
  'test/run/support.ts',
  'test/stages/support.ts',
  'test/stages/evaluate-support.ts',
  'test/tactics/catalogue.test.ts',
];

/** A copy of the house to build in, with the packages that are installed. */
export class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'specloom-house-'));

  constructor() {
    for (const part of ['src', 'package.json', ...tests])
      cpSync(join(root, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Does what a recipe's file says. @throws Error where a line to be changed is not there exactly once. */
  follow({ path, kind, lines }: RecipeFile): void {
    const here = join(this.folder, path);
    mkdirSync(dirname(here), { recursive: true });
    if (kind === 'new') {
      writeFileSync(here, `${lines.join('\n')}\n`, { flag: 'wx' });
      return;
    }
    writeFileSync(here, changedLines(path, readFileSync(here, 'utf8'), lines));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Replaces each `-` line by the `+` lines that follow it; `+` lines before the first `-` go to the top. */
function changedLines(path: string, text: string, changes: readonly string[]): string {
  const result = text.split('\n');
  let at = 0;
  for (const change of changes) {
    const line = change.slice(1);
    if (change.startsWith('-')) {
      const places = result.flatMap((each, place) => (each === line ? [place] : []));
      if (places.length !== 1) throw new Error(`${path} has this line ${places.length} times: ${line}`);
      at = places[0]!;
      result.splice(at, 1);
    } else if (change.startsWith('+')) {
      result.splice(at, 0, line);
      at += 1;
    } else throw new Error(`a line of a change begins with + or -: ${change}`);
  }
  return result.join('\n');
}
