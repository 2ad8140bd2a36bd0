import { sha256 } from './hash.ts';
import type { ChatMessage } from './question.ts';

/** A named piece of text that a model reads as data. */
export interface Section {
  /** Lower-case words joined by `_`: the tag it is fenced with. */
  readonly name: string;
  readonly text: string;
}

/** What a task asks, before it becomes messages. */
export interface Prompt {
  /** Trusted instructions, for the system message. */
  readonly instructions: string;
  /** Data, trusted or not, each behind its own fence. Empty ones are shown as empty. */
  readonly sections: readonly Section[];
  /** Trusted closing request, after the sections: what to write now, and in which form. */
  readonly request: string;
  /** `user`: all of it in one user turn, without a system message. For models under test. */
  readonly turn?: 'user';
}

/** The sections of a rendered prompt by name: all that a rehearsal sees. */
export type Sections = ReadonlyMap<string, string>;

/**
 * Renders a prompt as two messages. The system message's first line names the task. Every section is
 * fenced by tags that carry a mark, derived from the section and contained in no section, not in look-alike characters
 * either: no text can close a fence, its own or another's. The same input always renders to the same bytes, and sections
 * that stay the same from prompt to prompt keep their bytes, so that a server can cache them as a prefix.
 */
export function renderMessages(task: string, prompt: Prompt): readonly ChatMessage[] {
  const texts = prompt.sections.map(({ text }) => folded(text));
  const fenced = prompt.sections.map((section) => {
    const { name, text } = section;
    const mark = markFor(section, texts);
    return `<${name} mark="${mark}">\n${text}\n</${name} mark="${mark}">`;
  });
  if (prompt.turn === 'user')
    return [
      { role: 'user', content: [prompt.instructions.trim(), ...fenced, prompt.request.trim()].join('\n\n') },
    ];
  return [
    { role: 'system', content: `Task: ${task}\n\n${prompt.instructions.trim()}` },
    { role: 'user', content: [...fenced, prompt.request.trim()].join('\n\n') },
  ];
}

/**
 * Takes task and sections back out of messages; undefined where they are not a rendered prompt. A prompt
 * that stands in one user turn names no task: it is known by its sections.
 */
export function readMessages(
  messages: readonly ChatMessage[],
): { task: string | undefined; sections: Sections } | undefined {
  const system = messages.find((message) => message.role === 'system');
  const user = messages.find((message) => message.role === 'user');
  const task = system && /^Task: ([a-z][a-z0-9-]*)$/m.exec(system.content.split('\n', 1)[0]!)?.[1];
  if (user === undefined || (task === undefined && system !== undefined)) return undefined;
  const sections = readSections(user.content, task === undefined);
  if (sections === undefined || (task === undefined && sections.size === 0)) return undefined;
  return { task, sections };
}

/** The sections of a user turn; those of one that begins with instructions stand behind them. */
function readSections(content: string, instructed: boolean): Sections | undefined {
  const sections = new Map<string, string>();
  const opening = /<([a-z][a-z0-9_]*) mark="([0-9a-f]{8})">\n/y;
  let at = instructed ? Math.max(0, content.search(/^<[a-z][a-z0-9_]* mark="[0-9a-f]{8}">\n/m)) : 0;
  for (;;) {
    opening.lastIndex = at;
    const open = opening.exec(content);
    if (!open) break;
    const close = `\n</${open[1]} mark="${open[2]}">`;
    const start = opening.lastIndex;
    const end = content.indexOf(close, start);
    if (end < 0) return undefined;
    sections.set(open[1]!, content.slice(start, end));
    at = end + close.length;
    while (content[at] === '\n') at += 1;
  }
  return sections;
}

/** Letters of other alphabets that look like the letters of a mark. */
const likeMarks: Readonly<Record<string, string>> = {
  ...{ а: 'a', ь: 'b', с: 'c', ԁ: 'd', е: 'e' },
  ...{ α: 'a', ϲ: 'c', ε: 'e' },
};

/**
 * A text as an inattentive reader sees it: in small letters, without full-width forms and signs that do not show. Marks
 * are eight hex digits, so a text that holds its own in capitals can be found by trying; a reader may take it for the mark.
 */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[аьсԁеαϲε]/g, (letter) => likeMarks[letter]!);

function markFor({ name, text }: Section, texts: readonly string[]): string {
  for (let turn = 0; ; turn += 1) {
    const mark = sha256(`${turn}\n${name}\n${text}`).slice(0, 8);
    if (!texts.some((each) => each.includes(mark))) return mark;
  }
}
