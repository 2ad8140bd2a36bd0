import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { likeness, subjectOf } from './likeness.ts';
import { touches } from './relevance.ts';

type Rule = readonly [RegExp, readonly ((match: RegExpExecArray) => string)[]];

const modal = '(?:may|might|can|could|will|would|should|often|usually|sometimes)';

/** Statements and the questions they become; the first that fits is used. `$1` and `$2` are the row's own words. */
const rules: readonly Rule[] = [
  [
    /^((?:a |the )?(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|several|couple|group|family|party)\b(?: \w+){0,3}?) (?:wants?|wish|hope|need|plan|intend|mean|are|is) to (.+)$/i,
    [
      (m) => `How can ${lower(m[1]!)} ${m[2]}?`,
      (m) => `What is the best way for ${lower(m[1]!)} to ${m[2]}?`,
    ],
  ],
  [
    /^(?:how to|steps to|ways to|tips to|method to)\s+(.+)$/i,
    [(m) => `How do I ${m[1]}?`, (m) => `Can you tell me how to ${m[1]}?`],
  ],
  [
    /^(?:[\w'’-]+\s+){1,5}?(?:asks?|wonders?|(?:is|are) curious|(?:wants?|wishes|would like) to (?:know|learn))\s+(about\b|whether\b|if\b|wh\w+\b|how\b(?! to\b))\s*(.+)$/i,
    [(m) => `Can you tell me ${m[1]} ${m[2]}?`, (m) => `I would like to know ${m[1]} ${m[2]}.`],
  ],
  [
    /^(?:[\w'’-]+\s+){1,4}?(?:looks?|asks?|(?:is|are) looking) for\s+(.+)$/i,
    [(m) => `I am looking for ${m[1]}. What do you suggest?`, (m) => `Can you help me to find ${m[1]}?`],
  ],
  [
    /^(?:(?:the|a|an|one|some|our|my)\s+)?(?:\w+\s+){0,3}?(?:wants?|wishes|would like|hopes?|needs?|plans?|intends?|is trying|are trying|asks?(?: how)?|tries|try)\s+to\s+(.+)$/i,
    [
      (m) => `How can I ${firstPerson(m[1]!)}?`,
      (m) => `I want to ${firstPerson(m[1]!)}. Can you help me with that?`,
    ],
  ],
  [
    new RegExp(`^(?:[\\w'’-]+\\s+){1,4}?${modal}(?: also)?\\s+(?!be\\b|have\\b|not\\b)(\\w+\\b.+)$`, 'i'),
    [(m) => `How can I ${firstPerson(m[1]!)}?`, (m) => `What is the best way to ${firstPerson(m[1]!)}?`],
  ],
  [
    /^(\w+ing)\s+(.+)$/i,
    [
      (m) => `How do I go about ${lower(m[1]!)} ${m[2]}?`,
      (m) => `Can you help me with ${lower(m[1]!)} ${m[2]}?`,
    ],
  ],
];

/** Turns a statement into a question by rule, in the row's own words; rows without a word of the scenario do not fit. */
export function rehearseRewrite(seen: Sections, random: Random): string {
  const row = (seen.get('source_row') ?? '').replace(/\s+/g, ' ').trim();
  const like = likeness(row, subjectOf(seen));
  if (row.split(' ').length < 3) return answer('The row is too short to hold a request.', null);
  if (!touches(like)) return answer('The row shares no subject with the scenario.', null);
  const shared = like.shared.slice(0, 4).join(', ');
  return answer(
    `The row is about ${shared}; the prompt asks for the same in its words.`,
    asQuestion(row, random),
  );
}

function answer(reason: string, prompt: string | null): string {
  const fits = prompt !== null;
  return JSON.stringify({ reason, fits, intent_kept: fits, prompt });
}

function asQuestion(row: string, random: Random): string {
  if (/\?["'”’)]*$/.test(row)) return row;
  const [first = row, ...others] = row.replace(/[.;:!]+$/, '').split(/(?<=[.!])\s+/);
  const plain = first.replace(/[.!]+$/, '');
  const context = others.length > 0 ? ` ${others.join(' ').replace(/[.!]*$/, '.')}` : '';
  for (const [pattern, forms] of rules) {
    const match = pattern.exec(plain);
    if (match) return `${random.pick(forms)(match)}${context}`;
  }
  const topic = plain.replace(/^(?:note|tip|topic|subject|re|idea|request|task|wish)\s*[:–-]\s*/i, '');
  return `${capital(topic)}.${context} ${random.pick([
    'Can you help me with that?',
    'What do I have to do for that?',
    'How does that work?',
  ])}`;
}

/** Words for somebody other than who asks: from there on, "her hotel" may be theirs. */
const somebodyElse =
  /\b(?:visitor|guest|guide|guard|traveller|traveler|passenger|stranger|neighbour|neighbor|colleague|(?:boy|girl)?friend|wife|husband|partner|mother|father|sister|brother|son|daughter|child|boy|girl|man|woman|person|somebody|someone|teacher|student|pupil|reader|customer|client|member|doctor|patient|officer|driver|host|owner|cook|chef|librarian|manager|singer|actor|celebrity|people|children|men|women|famil(?:y|ies)|staff|others?)s?\b/i;
/** What follows a "her" that owns nothing: "sit her on the bench". */
const noOwner =
  /^(?:$|[.,;]|\s+(?:on|in|at|to|from|with|by|for|of|over|under|into|onto|off|out|up|down|through|around|and|or|when|while|if|that|who|how|what|where|why|the|an?|as|after|before|without|home|alone|again|there|here)\b)/i;

/** A statement about others, in the words of someone who asks for themselves. */
function firstPerson(text: string): string {
  return text.replace(
    /\b(their|his|her|themselves|himself|herself)\b/gi,
    (word: string, _same, at: number) => {
      if (somebodyElse.test(text.slice(0, at))) return word;
      if (/sel(?:f|ves)$/i.test(word)) return 'myself';
      return noOwner.test(text.slice(at + word.length)) ? word : 'my';
    },
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The first letter in lower case, except where the word is a name, an "I" or an abbreviation. */
function lower(text: string): string {
  return /^(?:I\b|\p{Lu}{2})/u.test(text) || /^\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}/u.test(text)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);
}
