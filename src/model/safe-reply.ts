import { readMessages } from '../core/prompt.ts';
import type { ChatBody, ChatMessage, EmbedBody, Question } from '../core/question.ts';
import type { ErrorReply } from './error-reply.ts';
import { lengthSentenceOf } from './length-sentence.ts';

/** A server's error without anything that it quotes of the questions. */
export interface SafeReply {
  /** With codes that look like codes, and without its message where that quotes a question. */
  readonly reply: ErrorReply;
  /** What may be shown of its message: without keys, and short. */
  readonly shown: string;
}

/** Longest part of a server's own words that goes into an error message, in characters. */
const shownLength = 200;

/** No quotation beyond this is looked for; nothing beyond it is read either. */
const readLength = 4_000;

const quotationNote = '(its message quotes the question and is not shown)';

/**
 * Takes out of a server's error what it quotes of the questions, whatever it made of case, white
 * space and punctuation: messages and logs hold no prompt text. A quotation is not believed either: a
 * prompt that speaks of content filters must not make a broken request look filtered.
 */
export function safeReply(
  reply: ErrorReply,
  questions: readonly Question[],
  key: string | undefined,
): SafeReply {
  const texts = questions.flatMap(textsOf);
  const message = scrub(reply.message.slice(0, readLength), key);
  const codes = reply.codes.filter((code) => /^[\w.-]{1,40}$/.test(code) && !quotes(code, texts));
  const parameter =
    reply.parameter !== undefined && quotes(reply.parameter, texts) ? undefined : reply.parameter;
  const isQuotation = quotes(message, texts);
  const own = isQuotation ? (lengthSentenceOf(message) ?? '') : message;
  return {
    reply: { ...reply, codes: codes.map((code) => scrub(code, key)), parameter, message: own },
    shown: own === '' && isQuotation ? quotationNote : own.slice(0, shownLength),
  };
}

/**
 * A run of this many bytes of folded text that a question and a message share is taken for a
 * quotation: twelve Latin letters, four Chinese characters.
 */
const quotationBytes = 12;

/** Whether a text holds one of the others as a whole, of any length, or a run of one of them. */
function quotes(text: string, others: readonly string[]): boolean {
  const words = ` ${wordsOf(text)} `;
  if (words.trim() === '') return false;
  const run = bytesOf(words);
  const pieces = new Set<string>();
  for (let at = 0; at + quotationBytes <= run.length; at += 1) pieces.add(run.slice(at, at + quotationBytes));
  return others.some((other) => {
    const folded = wordsOf(other);
    const bytes = bytesOf(folded);
    // A letter or two say nothing, and stand in every sentence.
    if (bytes.length < 3) return false;
    if (words.includes(` ${folded} `)) return true;
    for (let at = 0; at + quotationBytes <= bytes.length; at += 1)
      if (pieces.has(bytes.slice(at, at + quotationBytes))) return true;
    return false;
  });
}

/** Letters and digits in lower case; everything else is one space. */
function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words run together, as one character per byte of UTF-8. */
function bytesOf(words: string): string {
  return Buffer.from(words.replaceAll(' ', ''), 'utf8').toString('latin1');
}

/** Replaces keys: the one in use, and whatever looks like one. */
export function scrub(text: string, key: string | undefined): string {
  const known = key ? text.replaceAll(key, '[key]') : text;
  return known
    .replace(/\b(sk|pk|key)-[\w*-]{6,}/g, '[key]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [key]')
    .replace(/\/\/[^/@\s]+@/g, '//[key]@');
}

/**
 * The texts of a question that are nobody's business: of a rendered prompt its sections and all later
 * turns. Its instructions are our own words, and what a server says of a request may well sound like them.
 */
function textsOf({ kind, body }: Question): string[] {
  if (kind === 'embed') return [(body as EmbedBody).text];
  const { messages } = body as ChatBody;
  const rendered = readMessages(messages);
  if (rendered === undefined || rendered.sections.size === 0) return messages.map(contentOf);
  const asked = messages.findIndex(({ role }) => role === 'user');
  return [...rendered.sections.values(), ...messages.slice(asked + 1).map(contentOf)];
}

const contentOf = ({ content }: ChatMessage): string => content;
