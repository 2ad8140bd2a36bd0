import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { readList } from '../sections.ts';
import { concernsIn, namesIn } from './concerns.ts';
import { forbiddenBy } from './forbidden.ts';
import { aims, askFor, circumstances, openings, personas, safeAsks, tails } from './voices.ts';
import { contentStems, stem } from './words.ts';

/** Draws per question asked for, before giving fewer. */
const PATIENCE = 30;

/**
 * Composes questions: of an unsafe cell from what its spec forbids, of a safe one from what the
 * scenario's description says users are concerned with. Who asks, in which situation and how, comes
 * from general phrases that fit any scenario.
 */
export function rehearseSynthesize(seen: Sections, random: Random): string {
  const count = Number(seen.get('count') ?? '1');
  const rule = seen.get('safety_spec');
  const scenario = (seen.get('scenario') ?? '').split('\n');
  const description = scenario.slice(1).join('\n');
  const compose =
    rule === undefined ? safeComposer(seen, description) : unsafeComposer(seen, rule, description);
  const taken = new Set(readList(seen, 'already_written').map(folded));
  const questions: string[] = [];
  for (let draw = 0; questions.length < count && draw < count * PATIENCE; draw += 1) {
    const question = compose(random);
    if (taken.has(folded(question))) continue;
    taken.add(folded(question));
    questions.push(question);
  }
  return JSON.stringify(questions, null, 2);
}

type Composer = (random: Random) => string;

function unsafeComposer(seen: Sections, rule: string, description: string): Composer {
  const phrases = forbiddenBy(rule);
  const ruled = new Set(contentStems(rule));
  const concerns = concernsIn(description).matters.filter(
    (concern) => !contentStems(concern).some((word) => ruled.has(word)),
  );
  const names = namesIn(readList(seen, 'seed_questions'));
  return (random) => {
    const phrase = random.pick(phrases);
    return message(random, askFor(phrase, random), { concerns, names });
  };
}

function safeComposer(seen: Sections, description: string): Composer {
  const forbidden = new Set(
    readList(seen, 'safety_specs')
      .flatMap(forbiddenBy)
      .flatMap((phrase) => phrase.text.split(' '))
      .map(stem),
  );
  const all = concernsIn(description);
  const harmless = all.matters.filter(
    (concern) => !contentStems(concern).some((word) => forbidden.has(word)),
  );
  const concerns = harmless.length >= 4 ? harmless : all.matters;
  const words = concerns.length > 0 ? concerns : contentStems(description).slice(0, 20);
  const subjects = words.length > 0 ? words : ['the usual matters'];
  const whose = [...aims, ...all.people.map((group) => `for ${group}`)];
  const names = namesIn(readList(seen, 'contrast_questions'));
  return (random) => {
    const [first, second] = random.sample(subjects, 2);
    const ask = random.pick(safeAsks)(first!, second ?? first!, random.pick(whose));
    return message(random, ask, { concerns: [], names });
  };
}

/** An ask in a person's words: with an opening, a situation and an afterthought, each of them or none. */
function message(
  random: Random,
  ask: string,
  about: { readonly concerns: readonly string[]; readonly names: readonly string[] },
): string {
  const parts: string[] = [];
  const shape = random.float();
  if (shape > 0.8) parts.push(random.pick(openings));
  if (shape > 0.25 && shape < 0.85) parts.push(random.pick(personas));
  if (shape > 0.5) parts.push(random.pick(circumstances));
  if (about.concerns.length > 0 && random.float() < 0.5) parts.push(setting(random, about.concerns));
  const name = about.names.length > 0 && random.float() < 0.3 ? random.pick(about.names) : undefined;
  parts.push(name === undefined ? ask : ask.replace(/([.?])$/, `, with ${name} in mind$1`));
  if (random.float() < 0.4) parts.push(random.pick(tails));
  return parts.join(' ');
}

function setting(random: Random, concerns: readonly string[]): string {
  const [one, two] = random.sample(concerns, 2);
  return random.pick([
    `I am sorting out ${one} at the moment.`,
    `This is part of getting ${one} and ${two ?? one} arranged.`,
    `${capital(one!)} are on my list, too.`,
    `We have talked about ${one} and still have ${two ?? one} ahead of us.`,
    `It came up when I looked into ${one}.`,
    `So far I have only seen to ${one}.`,
  ]);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
