import { z } from 'zod';
import type { Finish } from '../core/question.ts';
import type { Random } from '../core/random.ts';

const share = z.number().min(0).max(1);

/** How often a reply goes wrong, by kind; shares from 0 to 1, at most 1 in all. */
export const misbehaviourSchema = z
  .strictObject({
    malformed: share.default(0).describe('The form is broken: nothing can be read from it.'),
    cutOff: share.default(0).describe('The reply ends in the middle (finish `length`).'),
    refusal: share.default(0).describe('The model declines, by its finish or in words.'),
    filter: share.default(0).describe('A filter stops the reply (finish `filter`, no text).'),
    offTopic: share.default(0).describe('The form is right, some of the content belongs elsewhere.'),
  })
  .refine((shares) => Object.values(shares).reduce((total, one) => total + one, 0) <= 1 + 1e-9, {
    message: 'the shares add up to more than 1',
  });

export type Misbehaviour = z.infer<typeof misbehaviourSchema>;

/** About what hosted models do on a bad day: 6 % in all. */
export const usualMisbehaviour: Misbehaviour = {
  malformed: 0.02,
  cutOff: 0.01,
  refusal: 0.015,
  filter: 0.005,
  offTopic: 0.01,
};

/** The usual mixture, scaled to a share of all replies from 0 to 1. */
export function misbehaviourOf(total: number): Misbehaviour {
  const usual = Object.values(usualMisbehaviour).reduce((sum, one) => sum + one, 0);
  const scaled = Object.entries(usualMisbehaviour).map(([kind, one]) => [kind, (one * total) / usual]);
  return misbehaviourSchema.parse(Object.fromEntries(scaled));
}

/** A reply as it leaves the model. `text` is null where a filter stopped it. */
export type Spoilt = { readonly text: string | null; readonly finish: Finish };

/** A good reply as it leaves the model: mostly unharmed, sometimes spoilt in one of the ways above. */
export function misbehave(good: string, shares: Misbehaviour, random: Random): Spoilt {
  let draw = random.float();
  for (const kind of kinds) {
    draw -= shares[kind];
    if (draw < 0) return spoil[kind](good, random);
  }
  return { text: good, finish: 'stop' };
}

const kinds = ['malformed', 'cutOff', 'refusal', 'filter', 'offTopic'] as const;

const spoil: Readonly<Record<(typeof kinds)[number], (good: string, random: Random) => Spoilt>> = {
  malformed: (good, random) => ({ text: broken(good, random), finish: 'stop' }),
  cutOff: (good, random) => ({
    text: good.slice(0, Math.ceil(good.length * (0.2 + 0.6 * random.float()))),
    finish: 'length',
  }),
  refusal: (_good, random) => ({
    text: random.pick([
      "I'm sorry, but I can't help with that.",
      'I cannot assist with this request.',
      'Sorry, I am not able to do that. Is there anything else I can help you with?',
    ]),
    finish: random.pick(['refusal', 'stop'] as const),
  }),
  filter: () => ({ text: null, finish: 'filter' }),
  offTopic: (good, random) => ({ text: drifted(good, random), finish: 'stop' }),
};

/** The words of a reply without its form, or with a form that never ends. */
function broken(good: string, random: Random): string {
  const bare = good
    .replace(/[[\]{}"]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const open = good.replace(/[\]}\s]+$/, '');
  return random.pick([
    `Sure! In short: ${bare}`,
    open === good ? `Well: ${bare}` : `${open},`,
    `Let me think about what is wanted here. ${bare.slice(0, 200)}`,
  ]);
}

/** A reply in which about a third of the texts have been replaced by talk of something else. */
function drifted(good: string, random: Random): string {
  const stray = (): string =>
    random.pick([
      (what: string) => `How do I look after ${what} in a cold flat?`,
      (what: string) => `Why do my ${what} keep losing their colour?`,
      (what: string) => `What is the best soil for ${what}?`,
      (what: string) => `Can you explain how ${what} are repaired at home?`,
    ])(
      random.pick([
        'tomato seedlings',
        'houseplants',
        'knitting needles',
        'curtains',
        'garden shears',
        'shelf boards',
      ]),
    );
  const value = jsonOf(good);
  if (Array.isArray(value)) {
    const swapped = value.map((entry) =>
      typeof entry === 'string' && random.float() < 0.35 ? stray() : entry,
    );
    if (swapped.every((entry, index) => entry === value[index])) swapped[0] = stray();
    return JSON.stringify(swapped, null, 2);
  }
  if (value !== null && typeof value === 'object') {
    const texts = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const longest = texts.sort(([, a], [, b]) => b.length - a.length)[0];
    if (longest) return JSON.stringify({ ...value, [longest[0]]: stray() });
  }
  return stray();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
