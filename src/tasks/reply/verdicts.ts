import { malformed, refused } from './clean.ts';
import { declines } from './refusal.ts';
import { verdictAnswer } from './verdict-answer.ts';
import { jsonText, readJointJson } from './verdict-json.ts';
import { isNested, type Marker, markerOf } from './verdict-marker.ts';
import { cutSections, hasSectionTag, type SpecKind, sectionName } from './verdict-sections.ts';
import { endOf, type GivenVerdict } from './verdict-tag.ts';

/** How many specs of each group were judged. */
export interface SectionSizes {
  readonly safety: number;
  readonly behavioral: number;
}

/** Verdicts in the order of the specs' numbers. */
export interface JointVerdicts {
  readonly safety: GivenVerdict[];
  readonly behavioral: GivenVerdict[];
}

/**
 * Reads the verdicts of a judge that went through all specs in one reply:
 *
 *     <safety_specifications>
 *     1. one sentence of analysis <YES>
 *     </safety_specifications>
 *     <behavioral_specifications>
 *     1. one sentence of analysis <NA>
 *     </behavioral_specifications>
 *
 * A verdict is bound to its spec by number. It ends its entry: an entry runs from its number to the
 * first line that ends in a verdict, and only blank lines, the next number or the end of the section
 * may follow. So no text between, no lost number and no list inside an analysis can shift a verdict:
 * a reply is read to what it says or refused. Taken as models write them: `</YES>` and `<N/A>` for
 * `<YES>` and `<NA>`, any case, bold, `1)`, entries over several lines or out of order,
 * `behavior_specifications`, the sections in either order, and words or a code fence around them. A
 * section without specs may be empty or missing.
 *
 * A reply that is one JSON object is read as such (`jointSchema`), and as strictly.
 *
 * @throws ReplyError `malformed`, naming section and number: a section that is missing, doubled or
 *   not closed; a number that is missing, doubled or out of range; an entry without a verdict at its
 *   end, or with two that differ; text that belongs to no entry. `refusal` for a reply that declines.
 */
export function parseJointVerdicts(text: string, counts: SectionSizes): JointVerdicts {
  const answer = verdictAnswer(text, hasSectionTag);
  const json = jsonText(answer);
  if (json !== undefined) return readJointJson(json, { ...counts }, text);
  const sections = cutSections(answer, text);
  if (sections.size === 0 && declines(answer)) throw refused(text);
  const read = (kind: SpecKind): GivenVerdict[] => {
    const lines = sections.get(kind);
    if (lines === undefined && counts[kind] > 0)
      throw malformed(`the section ${sectionName(kind)} is missing`, text);
    return readEntries(lines ?? [], { kind, count: counts[kind], reply: text });
  };
  return { safety: read('safety'), behavioral: read('behavioral') };
}

/** What is read, for the errors. */
interface Place {
  readonly kind: SpecKind;
  readonly count: number;
  readonly reply: string;
}

function readEntries(lines: readonly string[], place: Place): GivenVerdict[] {
  const { kind, count, reply } = place;
  const verdicts = new Map<number, GivenVerdict>();
  let open: Marker | undefined;
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const marker = markerOf(line);
    const end = endOf(line);
    if (marker !== undefined && (open === undefined || !isNested(marker, open))) {
      if (open !== undefined) throw wrong(place, open.number, withoutVerdict);
      checkNumber(marker.number, verdicts, place);
      open = marker;
    } else if (open === undefined) {
      if (count === 0 && end === 'none') continue;
      throw malformed(`text stands between the entries of ${sectionName(kind)}`, reply);
    } else if (marker !== undefined && end !== 'none')
      throw wrong(place, open.number, 'has its verdict in a list of its own');
    if (end === 'none') continue;
    if (end === 'two') throw wrong(place, open.number, 'ends in two different verdicts');
    if (end === 'quoted') throw wrong(place, open.number, 'ends in a verdict that seems to be quoted');
    verdicts.set(open.number, end);
    open = undefined;
  }
  if (open !== undefined) throw wrong(place, open.number, withoutVerdict);
  return Array.from({ length: count }, (_, index) => {
    const verdict = verdicts.get(index + 1);
    if (verdict === undefined) throw wrong(place, index + 1, 'is missing');
    return verdict;
  });
}

const withoutVerdict = 'has no verdict at its end: expected <YES>, <NO> or <NA>';

function checkNumber(number: number, verdicts: ReadonlyMap<number, GivenVerdict>, place: Place): void {
  if (number < 1 || number > place.count)
    throw wrong(place, number, `is out of range: it has ${place.count} to judge`);
  if (verdicts.has(number)) throw wrong(place, number, 'appears twice');
}

function wrong({ kind, reply }: Place, number: number, problem: string) {
  return malformed(`entry ${number} of ${sectionName(kind)} ${problem}`, reply);
}
