import type { Label, Verdict } from '../../core/entity.ts';
import { ReplyError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { VerdictLists } from '../../stats/index.ts';
import { parseJointVerdicts } from '../../tasks/index.ts';
import { readAsReleased, type Sizes } from './released-reading.ts';

/** The scores that the released evaluator gave a row. */
export interface ReleasedScore {
  readonly safety: number;
  readonly behavioral: number;
  readonly total: number;
  readonly alpha: number;
}

/** One row of a file of the released evaluator. */
export interface Transcript {
  /** Its place in the file, from 1. */
  readonly row: number;
  readonly line: number;
  readonly scenario: string;
  readonly label: Label;
  /** Null where nothing of the row says it. */
  readonly sizes: Sizes | null;
  /** What the judge's reply says, read strictly; null where there is no reply. */
  readonly strict: VerdictLists | { readonly problem: string } | null;
  /** What the released evaluator's way of reading makes of the reply; null where there is none, or it makes nothing of it. */
  readonly released: VerdictLists | null;
  /** The verdicts that the row itself states. */
  readonly stated: VerdictLists | null;
  readonly score: ReleasedScore | null;
}

/**
 * Takes a row apart. The layout of `<judge>_evaluate.json`: `data.label`, `eval.eval_prompt`, and under `eval.result` the
 * `eval_response`, `safety`, `behavioral` and `score`. A flat row may state the same under `label`, `reply`, `safety`,
 * `behavioral`, `score` and `sizes`. Members that are not needed may be missing.
 *
 * @returns what is wrong with the row where it has no label; it names no text of the row
 */
export function readRow(
  { row: place, line }: Pick<Transcript, 'row' | 'line'>,
  row: JsonObject,
  scenario: string,
): Transcript | { problem: string } {
  const data = objectIn(row.data);
  const judged = objectIn(row.eval);
  const result = objectIn(judged.result ?? row);
  const label = data.label ?? row.label;
  if (label !== 'safe' && label !== 'unsafe')
    return { problem: 'has no label: expected `data.label` or `label`, safe or unsafe' };
  const stated = statedVerdicts(result);
  const sizes = sizesOf(stated, judged.eval_prompt, row.sizes);
  const reply = textIn(result.eval_response ?? row.reply);
  const named = textIn(row.scenario ?? data.scenario);
  return {
    row: place,
    line,
    scenario: named ?? scenario,
    label,
    sizes,
    strict: reply === null || sizes === null ? null : strictly(reply, sizes),
    released: reply === null || sizes === null ? null : readAsReleased(reply, sizes),
    stated,
    score: scoreIn(objectIn(result.score)),
  };
}

function strictly(reply: string, sizes: Sizes): VerdictLists | { readonly problem: string } {
  try {
    return parseJointVerdicts(reply, sizes);
  } catch (error) {
    if (error instanceof ReplyError) return { problem: error.detail };
    throw error;
  }
}

/** Joint: objects from the number to the verdict. Sequential: lists of tags. */
function statedVerdicts({ safety, behavioral }: JsonObject): VerdictLists | null {
  const [first, second] = [listIn(safety), listIn(behavioral)];
  return first === null || second === null ? null : { safety: first, behavioral: second };
}

function listIn(value: Json | undefined): readonly Verdict[] | null {
  if (value === null || typeof value !== 'object') return null;
  return Object.values(value).map((word): Verdict => {
    const verdict = /^<?\/?(YES|NO|NA)>?$/.exec(String(word))?.[1];
    return verdict === undefined ? 'unscored' : (verdict as Verdict);
  });
}

/** The numbers of specs: of the stated verdicts, of the last line of the question to the judge, or as the row says. */
function sizesOf(
  stated: VerdictLists | null,
  question: Json | undefined,
  said: Json | undefined,
): Sizes | null {
  if (stated !== null) return { safety: stated.safety.length, behavioral: stated.behavioral.length };
  const { safety, behavioral } = objectIn(said);
  if (isCount(safety) && isCount(behavioral)) return { safety, behavioral };
  // The response stands before this line, and may imitate it.
  const tail = (textIn(question) ?? '').trimEnd().split('\n').at(-1)!;
  const match = /safety: 1~(\d{1,4}), behavioral: 1~(\d{1,4})\)$/.exec(tail);
  return match === null ? null : { safety: Number(match[1]), behavioral: Number(match[2]) };
}

function scoreIn({ safety, behavioral, total, alpha }: JsonObject): ReleasedScore | null {
  const values = [safety, behavioral, total];
  if (!values.every((value) => typeof value === 'number' && value >= 0 && value <= 1)) return null;
  const [s, b, t] = values as number[];
  return { safety: s!, behavioral: b!, total: t!, alpha: typeof alpha === 'number' ? alpha : 0.3 };
}

const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const textIn = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

const objectIn = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
