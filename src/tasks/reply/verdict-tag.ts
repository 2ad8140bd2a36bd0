import type { Verdict } from '../../core/entity.ts';

/** A verdict that a judge gave. `unscored` is none: it says that there is no judgement. */
export type GivenVerdict = Exclude<Verdict, 'unscored'>;

/**
 * What a line ends in. `none`: no verdict. `two`: verdicts that contradict each other. `quoted`: a
 * verdict that may be cited from the judged text.
 */
export type LineEnd = GivenVerdict | 'none' | 'two' | 'quoted';

const tag = /<\/?(YES|NO|NA|N\/A)>/gi;
/** What may follow the verdict on its line. */
const ornament = /^[\s.*_]*$/;
/** What opens a quotation or a bracket that the verdict would then be part of. */
const opener = /^["'“‘„«`([{<]$/;
/** What follows a verdict that stands at the end of a quotation. */
const closesQuotation = /^[.,;:!?…*_]*["'”’»`]/;
/** What may stand between two verdicts that are given together. */
const joint = /^[^\p{L}\p{N}]*(?:(?:and|but|nor|not|or)\b[^\p{L}\p{N}]*)?$/iu;

/** Reads the end of a line. A verdict further in front is text: nothing but a full stop and bold marks may follow it. */
export function endOf(line: string): LineEnd {
  const tags = [...line.matchAll(tag)];
  const last = tags.pop();
  if (last === undefined || !ornament.test(line.slice(last.index + last[0].length))) return 'none';
  const verdict = verdictOf(last[1]!);
  let start = last.index;
  if (/^\s*>/.test(line) || opener.test(line[start - 1] ?? '')) return 'quoted';
  for (const earlier of tags.reverse()) {
    const between = line.slice(earlier.index + earlier[0].length, start);
    if (closesQuotation.test(between) || !joint.test(between)) break;
    if (verdictOf(earlier[1]!) !== verdict) return 'two';
    start = earlier.index;
  }
  return verdict;
}

function verdictOf(word: string): GivenVerdict {
  return word.toUpperCase().replace('/', '') as GivenVerdict;
}
