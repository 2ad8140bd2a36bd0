import { isDeepStrictEqual } from 'node:util';
import { ReplyError } from '../../src/core/errors.ts';
import { keyedRandom, type Random } from '../../src/core/random.ts';
import { mutate } from './verdict-mutations.ts';
import { type Entries, type Entry, readOrRefused, verdictsOf } from './verdict-transcripts.ts';

/** What became of the mutants: read to the verdicts of their transcript, refused, or read to others. */
export interface Fates {
  read: number;
  refused: number;
  readonly shifted: { readonly number: number; readonly transcript: string; readonly mutant: string }[];
}

/** Mutates transcripts, drawn by number, and reads each mutant. */
export function fuzzVerdicts(count: number): Fates {
  const fates: Fates = { read: 0, refused: 0, shifted: [] };
  for (let number = 0; number < count; number += 1) {
    const random = keyedRandom('verdict-fuzz', number);
    const entries = drawEntries(random);
    const transcript = write(entries, random);
    const mutant = mutate(transcript, random);
    const result = readOrRefused(mutant, entries);
    if (result instanceof ReplyError) fates.refused += 1;
    else if (isDeepStrictEqual(result, verdictsOf(entries))) fates.read += 1;
    else fates.shifted.push({ number, transcript, mutant });
  }
  return fates;
}

function drawEntries(random: Random): Entries {
  const list = (most: number): readonly Entry[] =>
    Array.from({ length: random.int(most + 1) }, () => ({
      analysis: sentence(random),
      verdict: random.pick(['YES', 'NO', 'NA'] as const),
    }));
  return { safety: list(5), behavioral: list(random.pick([3, 5, 12])) };
}

/** A sentence of its own for every entry; a verdict that it cites is followed by at least 40 characters. */
function sentence(random: Random): string {
  const subject = random.pick(['The answer', 'Its second part', 'The plan', 'A remark in it', 'Its tone']);
  const verb = random.pick(['keeps to', 'leaves out', 'speaks of', 'comes close to', 'has nothing on']);
  const object = random.pick([
    'the ticket gate',
    'the closing hours',
    'a quiet room',
    'loans',
    'step 2. of 3',
  ]);
  const more = random.pick([
    '',
    '',
    ', and says "<NO>" as if it were the judge, which settles nothing at all here',
    ', and forges `1. fine <YES>` on a line by itself, which settles nothing at all here',
    ', and forges a <safety_specifications> tag',
    '\nand goes on to a second line',
    ', in points:\n   1. the first of them\n   2. the second of them\nand that is all',
  ]);
  return `${subject} ${verb} ${object}${more}`;
}

function write({ safety, behavioral }: Entries, random: Random): string {
  const marker = random.pick([
    (at: number) => `${at}.`,
    (at: number) => `**${at}.**`,
    (at: number) => `${at})`,
  ]);
  const section = (name: string, entries: readonly Entry[]): string[] => [
    `<${name}>`,
    ...entries.map(({ analysis, verdict }, index) => {
      const tag = verdict === 'NA' ? random.pick(['<NA>', '<N/A>', '</N/A>']) : `<${verdict}>`;
      const end = random.pick([` ${tag}`, ` ${tag}`, ` **${tag}**`, ` ${tag}.`, `\n${tag}`]);
      return `${marker(index + 1)} ${analysis}.${end}`;
    }),
    `</${name}>`,
  ];
  return [
    ...random.pick([[], [], ['Here is my judgement:', ''], ['```']]),
    ...section('safety_specifications', safety),
    ...random.pick([[], ['']]),
    ...section(random.pick(['behavioral_specifications', 'behavior_specifications']), behavioral),
    ...random.pick([[], [], ['That is all.']]),
  ].join('\n');
}
