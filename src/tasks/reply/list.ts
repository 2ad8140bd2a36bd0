import type { Json } from '../../core/json.ts';
import { cleanReply, malformed, refused } from './clean.ts';
import { checkEntry, plainEntry } from './entry.ts';
import { describe, type Found, findJson } from './json.ts';
import { readLines } from './lines.ts';
import { declines } from './refusal.ts';

/**
 * Reads a reply that should be a list of texts. Taken as models write them: a JSON array (bare, in a
 * code fence, after a preamble, or as the only list of an object), or a numbered or bulleted list
 * with one text per entry. Entries lose surrounding white space, bold marks, quotes and `Q1:`; an
 * entry said twice counts once. A list that is too short is taken as it is; of one that is too long,
 * the first `count` are taken.
 *
 * One unusable entry spoils the list: a model that writes a header or a placeholder where a text
 * should be may have misnumbered, shortened or commented the others, too.
 *
 * @throws ReplyError (`refusal`, `malformed`).
 */
export function readTexts(reply: string, count: number): readonly string[] {
  const text = cleanReply(reply);
  const entries = jsonEntries(text, reply) ?? lineEntries(text, reply);
  if (entries.length === 0) throw malformed('the list is empty', reply);
  const unique = new Map<string, string>();
  for (const raw of numbersRemoved(entries)) {
    const entry = plainEntry(raw);
    checkEntry(entry, reply);
    const same = entry.toLowerCase().replace(/\s+/g, ' ');
    if (!unique.has(same)) unique.set(same, entry);
  }
  return [...unique.values()].slice(0, count);
}

/** Entries of the JSON in a reply; undefined where it holds none that starts a line. */
function jsonEntries(text: string, reply: string): readonly string[] | undefined {
  const found = findJson(text).filter((one) =>
    /(?:^|\n)[ \t]*(?:```\w*[ \t]*)?$/.test(text.slice(0, one.start)),
  );
  const first = found[0];
  if (first === undefined) return undefined;
  if (declines(text.slice(0, first.start))) throw refused(reply);
  const broken = found.find((one) => one.problem !== undefined);
  if (broken) throw malformed(`the JSON array is ${describe(broken)}`, reply);
  if (found.length > 1) throw malformed('expected one JSON array, found several', reply);
  return textsOf(first, reply);
}

function textsOf(found: Found, reply: string): readonly string[] {
  let value = found.value as Json;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const members = Object.values(value as Readonly<Record<string, Json>>);
    if (members.some((member) => typeof member === 'string' && declines(member))) throw refused(reply);
    const lists = members.filter((member) => Array.isArray(member));
    if (lists.length !== 1) throw malformed('expected one JSON array of strings, found an object', reply);
    value = lists[0]!;
  }
  const list = value as readonly Json[];
  if (!list.every((entry) => typeof entry === 'string'))
    throw malformed('every entry of the JSON array must be a string', reply);
  return list as readonly string[];
}

function lineEntries(text: string, reply: string): readonly string[] {
  const list = readLines(text);
  if (list.entries.length === 0) {
    if (declines(text)) throw refused(reply);
    throw malformed('expected a JSON array of strings, found no list', reply);
  }
  if (declines(list.preamble)) throw refused(reply);
  if (list.problem !== undefined) throw malformed(list.problem, reply);
  return list.entries;
}

/** Entries without numbers of their own, where every one of them carries its place in the list. */
function numbersRemoved(entries: readonly string[]): readonly string[] {
  const number = /^\s*(?:\*\*|__)?(\d{1,3})[.):](?:\*\*|__)?\s+/;
  if (!entries.every((entry, index) => number.exec(entry)?.[1] === String(index + 1))) return entries;
  return entries.map((entry) => entry.replace(number, ''));
}
