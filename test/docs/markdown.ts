import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** A Markdown file of the project. */
export interface Page {
  /** From the project root. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block: its language, its lines, and the line of the file that its first one stands on. */
export interface CodeBlock {
  readonly language: string;
  readonly lines: readonly string[];
  readonly firstLine: number;
}

/** All pages that people write or read here; datasets and installed packages are not ours. */
export function pages(): readonly Page[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const others = ['raw/README.md', 'curated/README.md'].filter((path) => existsSync(join(root, path)));
  return [...top, ...docs, ...others].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The fenced blocks of a page. */
export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { language: string; lines: string[]; firstLine: number } | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence && open === undefined) open = { language: fence[1]!, lines: [], firstLine: at + 2 };
    else if (fence) {
      blocks.push(open!);
      open = undefined;
    } else open?.lines.push(line);
  }
  if (open !== undefined) throw new Error('a code block is never closed');
  return blocks;
}

/** A page without its fenced blocks. */
export function prose(text: string): string {
  return text.replace(/^\s*```[\s\S]*?^\s*```$/gm, '');
}

/** Targets of the links on a page, without those that lead out of the project. */
export function localLinks(text: string): readonly string[] {
  const targets = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings, as the usual Markdown hosts make them. */
export function anchors(text: string): ReadonlySet<string> {
  const headings = [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1]!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

/** The `specloom …` command lines of a page's shell blocks, as words, with their places. */
export function commandLines(page: Page): readonly { place: string; words: readonly string[] }[] {
  return codeBlocks(page.text)
    .filter(({ language }) => ['', 'sh', 'bash', 'console'].includes(language))
    .flatMap(({ lines, firstLine }) =>
      lines.flatMap((line, at) =>
        line
          .replace(/(^|\s)#\s.*$/, '')
          .split('&&')
          .map((command) =>
            command
              .trim()
              .replace(/^\$\s+/, '')
              .replace(/^npx\s+/, ''),
          )
          .filter((command) => /^specloom\b/.test(command))
          .map((command) => ({
            place: `${page.path}:${firstLine + at}`,
            words: [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
              (match) => match[1] ?? match[2] ?? match[3]!,
            ),
          })),
      ),
    );
}

/** Where a link of a page leads, from the project root, and its anchor. */
export function linkTarget(page: Page, link: string): { path: string; anchor: string | undefined } {
  const [file, anchor] = link.split('#') as [string, string | undefined];
  const path = file === '' ? page.path : relative(root, resolve(root, page.path, '..', file));
  return { path, anchor };
}
