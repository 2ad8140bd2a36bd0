import { z } from 'zod';
import { canonicalJson, type Json, type JsonObject, jsonObjectIn } from '../core/json.ts';
import { type Answer, type Key, keyOf, type Question } from '../core/question.ts';
import {
  decisionProblem,
  personQuestion,
  type ReviewBody,
  type ReviewDecision,
  reviewerOf,
} from '../core/review.ts';
import { findingsOf } from './issues.ts';
import { kebabCase } from './scenario-file.ts';

const label = z.enum(['safe', 'unsafe']);
const written = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Surrogate}*$/u, 'must not hold half of a surrogate pair (a cut-off character)');

const forms = {
  accept: z.strictObject({ verdict: z.literal('accept') }),
  reject: z.strictObject({ verdict: z.literal('reject'), reason: written }),
  relabel: z.strictObject({ verdict: z.literal('relabel'), label }),
  edit: z.strictObject({ verdict: z.literal('edit'), text: written }),
} satisfies Record<ReviewDecision['verdict'], z.ZodType<ReviewDecision>>;

const verdict = z.enum(Object.keys(forms) as [ReviewDecision['verdict'], ...ReviewDecision['verdict'][]]);
/** A decision by its verdict alone: which form it should have. */
const anyForm = z.looseObject({ decision: z.looseObject({ verdict }) });

const reviewBodySchema = z.strictObject({
  what: z.enum(['prompts', 'variants']),
  rubric: z.strictObject({ version: z.string(), text: z.string() }),
  scenario: z.strictObject({ name: z.string(), description: z.string() }),
  safety: z.array(z.string()),
  label,
  prompt: z.string(),
  variant: z.exactOptional(z.string()),
}) satisfies z.ZodType<ReviewBody>;

/** What every line has, whatever was asked. */
const lineSchema = z.looseObject({
  key: z.string().regex(/^[0-9a-f]{64}$/, 'must be a key: 64 hex digits'),
  reviewer: kebabCase,
  decision: z.custom<Json>((value) => value !== undefined, 'must be there; null stands for none yet'),
});

/** A value that was read, or why it was not: in words that hold no text of it. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/**
 * Reads a decision on what the stage `review` asked, white space around its texts left out.
 *
 * @param value - as a file or the answer store holds it
 */
export function readDecision(value: Json, body: ReviewBody): Read<ReviewDecision> {
  const named = anyForm.safeParse({ decision: value });
  if (!named.success) return { problem: firstFinding(anyForm, { decision: value }, named.error) };
  const schema = z.strictObject({ decision: forms[named.data.decision.verdict] });
  const read = schema.safeParse({ decision: value });
  if (!read.success) return { problem: firstFinding(schema, { decision: value }, read.error) };
  const { decision } = read.data;
  const problem = decisionProblem(decision, body);
  return problem === undefined ? { value: decision } : { problem: `\`decision\` ${problem}` };
}

/** A decision of a file: what was asked, whom, and what they said. */
export interface DecisionEntry {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly key: Key;
  readonly question: Question;
  readonly decision: Json;
}

/** Something that keeps a line from being taken in. */
export interface DecisionProblem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** What a file of decisions holds. `open`: lines that nobody has decided on yet. */
export interface DecisionFile {
  readonly entries: readonly DecisionEntry[];
  readonly open: number;
  readonly problems: readonly DecisionProblem[];
}

/**
 * Reads a `decisions.jsonl`, or what `review export` wrote and somebody filled in: one question a line.
 * A line stands only for what was asked: where its text was changed, its key is not that of the text,
 * and the decision would be one about something that nobody asks.
 *
 * @param file - for messages
 */
export function readDecisions(text: string, file: string): DecisionFile {
  const entries: DecisionEntry[] = [];
  const problems: DecisionProblem[] = [];
  let open = 0;
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = { file, line: at + 1 };
    const read = readLine(line);
    if ('problem' in read) problems.push({ ...place, problem: read.problem });
    else if (read.value.decision === null) open += 1;
    else entries.push({ ...place, ...read.value });
  }
  return { entries, open, problems };
}

function readLine(text: string): Read<Pick<DecisionEntry, 'key' | 'question' | 'decision'>> {
  const written = jsonObjectIn(text);
  if (written === undefined) return { problem: 'is not one JSON object' };
  const line = lineSchema.safeParse(written);
  if (!line.success) return { problem: firstFinding(lineSchema, written, line.error) };
  const { key, reviewer, decision, ...body } = line.data;
  const question = personQuestion(body as JsonObject, reviewer);
  if (decision === null) return { value: { key, question, decision } };
  if (keyOf(question) !== key)
    return {
      problem: `is not the question of its key ${key.slice(0, 12)}: what was asked, or whom, was changed in the file; export again and fill in the decision there`,
    };
  const known = reviewBodySchema.safeParse(body);
  if (!known.success) return { value: { key, question, decision } };
  const read = readDecision(decision, known.data);
  return 'problem' in read ? read : { value: { key, question, decision: read.value } };
}

/** A question to a person as a line of a file, without the line break; `decision` is null where it is open. */
export function reviewLine(question: Question, decision: Json): string {
  return canonicalJson({ ...question.body, key: keyOf(question), reviewer: reviewerOf(question), decision });
}

/** A person's answer as a line of `decisions.jsonl`, without the line break: what `review import` takes in. */
export const decisionLine = (question: Question, answer: Answer): string => reviewLine(question, answer.body);

/** A decision as the answer store keeps it: nothing of when or where it was given. */
export const decisionAnswer = ({ question, decision }: DecisionEntry): Answer => ({
  body: decision,
  finish: 'stop',
  usage: null,
  by: question.to,
  latencyMs: null,
});

function firstFinding(schema: z.ZodType, value: unknown, { issues }: z.ZodError): string {
  return findingsOf(schema, value, issues)[0]!.text;
}
