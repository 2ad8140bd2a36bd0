import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Item, Unborn, Variant } from '../core/entity.ts';
import { PendingError, ReplyError } from '../core/errors.ts';
import { digest } from '../core/hash.ts';
import type { JsonObject } from '../core/json.ts';
import { type Decision, drop, hold, keep, turn } from '../core/outcome.ts';
import { keyOf } from '../core/question.ts';
import {
  personQuestion,
  type ReviewBody,
  type ReviewDecision,
  type ReviewPlace,
  reviewBody,
  rubrics,
  sameDecision,
} from '../core/review.ts';
import { defineStage } from '../core/stage.ts';
import { readDecision } from '../files/decisions.ts';
import { kebabCase } from '../files/scenario-file.ts';
import { scaled } from './forecast.ts';
import { isItem } from './quota-groups.ts';

const options = z.strictObject({
  what: z
    .enum(['prompts', 'variants'])
    .describe('What people look at: prompts, behind balance; or variants, behind attack.'),
  reviewers: z
    .array(kebabCase)
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'must name each reviewer once')
    .default(['reviewer'])
    .describe('Who decides. Each of them decides on every item; where they disagree, it is held.'),
  unreviewed: z
    .enum(['wait', 'allow'])
    .default('wait')
    .describe('Whether what nobody has decided on waits for a decision, or goes on as it is.'),
  rubric: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('What the reviewers decide by, instead of the rubric that comes with Specloom.'),
});

type Options = z.infer<typeof options>;

/** What one reviewer decided. */
interface Review {
  readonly reviewer: string;
  readonly decision: ReviewDecision;
}

/** People accept, reject, relabel or edit: prompts, and again variants. */
export const review = defineStage({
  name: 'review',
  version: '1',
  options,
  roles: [],
  applies: isItem,
  async each(
    item: Item,
    { what, reviewers, unreviewed, rubric }: Options,
    ask: Ask,
  ): Promise<Decision<Item>> {
    if (what === 'variants' && item.variant === undefined) return keep({ what }, { as: 'no-variant' });
    const body = reviewBody(item, ask.setting.scenario(item.scenario), {
      what,
      rubric: rubric === undefined ? rubrics[what] : { version: 'own', text: rubric },
    });
    const { reviews, missing } = await askAll(body, reviewers, ask);
    if (missing.length > 0 && unreviewed === 'wait') throw notReviewed(missing);
    return decide(item, what, reviews, missing);
  },
  forecast(flows, _options, _setting, seen) {
    return {
      asks: [],
      out: flows.map((flow) => (flow.kind === 'item' ? scaled(flow, [0.8, 1], seen) : flow)),
    };
  },
});

/** Everybody is asked, so that an export has the questions of those who have not answered yet. */
async function askAll(
  body: ReviewBody,
  reviewers: readonly string[],
  ask: Ask,
): Promise<{ reviews: readonly Review[]; missing: readonly string[] }> {
  const reviews: Review[] = [];
  const missing: string[] = [];
  for (const reviewer of reviewers) {
    const answer = await ask.person(body, { reviewer }).catch((error: unknown) => {
      if (error instanceof PendingError && error.reason === 'person') return undefined;
      throw error;
    });
    if (answer === undefined) {
      missing.push(reviewer);
      continue;
    }
    const read = readDecision(answer, body);
    if ('problem' in read) throw unreadable(body, reviewer, read.problem);
    reviews.push({ reviewer, decision: read.value });
  }
  return { reviews, missing };
}

/** Nothing that came in by `review import` ends here: that reads as strictly. */
function unreadable(body: ReviewBody, reviewer: string, problem: string): ReplyError {
  const key = keyOf(personQuestion(body, reviewer));
  return new ReplyError(
    'malformed',
    `the stored decision of ${reviewer} is none: ${problem}; remove it with \`specloom answers forget --key ${key}\``,
  );
}

const notReviewed = (missing: readonly string[]): PendingError =>
  new PendingError(
    'person',
    `${missing.join(' and ')} ${missing.length === 1 ? 'has' : 'have'} not decided yet: \`specloom review export\` writes what is open to a file, \`specloom review import\` takes the decisions in`,
  );

function decide(
  item: Item,
  what: ReviewPlace,
  reviews: readonly Review[],
  missing: readonly string[],
): Decision<Item> {
  const [first, ...others] = reviews;
  if (first === undefined) return keep({ what, reviewed: false }, { as: 'unreviewed' });
  const reviewers = reviews.map(({ reviewer }) => reviewer);
  const facts = { what, reviewers, ...(missing.length === 0 ? {} : { missing }) };
  if (others.some(({ decision }) => !sameDecision(first.decision, decision))) {
    const verdicts = Object.fromEntries(
      reviews.map(({ reviewer, decision }) => [reviewer, decision.verdict]),
    );
    return hold('reviewers-disagree', { ...facts, verdicts });
  }
  return outcomeOf(item, what, reviews, { ...facts, reviewed: missing.length === 0 });
}

/** What becomes of an item that all who decided agree on. */
function outcomeOf(
  item: Item,
  what: ReviewPlace,
  reviews: readonly Review[],
  facts: JsonObject,
): Decision<Item> {
  const { decision } = reviews[0]!;
  switch (decision.verdict) {
    case 'accept':
      return keep(facts, { as: 'reviewed' });
    case 'reject':
      return drop('rejected-by-review', { ...facts, reason: reasonsOf(reviews) });
    case 'relabel': {
      const { variant: _, ...born } = unborn(item);
      const { label } = decision;
      const specs = label === 'safe' ? [] : item.specs;
      return turn([{ ...born, label, specs }], { ...facts, ...staleOf(item) }, { as: 'relabelled' });
    }
    case 'edit': {
      if (what === 'variants')
        return keep(facts, { as: 'edited', set: { variant: edited(item.variant!, decision.text) } });
      // The reference answer was one to the prompt as it was.
      const { variant: _, answer: __, ...born } = unborn(item);
      return turn([{ ...born, prompt: decision.text }], { ...facts, ...staleOf(item) }, { as: 'edited' });
    }
  }
}

function unborn({ id: _, parents: __, rehearsal: ___, ...born }: Item): Unborn<Item> {
  return born;
}

/** A variant is one of a prompt and label: where either changes, it is no longer that. */
const staleOf = ({ variant }: Item): JsonObject =>
  variant === undefined ? {} : { staleVariant: variant.id };

/** A variant as a person wrote it. The votes were about another text, so it rests on that person alone. */
function edited(variant: Variant, text: string): Variant {
  const id = digest({ edited: variant.id, text }).slice(0, 16);
  return { ...variant, id, text, checks: [{ name: 'person', passed: true }] };
}

const reasonsOf = (reviews: readonly Review[]): string =>
  [
    ...new Set(reviews.flatMap(({ decision }) => (decision.verdict === 'reject' ? [decision.reason] : []))),
  ].join('; ');
