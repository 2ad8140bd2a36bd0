/**
 * Replaces what stands between `<!-- generated: name -->` and the next `<!-- end -->` of a Markdown text.
 *
 * @throws Error where the text has no such block, or more than one.
 */
export function replaceBlock(text: string, name: string, content: string): string {
  const open = `<!-- generated: ${name} -->\n`;
  const parts = text.split(open);
  if (parts.length !== 2)
    throw new Error(
      `expected one block \`${open.trim()}\`, found ${parts.length - 1}; add it or remove the others`,
    );
  const [before, rest] = parts as [string, string];
  const close = rest.indexOf('<!-- end -->');
  if (close < 0) throw new Error(`the block \`${open.trim()}\` has no <!-- end -->`);
  return `${before}${open}\n${content.trim()}\n\n${rest.slice(close)}`;
}
