import type { JsonObject } from '../../core/json.ts';
import { malformed } from './clean.ts';
import { type SpecKind, sectionName } from './verdict-sections.ts';
import type { GivenVerdict } from './verdict-tag.ts';

const kinds: readonly SpecKind[] = ['safety', 'behavioral'];
const verdictSchema = { type: 'string', enum: ['YES', 'NO', 'NA'] };

/** Strict: every member is required, and there are no others. Members are written in this order. */
export const strictObject = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The form of a judge's reply on all specs: analysis before verdict, bound to its spec by number. */
export const jointSchema: JsonObject = strictObject(
  Object.fromEntries(
    kinds.map((kind) => [
      sectionName(kind),
      {
        type: 'array',
        items: strictObject({
          number: { type: 'integer' },
          analysis: { type: 'string' },
          verdict: verdictSchema,
        }),
      },
    ]),
  ),
);

/** The form of a judge's reply on one spec. */
export const specSchema: JsonObject = strictObject({
  analysis: { type: 'string' },
  verdict: verdictSchema,
});

/** The text of an answer in JSON, out of its code fence; undefined where it is not in JSON. */
export function jsonText(answer: string): string | undefined {
  const fenced = /^```(?:json)?[^\S\n]*\n/i.exec(answer);
  const text =
    fenced !== null && answer.endsWith('```') ? answer.slice(fenced[0].length, -3).trim() : answer.trim();
  return text.startsWith('{') ? text : undefined;
}

/** Whether a text looks like verdicts in JSON: for what stands where none should. */
export const hasJsonVerdict = (text: string): boolean => /"verdict"\s*:/.test(text);

/**
 * Reads the verdicts of one reply in JSON. Numbers bind them, whatever their order.
 *
 * @throws ReplyError (`malformed`): no JSON, a member too many, missing or named twice; a number that is
 *   missing, doubled or out of range; another verdict than YES, NO or NA.
 */
export function readJointJson(
  text: string,
  counts: Readonly<Record<SpecKind, number>>,
  reply: string,
): Record<SpecKind, GivenVerdict[]> {
  const object = parsedObject(text, kinds.map(sectionName), reply);
  let entries = 0;
  const read = (kind: SpecKind): GivenVerdict[] => {
    const list = object[sectionName(kind)];
    if (!Array.isArray(list)) throw malformed(`${sectionName(kind)} is no list`, reply);
    entries += list.length;
    return byNumber(list, kind, counts[kind], reply);
  };
  const verdicts = { safety: read('safety'), behavioral: read('behavioral') };
  checkKeys(text, kinds.length + 3 * entries, reply);
  return verdicts;
}

/** Reads the verdict on one spec. @throws ReplyError (`malformed`) */
export function readSpecJson(text: string, reply: string): GivenVerdict {
  const { verdict } = entryOf(
    parsedObject(text, ['analysis', 'verdict'], reply),
    ['analysis', 'verdict'],
    reply,
  );
  checkKeys(text, 2, reply);
  return verdict;
}

function byNumber(list: readonly unknown[], kind: SpecKind, count: number, reply: string): GivenVerdict[] {
  const wrong = (number: unknown, problem: string) =>
    malformed(`entry ${String(number)} of ${sectionName(kind)} ${problem}`, reply);
  const verdicts = new Map<number, GivenVerdict>();
  for (const each of list) {
    const { number, verdict } = entryOf(each, ['number', 'analysis', 'verdict'], reply);
    if (typeof number !== 'number' || !Number.isSafeInteger(number))
      throw malformed(`an entry of ${sectionName(kind)} has no number`, reply);
    if (number < 1 || number > count) throw wrong(number, `is out of range: it has ${count} to judge`);
    if (verdicts.has(number)) throw wrong(number, 'appears twice');
    verdicts.set(number, verdict);
  }
  return Array.from({ length: count }, (_, index) => {
    const verdict = verdicts.get(index + 1);
    if (verdict === undefined) throw wrong(index + 1, 'is missing');
    return verdict;
  });
}

function entryOf(
  value: unknown,
  members: readonly string[],
  reply: string,
): { readonly number?: unknown; readonly verdict: GivenVerdict } {
  const { number, analysis, verdict } = withMembers(value, members, reply);
  if (typeof analysis !== 'string') throw malformed('an entry has no analysis', reply);
  if (verdict !== 'YES' && verdict !== 'NO' && verdict !== 'NA')
    throw malformed('an entry has no verdict: expected "YES", "NO" or "NA"', reply);
  return { number, verdict };
}

/** The JSON object of an answer, which has just these members. @throws ReplyError (`malformed`) */
export function parsedObject(
  text: string,
  members: readonly string[],
  reply: string,
): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('the reply is not valid JSON', reply);
  }
  return withMembers(value, members, reply);
}

function withMembers(
  value: unknown,
  members: readonly string[],
  reply: string,
): Readonly<Record<string, unknown>> {
  const names = value === null || typeof value !== 'object' ? [] : Object.keys(value);
  if (names.length !== members.length || !members.every((name) => names.includes(name)))
    throw malformed(`expected JSON objects with just the members ${members.join(', ')}`, reply);
  return value as Readonly<Record<string, unknown>>;
}

/** A member that is named twice is lost in parsing: which of the two is meant, is not for us to say. */
export function checkKeys(text: string, expected: number, reply: string): void {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g))
    if (colon !== undefined) keys += 1;
  if (keys !== expected) throw malformed('the JSON object names a member twice', reply);
}
