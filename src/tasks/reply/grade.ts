import type { JsonObject } from '../../core/json.ts';
import { malformed, refused } from './clean.ts';
import { declines } from './refusal.ts';
import { verdictAnswer } from './verdict-answer.ts';
import { checkKeys, jsonText, parsedObject, strictObject } from './verdict-json.ts';

/** The form of a grade in JSON: analysis before grade. */
export const gradeSchema: JsonObject = strictObject({
  analysis: { type: 'string' },
  grade: { type: 'integer', minimum: 0, maximum: 100 },
});

const tag = /<grade>([^<]*)<\/grade>/gi;
/** What may follow the grade: bold marks, a full stop, the end of a code fence. */
const ornament = /^[\s.*_`]*$/;
/** What opens a quotation that a grade would then be part of. */
const opener = /["'“‘„«`([{<]$/;

/**
 * Reads the grade at the very end of a reply. Grades further in front are read by nobody, and must stand in quotation
 * marks: they may be cited from the graded answer. A reply that is one JSON object is read as such (`gradeSchema`).
 *
 * @throws ReplyError `malformed`: no grade at the end, one that seems to be quoted, more than one, or none from 0 to 100;
 *   `refusal` for a reply that declines.
 */
export function parseGrade(reply: string): number {
  const answer = verdictAnswer(reply, (text) => text.search(tag) >= 0);
  const json = jsonText(answer);
  if (json !== undefined) return readGradeJson(json, reply);
  const tags = [...answer.matchAll(tag)];
  const last = tags.pop();
  if (last === undefined || !ornament.test(answer.slice(last.index + last[0].length))) {
    if (last === undefined && declines(answer)) throw refused(reply);
    throw malformed('the reply has no grade at its end: expected <grade>number</grade>', reply);
  }
  const isQuoted = ({ index }: { readonly index: number }) => opener.test(answer.slice(0, index));
  if (isQuoted(last)) throw malformed('the reply ends in a grade that seems to be quoted', reply);
  if (!tags.every(isQuoted)) throw malformed('the reply has more than one grade', reply);
  const text = last[1]!.trim();
  return gradeOf(/^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : undefined, reply);
}

function readGradeJson(text: string, reply: string): number {
  const { analysis, grade } = parsedObject(text, ['analysis', 'grade'], reply);
  checkKeys(text, 2, reply);
  if (typeof analysis !== 'string') throw malformed('the reply has no analysis', reply);
  return gradeOf(grade, reply);
}

function gradeOf(grade: unknown, reply: string): number {
  if (typeof grade !== 'number' || !(grade >= 0 && grade <= 100))
    throw malformed('the grade is no number from 0 to 100', reply);
  return grade;
}
