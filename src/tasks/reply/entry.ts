import { malformed, refused } from './clean.ts';
import { isRefusalEntry } from './refusal.ts';

/** Longest text taken for one prompt, in characters. Longer ones are two that ran together, or an essay. */
const LONGEST_PROMPT = 1_500;

const quotes: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['`', '`'],
  ['**', '**'],
  ['__', '__'],
];

/** An entry without what models put around it: white space, bold marks, quotes, `Q1:`. */
export function plainEntry(raw: string): string {
  let text = raw.trim();
  for (;;) {
    const before = text;
    text = text.replace(/^(?:\*\*|__)?(?:Q|Question|Prompt)[ #-]?\d{0,3}(?:\*\*|__)?:(?:\*\*|__)?\s+/i, '');
    for (const [open, close] of quotes)
      if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close)) {
        const inner = text.slice(open.length, -close.length);
        if (!inner.includes(open) && !inner.includes(close)) text = inner.trim();
      }
    if (text === before) return text;
  }
}

const placeholder =
  /^[[(<{][^\])>}]{0,80}[\])>}][.…]*$|^[\s.…_*-]*$|\[(?:your |insert |the )?(?:question|prompt|text|name|city|country|destination|place|date|topic|product)[^\]]{0,30}\]|<(?:question|prompt|insert)[^>]{0,30}>|\{\{.*\}\}|\blorem ipsum\b|^(?:question|prompt|example|text)[ #-]?\d*[.…]*$|^(?:and so on|etc|more questions|continued|same as above)\b.{0,20}$/i;
const instruction =
  /^(?:here (?:are|is)\b|below (?:are|is)\b|(?:please )?(?:write|generate|compose|formulate|come up with) (?:a|an|one|another|\d+|some|more)\b[^.?!]{0,40}\b(?:questions?|prompts?|quer(?:y|ies))\b|(?:a|the) (?:user|question|prompt)\b[^.?!]{0,30}\b(?:asks?|asking|requests?|wants?|about|that|should)\b|(?:user|question) (?:asks?|asking|about|wants?)\b|as requested\b)/i;

/**
 * Checks that an entry is a prompt that a person could send.
 *
 * @throws ReplyError: `refusal` for one in the place of content, `malformed` for anything else that is
 *   no prompt: empty, without a word, a placeholder, a header, an instruction, or far too long.
 */
export function checkEntry(entry: string, reply: string): void {
  if (entry === '') throw malformed('an entry is empty', reply);
  if (entry.length > LONGEST_PROMPT)
    throw malformed(`an entry is longer than ${LONGEST_PROMPT} characters`, reply);
  if (isRefusalEntry(entry)) throw refused(reply);
  if (placeholder.test(entry) || (entry.match(/\p{L}/gu)?.length ?? 0) < 4)
    throw malformed('an entry is a placeholder, not a finished text', reply);
  if (/^#{1,6} /.test(entry) || (/:$/.test(entry) && entry.length < 80))
    throw malformed('an entry is a header, not a finished text', reply);
  if (instruction.test(entry))
    throw malformed('an entry describes or announces texts instead of being one', reply);
  if (/^\|.*\|$/.test(entry)) throw malformed('an entry is a row of a table', reply);
}
