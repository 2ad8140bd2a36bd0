import { malformed } from './clean.ts';
import { markerOf } from './verdict-marker.ts';
import { endOf } from './verdict-tag.ts';

/** The two groups of specs that a judge goes through. */
export type SpecKind = 'safety' | 'behavioral';

/** The name of a group's section, as the reply has it. */
export const sectionName = (kind: SpecKind): string => `${kind}_specifications`;

const rest = `(safety|behaviou?r(?:al)?)_specifications(?: mark="[0-9a-f]{8}")?>`;
const anywhere = new RegExp(`<(/?)${rest}`, 'i');
const atStart = new RegExp(String.raw`^\s*<(/?)${rest}`, 'i');
const closingAtEnd = new RegExp(String.raw`<(/)${rest}\s*$`, 'i');
const betweenSections = new RegExp(String.raw`(?<=</${rest})\s*(?=<${rest})`, 'gi');

type Piece = { readonly kind: SpecKind; readonly opens: boolean } | { readonly text: string };

/** Whether a section begins or ends at the start of a line of the text. */
export const hasSectionTag = (text: string): boolean => text.split('\n').some((line) => atStart.test(line));

/**
 * Cuts a reply into the lines of its two sections. A section's tag counts at the start of a line, its
 * closing tag also at the end of one or right before the next section; elsewhere it is text of the
 * analysis that mentions it.
 * What stands before, between and after the sections must hold neither entries nor tags.
 *
 * @throws ReplyError (`malformed`), naming the section.
 */
export function cutSections(text: string, reply: string): ReadonlyMap<SpecKind, readonly string[]> {
  const sections = new Map<SpecKind, string[]>();
  let inside: SpecKind | undefined;
  for (const piece of text.replace(betweenSections, '\n').split('\n').flatMap(piecesOf)) {
    if ('text' in piece) {
      if (inside !== undefined) sections.get(inside)!.push(piece.text);
      else checkOutside(piece.text, reply);
      continue;
    }
    const name = sectionName(piece.kind);
    if (piece.opens) {
      if (sections.has(piece.kind)) throw malformed(`the section ${name} appears twice`, reply);
      if (inside !== undefined)
        throw malformed(`the section ${sectionName(inside)} is not closed before ${name} begins`, reply);
      sections.set(piece.kind, []);
    } else if (inside !== piece.kind) throw malformed(`the section ${name} is closed but not open`, reply);
    inside = piece.opens ? piece.kind : undefined;
  }
  if (inside !== undefined) throw malformed(`the section ${sectionName(inside)} is not closed`, reply);
  return sections;
}

function piecesOf(line: string): readonly Piece[] {
  const before: Piece[] = [];
  let text = line;
  for (let match = atStart.exec(text); match !== null; match = atStart.exec(text)) {
    before.push(tagOf(match));
    text = text.slice(match[0].length);
  }
  const end = closingAtEnd.exec(text);
  if (end === null) return [...before, { text }];
  return [...before, { text: text.slice(0, end.index) }, tagOf(end)];
}

function tagOf([, slash, word]: RegExpExecArray): Piece {
  return { kind: word!.toLowerCase() === 'safety' ? 'safety' : 'behavioral', opens: slash === '' };
}

function checkOutside(line: string, reply: string): void {
  if (markerOf(line) !== undefined || endOf(line) !== 'none')
    throw malformed('an entry stands outside of the two sections', reply);
  if (anywhere.test(line))
    throw malformed("a section's tag stands outside of the two sections, in the middle of a line", reply);
}
