import { canonicalJson, type Json, type JsonObject } from '../../core/json.ts';
import { cleanReply, malformed, refused } from './clean.ts';
import { declines } from './refusal.ts';

/** A JSON array or object found in a text. */
export interface Found {
  /** Where it starts and ends in the text, end excluded. */
  readonly start: number;
  readonly end: number;
  /** undefined: brackets that look like JSON and are none, or that never close. */
  readonly value: Json | undefined;
  readonly problem?: 'cut off' | 'not valid JSON' | 'names a field twice';
}

/**
 * Finds the outermost JSON arrays and objects of a text. A bracket counts as a start when JSON could
 * follow it. Two slips that leave no doubt are mended, as models make them often: a comma before a
 * closing bracket, and typographic quotes in place of straight ones.
 */
export function findJson(text: string): readonly Found[] {
  const found: Found[] = [];
  const opening = /\{(?=\s*["“}])|\[(?=\s*["“{[\]])/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const next = readJsonAt(text, match.index);
    found.push(next);
    opening.lastIndex = next.end;
  }
  return found;
}

function readJsonAt(text: string, start: number): Found {
  const closers: string[] = [];
  const fields: string[] = [];
  let mended = '';
  let at = start;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"' || char === '“') {
      const end = endOfString(text, at);
      if (end < 0) break;
      const inner = text.slice(at + 1, end);
      mended += `"${char === '"' ? inner : inner.replace(/(?<!\\)"/g, '\\"')}"`;
      at = end + 1;
      if (closers.length === 1 && closers[0] === '}' && /^\s*:/.test(text.slice(at, at + 20)))
        fields.push(inner);
      continue;
    }
    if (char === '{' || char === '[') closers.push(char === '{' ? '}' : ']');
    if (char === '}' || char === ']') {
      mended = mended.replace(/,\s*$/, '');
      if (closers.pop() !== char) return { start, end: at + 1, value: undefined, problem: 'not valid JSON' };
      if (closers.length === 0) return finish(text, start, at + 1, `${mended}${char}`, fields);
    }
    mended += char;
    at += 1;
  }
  return { start, end: text.length, value: undefined, problem: 'cut off' };
}

/** The index of the quote that closes the string opened at `start`; −1 where there is none. */
function endOfString(text: string, start: number): number {
  const closer = text[start] === '"' ? '"' : '”';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === closer) return at;
  }
  return -1;
}

function finish(text: string, start: number, end: number, mended: string, fields: readonly string[]): Found {
  if (new Set(fields).size < fields.length)
    return { start, end, value: undefined, problem: 'names a field twice' };
  for (const candidate of [text.slice(start, end), mended]) {
    try {
      return { start, end, value: JSON.parse(candidate) as Json };
    } catch {}
  }
  return { start, end, value: undefined, problem: 'not valid JSON' };
}

/**
 * Reads a reply that should be one JSON object, bare, in a code fence, or with words around it.
 * The same object said twice is one; two that differ are none.
 *
 * @throws ReplyError (`refusal`, `malformed`).
 */
export function readObject(reply: string): JsonObject {
  const text = cleanReply(reply);
  const found = findJson(text);
  if (found.length === 0) {
    if (declines(text)) throw refused(reply);
    throw malformed('expected one JSON object, found none', reply);
  }
  const broken = found.find((one) => one.problem !== undefined);
  if (broken) throw malformed(`the JSON object is ${describe(broken)}`, reply);
  const [first, ...others] = found.map((one) => one.value!);
  if (others.some((other) => canonicalJson(other) !== canonicalJson(first)))
    throw malformed('expected one JSON object, found several that differ', reply);
  if (first === null || typeof first !== 'object' || Array.isArray(first))
    throw malformed('expected one JSON object, found an array', reply);
  const object = first as JsonObject;
  if (
    Object.values(object).some((value) => typeof value === 'string' && declines(value)) &&
    !('reason' in object)
  )
    throw refused(reply);
  return object;
}

/** How a broken piece of JSON is described to the model. */
export function describe(found: Found): string {
  return found.problem === 'names a field twice'
    ? 'ambiguous: it names a field twice'
    : (found.problem ?? 'fine');
}
