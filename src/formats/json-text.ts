import type { Json } from '../core/json.ts';

/** What JSON.parse says of a text, without the text: engine messages quote it, and it may be hazardous. */
export function parseJson(text: string): { value: Json } | { problem: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    return { problem: at === undefined ? 'ends early' : `breaks at character ${Number(at) + 1}` };
  }
}

/** Whether the first line is a whole list or object and another such line seems to follow: JSON Lines, not JSON. */
export function isLineWise(text: string): boolean {
  const [first, second] = firstLines(text);
  return second !== undefined && /^\s*[[{]/.test(second) && isWhole(first);
}

/** Whether the first line is a whole list of cells or a whole object. */
export function beginsLineWise(text: string): boolean {
  const [first] = firstLines(text);
  return isWhole(first) && !/^\s*\[\s*[[{]/.test(first ?? '');
}

function firstLines(text: string): readonly string[] {
  const start = text.slice(0, text.length).trimStart();
  const lines: string[] = [];
  for (let at = 0; at < start.length && lines.length < 2; ) {
    const stop = start.indexOf('\n', at);
    const line = start.slice(at, stop < 0 ? undefined : stop);
    if (line.trim() !== '') lines.push(line);
    at = stop < 0 ? start.length : stop + 1;
  }
  return lines;
}

function isWhole(line: string | undefined): boolean {
  return line !== undefined && /^\s*[[{]/.test(line) && 'value' in parseJson(line);
}
