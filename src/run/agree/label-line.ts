import type { Id } from '../../core/entity.ts';
import type { JsonObject } from '../../core/json.ts';
import type { SampleDesign } from './design.ts';
import { type PersonVerdict, type SheetTexts, textsDigest } from './sheet.ts';

/** What one person said of one response. */
export interface Label {
  readonly annotator: string;
  readonly id: Id;
  readonly verdicts: Readonly<Record<string, PersonVerdict>>;
}

/** What lines are checked by. */
export interface LineCheck {
  readonly design: SampleDesign;
}

const words: readonly unknown[] = ['YES', 'NO', 'NA'];
const shownNames = 5;

/**
 * Reads a line of a file of labels: what it shows must be what was drawn, and all of its verdicts must be there, or
 * none of them.
 *
 * @returns the label (of a blank line one without verdicts), or what is wrong, in words that hold no text of the line
 */
export function checkLine(row: JsonObject, { design }: LineCheck): Label | string {
  const { id, annotator, verdicts } = row;
  const drawn = design.responses.find((each) => each.id === id);
  if (drawn === undefined)
    return 'is of a response that is not in the sample; its `id` must stay as specloom agree sample wrote it';
  if (typeof annotator !== 'string' || !design.annotators.includes(annotator))
    return `has an \`annotator\` whom the sample was not drawn for; it has ${design.annotators.join(', ')}`;
  if (!isTexts(row) || textsDigest(row) !== drawn.texts)
    return 'was changed: fill in `verdicts`, and leave everything else as it was drawn';
  const specs = row.specs.map((spec) => spec.id);
  const problem = verdictsProblem(verdicts, specs);
  return problem ?? { annotator, id: drawn.id, verdicts: verdicts as Label['verdicts'] };
}

/** Whatever else it may hold, it can be told from its digest whether these are the texts. */
const isTexts = (row: JsonObject): row is JsonObject & SheetTexts =>
  Array.isArray(row.specs) && row.specs.every((spec) => typeof spec === 'object' && spec !== null);

function verdictsProblem(verdicts: unknown, specs: readonly string[]): string | undefined {
  if (typeof verdicts !== 'object' || verdicts === null || Array.isArray(verdicts))
    return 'lacks `verdicts`: an object with YES, NO or NA for each spec';
  const given = new Map<string, unknown>(Object.entries(verdicts));
  const unknown = [...given.keys()].filter((id) => !specs.includes(id));
  if (unknown.length > 0) return `has verdicts on specs that the scenario has not: ${some(unknown)}`;
  const blank = specs.filter((id) => (given.get(id) ?? null) === null);
  if (blank.length === specs.length) return undefined;
  if (blank.length > 0)
    return `lacks verdicts on ${some(blank)}; label all specs of a response, or none of them to leave it open`;
  const wrong = specs.filter((id) => !words.includes(given.get(id)));
  return wrong.length === 0 ? undefined : `has verdicts that are not YES, NO or NA, on ${some(wrong)}`;
}

/** Spec ids, as far as they are few and plain. */
function some(ids: readonly string[]): string {
  const shown = ids.slice(0, shownNames).map((id) => (/^[\w-]{1,40}$/.test(id) ? id : 'an odd name'));
  return `${shown.join(', ')}${ids.length > shownNames ? ` and ${ids.length - shownNames} more` : ''}`;
}
