import { malformed, refused } from './clean.ts';
import { declines } from './refusal.ts';
import { verdictAnswer } from './verdict-answer.ts';
import { jsonText, readSpecJson } from './verdict-json.ts';
import { endOf, type GivenVerdict } from './verdict-tag.ts';

/**
 * Reads the verdict of a judge that was asked about one spec: one sentence of analysis, and the verdict at the very
 * end. Only a code fence may follow it, and no earlier line may end in one. A reply that is one JSON object is read
 * as such (`specSchema`).
 *
 * @throws ReplyError `malformed`: no verdict at the end, one that seems to be quoted, or more than one; `refusal` for
 *   a reply that declines.
 */
export function parseSpecVerdict(reply: string): GivenVerdict {
  const answer = verdictAnswer(reply, (text) => text.split('\n').some((line) => endOf(line) !== 'none'));
  const json = jsonText(answer);
  if (json !== undefined) return readSpecJson(json, reply);
  const ends = answer
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*```\w*\s*$/.test(line))
    .map(endOf);
  const last = ends.pop() ?? 'none';
  if (last === 'none') {
    if (!ends.some((end) => end !== 'none') && declines(answer)) throw refused(reply);
    throw malformed('the reply has no verdict at its end: expected <YES>, <NO> or <NA>', reply);
  }
  if (last === 'two') throw malformed('the reply ends in two different verdicts', reply);
  if (last === 'quoted') throw malformed('the reply ends in a verdict that seems to be quoted', reply);
  if (ends.some((end) => end !== 'none'))
    throw malformed('a line before the last one ends in a verdict, too', reply);
  return last;
}
