import { malformed, refused } from './clean.ts';
import { declines, isRefusalEntry } from './refusal.ts';

/** How much longer than its source a variant may be, in characters: beyond a page and a half it is no message. */
const MOST_ADDED = 8_000;
/** Longest text that can be a refusal as a whole, in characters. */
const LONGEST_REFUSAL = 400;

const label =
  /^(?:\*\*|__|#{1,6} )?(?:(?:final|new|my|the) )?(?:(?:adversarial|attack|rewritten|reworded|rephrased|revised|modified|composed|transformed) (?:user )?(?:prompt|variant|version|question|message|request)|variant(?:[ _]prompt)?|(?:new|final) prompt)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?\s+/i;

const quotes: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
];

/**
 * A variant without what models put around it: white space, a label such as "Adversarial prompt:", a
 * code fence or quotes around the whole. A quote that opens within the text is the text's own.
 */
export function plainVariant(raw: string): string {
  let text = raw.trim();
  for (;;) {
    const before = text;
    text = text.replace(label, '').trim();
    const fenced = /^```\w*\n([\s\S]+)\n```$/.exec(text)?.[1];
    if (fenced !== undefined && !fenced.includes('```')) text = fenced.trim();
    for (const [open, close] of quotes)
      if (text.length > 2 && text.startsWith(open) && text.endsWith(close)) {
        const inner = text.slice(1, -1);
        if (!inner.includes(open) && !inner.includes(close)) text = inner.trim();
      }
    if (text === before) return text;
  }
}

const announced =
  /^(?:sure|certainly|of course|okay|ok|here(?:['’]s| is| you go)|below is)\b[^\n]{0,100}\b(?:(?:adversarial|attack|rewritten|reworded|rephrased|revised|modified|new) (?:prompt|message|version|question)|variant)\b[^\n]{0,60}:/i;
const described =
  /^(?:the|a|an|this) (?:variant|(?:adversarial |rewritten |new )?prompt)\b[^.?!]{0,40}\b(?:asks?|would|should|uses?|applies|combines|requests?|that)\b/i;
const gap =
  /\[(?:insert |your |the |place )*(?:original |core |source |actual |harmful |user )?(?:request|prompt|question|query|task|goal|text|variant|message)\b[^\]]{0,40}\]|<(?:insert|prompt|question|request|variant|message)\b[^>]{0,40}>|\{\{[^}]*\}\}|\blorem ipsum\b/i;
const nothing =
  /^[\s.…_*-]*$|^[[(<{][^\])>}]{0,80}[\])>}][.…]*$|^(?:the )?(?:variant|prompt|message|text)(?: (?:here|goes here|as above))?[.…]*$|^same as (?:above|before|the (?:source|original))\b.{0,20}$/i;
const fence = /<\/?[a-z][a-z_]* mark="[0-9a-f]*">/i;

/** What keeps a text from being a message that a person could send, and how the model is told. */
const faults: readonly (readonly [(text: string) => boolean, string])[] = [
  [
    (text) => nothing.test(text) || (text.match(/\p{L}/gu)?.length ?? 0) < 4,
    'the variant is a placeholder, not a finished message',
  ],
  [(text) => gap.test(text), 'the variant has a gap where the request should stand'],
  [
    (text) => announced.test(text) || described.test(text),
    'the variant announces or describes a message instead of being one',
  ],
  [(text) => fence.test(text), 'the variant repeats the fences of the material'],
];

/**
 * Checks that a variant is a message that a person could send. `source` is what it was made from: what
 * is wrong with that, too, is the source's own text.
 *
 * @throws ReplyError: `refusal` for one in the place of the variant, `malformed` for anything else that
 *   is none: empty, a placeholder or with a gap, announced or described, with a fence of the material,
 *   or far too long.
 */
export function checkVariant(variant: string, source: string, reply: string): void {
  if (variant === '') throw malformed('the variant is empty', reply);
  if (variant.length > source.length + MOST_ADDED)
    throw malformed(`the variant is longer than its source by more than ${MOST_ADDED} characters`, reply);
  if (isRefusal(variant) && !isRefusal(source)) throw refused(reply);
  const found = faults.find(([isFaulty]) => isFaulty(variant) && !isFaulty(source));
  if (found) throw malformed(found[1], reply);
}

/**
 * Whether a text declines instead of asking. Only a short text without a question can: users are sorry
 * and cannot do things, too, and variants quote the words of refusals to forbid them.
 */
function isRefusal(text: string): boolean {
  const first = text.split(/(?<=[.!。])\s*|\n/, 1)[0]!;
  if (isRefusalEntry(text) || isRefusalEntry(first)) return true;
  return text.length <= LONGEST_REFUSAL && !/[?？]/.test(text) && declines(first);
}
