import fc from 'fast-check';
import { ReplyError } from '../../src/core/errors.ts';
import type { GivenVerdict } from '../../src/tasks/reply/verdict-tag.ts';
import { type JointVerdicts, parseJointVerdicts } from '../../src/tasks/reply/verdicts.ts';

/** What an entry is made from. */
export interface Entry {
  readonly analysis: string;
  readonly verdict: GivenVerdict;
}

/** What a transcript is made from. */
export interface Entries {
  readonly safety: readonly Entry[];
  readonly behavioral: readonly Entry[];
}

export const countsOf = ({ safety, behavioral }: Entries) => ({
  safety: safety.length,
  behavioral: behavioral.length,
});

export const verdictsOf = ({ safety, behavioral }: Entries): JointVerdicts => ({
  safety: safety.map((entry) => entry.verdict),
  behavioral: behavioral.map((entry) => entry.verdict),
});

/** The verdicts that are read, or the refusal. Any other error goes on. */
export function readOrRefused(text: string, entries: Entries): JointVerdicts | ReplyError {
  try {
    return parseJointVerdicts(text, countsOf(entries));
  } catch (error) {
    if (error instanceof ReplyError) return error;
    throw error;
  }
}

const spellings: Readonly<Record<GivenVerdict, readonly string[]>> = {
  YES: ['<YES>', '</YES>', '<Yes>', '<yes>'],
  NO: ['<NO>', '</NO>', '<No>', '</no>'],
  NA: ['<NA>', '</NA>', '<N/A>', '</N/A>', '<n/a>', '<na>'],
};
const opening: Readonly<Record<keyof Entries, readonly string[]>> = {
  safety: ['<safety_specifications>', '<Safety_Specifications>'],
  behavioral: ['<behavioral_specifications>', '<behavior_specifications>', '<BEHAVIORAL_SPECIFICATIONS>'],
};

const markers: readonly ((number: number) => string)[] = [
  (number) => `${number}.`,
  (number) => `${number})`,
  (number) => `**${number}.**`,
  (number) => `**${number}**.`,
  (number) => `__${number})__`,
];
const endings: readonly ((tag: string) => string)[] = [
  (tag) => ` ${tag}`,
  (tag) => `  ${tag}.`,
  (tag) => ` **${tag}**`,
  (tag) => ` **${tag}**.  `,
  (tag) => `\n${tag}`,
  (tag) => `\n\n   **Verdict:** ${tag}`,
  (tag) => ` __${tag}__`,
];

/** Writes one section in the ways that are taken; a drawn order shows that verdicts go by number. */
function section(kind: keyof Entries, entries: readonly Entry[]): fc.Arbitrary<string> {
  const indent = fc.constantFrom('', '', '  ', '    ');
  const written = entries.map(({ analysis, verdict }, index) =>
    fc
      .tuple(
        indent,
        fc.constantFrom(...markers),
        fc.constantFrom(' ', '  ', '\n      '),
        fc.constantFrom(...spellings[verdict]),
        fc.constantFrom(...endings),
      )
      .map(([space, marker, gap, tag, ending]) => space + marker(index + 1) + gap + analysis + ending(tag)),
  );
  return fc
    .tuple(
      fc.tuple(...written),
      fc.shuffledSubarray([...entries.keys()], { minLength: entries.length }),
      fc.boolean(),
      fc.constantFrom(...opening[kind]),
      fc.constantFrom('\n', '\n', '\n\n', ' '),
      fc.constantFrom('\n', '\n\n', '\n \n'),
    )
    .map(([texts, order, isShuffled, tag, edge, between]) => {
      const lines = isShuffled ? order.map((index) => texts[index]!) : texts;
      return tag + edge + lines.join(between) + edge + tag.replace('<', '</');
    });
}

const around: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Here is my judgement.\n\n${text}`,
  (text) => `\`\`\`xml\n${text}\n\`\`\``,
  (text) => `**Judgement**\n${text}\n\nThat is all; let me know if you need more.`,
  (text) => `<think>1. The first is kept <YES>.\n<safety_specifications>?</think>\n${text}`,
  (text) => `I looked at rule 2 twice.\n</think>\n\n${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\uFEFF\n${text}\n\n---\n`,
];

/** A well-formed transcript of the entries, in any of the ways that models write one. */
export function transcript(entries: Entries): fc.Arbitrary<string> {
  return fc
    .tuple(
      section('safety', entries.safety),
      section('behavioral', entries.behavioral),
      fc.constantFrom('\n', '\n\n', '', '\n\nNow the behaviour.\n'),
      fc.boolean(),
      fc.constantFrom(...around),
    )
    .map(([safety, behavioral, between, isSwapped, wrap]) =>
      wrap(isSwapped ? behavioral + between + safety : safety + between + behavioral),
    );
}

/** Entries with any analyses, together with a transcript of them. */
export function written(analysis: fc.Arbitrary<string>): fc.Arbitrary<readonly [Entries, string]> {
  const entry = fc.record({ analysis, verdict: fc.constantFrom<GivenVerdict>('YES', 'NO', 'NA') });
  const entries = fc.array(entry, { maxLength: 12 });
  return fc
    .record({ safety: entries, behavioral: entries })
    .chain((made) => transcript(made).map((text) => [made, text] as const));
}
