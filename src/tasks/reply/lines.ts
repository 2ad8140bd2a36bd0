/** A list written line by line, as read from a text. */
export interface LineList {
  /** What stands before the first entry. */
  readonly preamble: string;
  /** Texts without their markers; lines that belong to one entry are joined by line breaks. */
  readonly entries: readonly string[];
  /** Why the entries cannot be told apart or trusted, fit to be told to the model. */
  readonly problem?: string;
}

type Style = 'number' | 'question' | 'bullet';
interface Marked {
  readonly style: Style;
  readonly indent: number;
  readonly number: number | undefined;
  readonly text: string;
}

const markers: readonly (readonly [Style, RegExp])[] = [
  [
    'question',
    /^( *)(?:[-*•] +)?(?:\*\*|__)?(?:Q|Question|Prompt|User)[ #-]?(\d{1,3})(?:\*\*|__)?[.):](?:\*\*|__)?[ \t]+(.+)$/i,
  ],
  ['number', /^( *)(?:\*\*|__)?\(?(\d{1,3})[.):](?:\*\*|__)?[ \t]+(.+)$/],
  ['bullet', /^( *)[-*+•◦–—]()[ \t]+(.+)$/],
];

const header = /^(?:#{1,6} .*|\*\*[^*]+\*\*:?|__[^_]+__:?|[^.?!]{1,80}:|[-*_=]{3,}|```\w*)$/;
const closing =
  /^(?:let me know|i hope|hope (?:this|these)|feel free|note\b|these (?:questions|prompts)|would you like|if you(?:'|’)?d like|all (?:of )?(?:these|the above)|end of list)/i;
const comment =
  /^[\s>*_(-]*(?:persona|why|rationale|note|tone|violat\w+|reason|explanation|expected|spec|rule|category|type|tests?|target)\b[^:?]{0,40}:/i;

/**
 * Reads the first list of a text. The first marker settles style and indentation; a line with another
 * style, or indented further, belongs to the entry above it. Numbers must run without a gap: where
 * they do not, an entry holds a numbered list of its own that cannot be told from the list itself.
 */
export function readLines(text: string): LineList {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => marked(line) !== undefined);
  if (start < 0) return { preamble: text, entries: [] };
  const first = marked(lines[start]!)!;
  const preamble = lines.slice(0, start).join('\n');
  const entries: string[] = [];
  let last = first.number === undefined ? undefined : first.number - 1;
  let blankBefore = false;
  let over = false;
  for (const line of lines.slice(start)) {
    const mark = marked(line);
    const plain = line.trim();
    if (mark && mark.style === first.style && mark.indent === first.indent) {
      if (over) return { preamble, entries, problem: 'text stands between the entries of the list' };
      if (last !== undefined && mark.number !== last + 1)
        return { preamble, entries, problem: 'the numbers of the list do not run on by one' };
      last = mark.number;
      entries.push(mark.text);
    } else if (plain !== '' && !header.test(plain)) {
      const indented = line.search(/\S/) > first.indent;
      if (comment.test(plain) && indented)
        return { preamble, entries, problem: 'an entry is followed by a comment; give the bare texts only' };
      if (indented && !over) entries.push(`${entries.pop()!}\n${plain}`);
      else if (blankBefore || closing.test(plain)) over = true;
      else if (!over) return { preamble, entries, problem: 'an entry runs over several lines' };
    }
    blankBefore = plain === '';
  }
  return { preamble, entries };
}

function marked(line: string): Marked | undefined {
  for (const [style, pattern] of markers) {
    const match = pattern.exec(line);
    if (!match || /^[-*_ ]{3,}$/.test(line)) continue;
    const number = match[2] === '' ? undefined : Number(match[2]);
    return { style, indent: match[1]!.length, number, text: match[3]!.trim() };
  }
  return undefined;
}
