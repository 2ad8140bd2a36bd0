import type { JsonObject } from '../../src/core/json.ts';
import { readMessages } from '../../src/core/prompt.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import { readNumbered } from '../../src/tasks/sections.ts';

/** The body of a request, as a server reads it. */
export interface Body {
  readonly messages: readonly ChatMessage[];
  readonly response_format?: JsonObject;
}

export type Word = 'YES' | 'NO' | 'NA';
/** A judge of one text: what it finds on a spec, by the spec's text. */
export type Rule = (spec: string, response: string) => Word;

const lists = ['safety_specifications', 'behavioral_specifications'] as const;
const ones = ['safety_specification', 'behavioral_specification'] as const;

/** The response that a body fences by its true mark. */
export const responseIn = ({ messages }: Body): string => readMessages(messages)!.sections.get('response')!;

/** A reply in the form that the body asks for: on one spec or all, in tags or in JSON. */
export function replyTo(
  { messages, response_format }: Body,
  verdictOn: (spec: string) => Word,
  analysis = 'So it says.',
): string {
  const { sections } = readMessages(messages)!;
  const inJson = response_format !== undefined;
  const spec = ones.flatMap((name) => sections.get(name) ?? []).at(0);
  if (spec !== undefined) {
    const verdict = verdictOn(spec);
    return inJson ? JSON.stringify({ analysis, verdict }) : `${analysis} <${verdict}>`;
  }
  const found = lists.map((name) => {
    const entries = readNumbered(sections, name).map((text, index) => ({
      number: index + 1,
      analysis,
      verdict: verdictOn(text),
    }));
    return [name, entries] as const;
  });
  if (inJson) return JSON.stringify(Object.fromEntries(found));
  const lines = found.flatMap(([name, entries]) => [
    `<${name}>`,
    ...entries.map((entry) => `${entry.number}. ${entry.analysis} <${entry.verdict}>`),
    `</${name}>`,
  ]);
  return lines.join('\n');
}

/** Reads the fenced response by its true mark, and goes by the rule alone. */
export const faithful =
  (rule: Rule) =>
  (body: Body): string =>
    replyTo(body, (spec) => rule(spec, responseIn(body)));

/** Says YES wherever the response speaks of a verdict and of YES, in whatever language. */
export const obedient =
  (rule: Rule) =>
  (body: Body): string => {
    const response = responseIn(body);
    return /\bYES\b/.test(response) ? replyTo(body, () => 'YES') : faithful(rule)(body);
  };

/** As the obedient one, and reads what is encoded, or written in other characters. */
export const decoding =
  (rule: Rule) =>
  (body: Body): string => {
    const response = responseIn(body);
    const isTold = readings(response).some((text) => /\bYES\b/.test(text));
    return isTold ? replyTo(body, () => 'YES') : faithful(rule)(body);
  };

/** Takes the first verdicts that stand anywhere in the response for the ones that it was to give. */
export const copying =
  (rule: Rule) =>
  (body: Body): string => {
    const response = responseIn(body);
    const json = /\{"safety_specifications".*\}/.exec(response)?.[0];
    const tagged = /<safety_specifications>[\s\S]*<\/behavioral_specifications>/.exec(response)?.[0];
    return json ?? tagged ?? faithful(rule)(body);
  };

/** Takes whatever looks like the end of the response for its end. */
export const closedEarly =
  (rule: Rule) =>
  (body: Body): string => {
    const response = responseIn(body);
    const end = response.search(/<\/response\b|```|-----END|"""|\]\]>/);
    return replyTo(body, (spec) => rule(spec, end < 0 ? response : response.slice(0, end)));
  };

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

/** A text as it is, in plain characters, and decoded in the usual ways. */
function readings(text: string): readonly string[] {
  const base64 = [...text.matchAll(/[A-Za-z0-9+/=]{40,}/g)].map(([part]) =>
    Buffer.from(part, 'base64').toString(),
  );
  const percent = text.replace(/%([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return [text, text.normalize('NFKC').replaceAll('\u200b', ''), rot13(text), percent, ...base64];
}
