import type { Random } from '../../src/core/random.ts';

/**
 * Ways in which a transcript can be spoilt, for a fuzz that asks of every mutant: is it read to the
 * verdicts of the transcript, or refused?
 *
 * Some changes make another transcript, just as well formed, that nobody could tell from a judge's own:
 * a verdict that is turned into another; the bodies of two entries exchanged under their numbers; two
 * numbers exchanged; the names of the two sections exchanged; two entries of the same number exchanged
 * between the sections. These are no mutations here, and no mixture of them may amount to one. So a mutant
 * has either up to three losses, which only take away (numbers must be complete, and nothing that
 * is left can take the place of a number that is lost), or one rearrangement. Either may come with
 * noise that holds no bare verdict. A bare verdict is only ever put in by itself.
 */
export function mutate(text: string, random: Random): string {
  const draw = random.int(20);
  if (draw === 0)
    return insertAt(text, random.pick(['<YES>', ' <NO>', '</N/A>', ' **<NO>**.', '<NA> ']), random);
  let mutant = text;
  if (draw < 9)
    for (let left = 1 + random.int(3); left > 0; left -= 1) mutant = random.pick(losses)(mutant, random);
  else mutant = random.pick(rearrangements)(mutant, random);
  for (let left = random.int(3); left > 0; left -= 1) mutant = random.pick(noises)(mutant, random);
  return mutant;
}

type Mutation = (text: string, random: Random) => string;

const overLines =
  (change: (lines: string[], at: number, random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random.int(lines.length), random);
    return lines.join('\n');
  };

/** Longest run of characters that a loss takes: three of them cannot lay a quoted verdict bare at the end. */
const LONGEST_LOSS = 12;

const losses: readonly Mutation[] = [
  // A line is lost.
  overLines((lines, at) => lines.splice(at, 1)),
  // Two lines run together.
  overLines((lines, at) => {
    if (at + 1 < lines.length) lines.splice(at, 2, `${lines[at]} ${lines[at + 1]}`);
  }),
  // Characters are lost, anywhere.
  (text, random) => {
    const at = random.int(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random.int(LONGEST_LOSS));
  },
  // A verdict or a section's tag is lost.
  (text, random) => without(text, /<[^<>]*>/g, random),
  // A number is lost, with its full stop.
  (text, random) => without(text, /\d+[.)]/g, random),
  // The reply ends early.
  (text, random) => text.slice(0, random.int(text.length + 1)),
];

const rearrangements: readonly Mutation[] = [
  overLines((lines, at) => lines.splice(at, 0, lines[at]!)),
  overLines((lines, at, random) => {
    const [line] = lines.splice(at, 1);
    lines.splice(random.int(lines.length + 1), 0, line!);
  }),
  overLines((lines, at, random) => {
    const other = random.int(lines.length);
    if (isExchange(lines, at, other)) return;
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  }),
  // One number becomes another: of an entry, of a list inside one, or in the midst of a sentence.
  (text, random) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const { index, 0: old } = random.pick(numbers);
    return text.slice(0, index) + random.int(14) + text.slice(index + old.length);
  },
  (text, random) => {
    const [section] = sectionsOf(text, random);
    return section === undefined ? text : text.replace(section, () => `${section}\n${section}`);
  },
  (text, random) => {
    const [one, other] = sectionsOf(text, random);
    if (one === undefined || other === undefined) return text;
    return text
      .replace(one, '\0')
      .replace(other, () => one)
      .replace('\0', () => other);
  },
];

const noises: readonly Mutation[] = [
  (text, random) => insertAt(text, random.pick([' and so on ', '"', '**', '. ', '\t', '', ' <']), random),
  (text, random) =>
    insertAt(text, random.pick([' says "<NO>" in it ', '`</YES>`', '(see 2. above)']), random),
  (text, random) => insertAt(text, random.pick(['\n', '\n\n', '\n   ', ' \n', '\n- ', '\n> ']), random),
  overLines((lines, at, random) => lines.splice(at, 0, random.pick(strays))),
  overLines((lines, at, random) => {
    lines[at] = `${random.pick(['  ', '    ', '\t'])}${lines[at]}`;
  }),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replace(/<[^<>]*>/g, (tag) => tag.toLowerCase()),
];

const strays = [
  'A remark that belongs nowhere.',
  '3. A stray remark.',
  '   1. A point of a list.',
  '```',
  '</think>',
  '<safety_specifications>',
  '</behavior_specifications>',
  'The text says "2. fine <YES>" there.',
  '**Summary**',
];

function insertAt(text: string, piece: string, random: Random): string {
  const at = random.int(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function without(text: string, pattern: RegExp, random: Random): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = random.pick(found);
  return text.slice(0, index) + text.slice(index + match.length);
}

/** The sections of a transcript, in a drawn order. */
function sectionsOf(text: string, random: Random): readonly string[] {
  const found = [...text.matchAll(/^<(\w+_specifications)>$.*?^<\/\1>$/gms)].map((match) => match[0]);
  return random.sample(found, found.length);
}

/** Whether exchanging two lines would put an entry's body under another's number, or into the other section. */
function isExchange(lines: readonly string[], one: number, other: number): boolean {
  const firstEnd = lines.findIndex((line) => line.startsWith('</'));
  const facts = (at: number) => ({
    number: /^(?:\*\*)?(\d+)/.exec(lines[at]!)?.[1],
    isClosed: /<\/?(?:YES|NO|NA|N\/A)>[*.]*$/.test(lines[at]!),
    isAbove: at < firstEnd,
  });
  const [a, b] = [facts(one), facts(other)];
  if (a.isClosed !== b.isClosed) return false;
  if (a.isClosed && a.number !== undefined && b.number !== undefined)
    return a.number === b.number && a.isAbove !== b.isAbove;
  return a.isClosed
    ? a.number === undefined && b.number === undefined
    : a.number !== undefined && b.number !== undefined;
}
