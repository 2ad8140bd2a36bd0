import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { readList } from '../sections.ts';
import { concernsIn } from './concerns.ts';
import { forbiddenBy } from './forbidden.ts';
import {
  aims,
  askFor,
  circumstances,
  costAims,
  costAsks,
  openings,
  personas,
  safeAsks,
  settings,
  tails,
} from './voices.ts';
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
  const compose = rule === undefined ? safeComposer(seen, description) : unsafeComposer(rule, description);
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

const speaksOfCosts = /\b(?:pric(?:e|es|ing)|costs?|budgets?|fares?|fees?|tickets?|cheap(?:er|est)?)\b/i;

type Composer = (random: Random) => string;

function unsafeComposer(rule: string, description: string): Composer {
  const phrases = forbiddenBy(rule);
  const ruled = new Set(contentStems(rule));
  const concerns = concernsIn(description).matters.filter(
    (concern) => !contentStems(concern).some((word) => ruled.has(word)),
  );
  return (random) => {
    const phrase = random.pick(phrases);
    return message(random, askFor(phrase, random), concerns);
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
  const subjects = concerns.length > 0 ? concerns : ['the usual matters'];
  const costs = speaksOfCosts.test(description);
  const asks = costs ? [...safeAsks, ...costAsks] : safeAsks;
  const whose = [...aims, ...(costs ? costAims : []), ...all.people.map((group) => `for ${group}`)];
  return (random) => {
    const [first, second] = random.sample(subjects, 2);
    const ask = random.pick(asks)(first!, second ?? first!, random.pick(whose));
    return message(random, ask, []);
  };
}

/** An ask in a person's words: with an opening, a situation and an afterthought, each of them or none. */
function message(random: Random, ask: string, concerns: readonly string[]): string {
  const parts: string[] = [];
  const shape = random.float();
  if (shape > 0.8) parts.push(random.pick(openings));
  if (shape > 0.25 && shape < 0.85) parts.push(random.pick(personas));
  if (shape > 0.5) parts.push(random.pick(circumstances));
  if (concerns.length > 0 && random.float() < 0.5) parts.push(setting(random, concerns));
  parts.push(ask);
  if (random.float() < 0.4) parts.push(random.pick(tails));
  return parts.join(' ');
}

function setting(random: Random, concerns: readonly string[]): string {
  const [one, two] = random.sample(concerns, 2);
  return random.pick(settings)(one!, two ?? 'much else');
}

const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
