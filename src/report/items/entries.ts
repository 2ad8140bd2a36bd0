import type { Verdict } from '../../core/entity.ts';
import { type Entry, type EntryTexts, type IndexAnswer, verdictLetters } from '../client/wire.ts';
import type { ReportRow, ReportScenario } from '../data.ts';

/** An item in one form, and the row of each evaluation on it. */
export interface Gathered {
  readonly first: ReportRow;
  /** In the order of the evaluations; undefined where one did not ask this. */
  readonly rows: readonly (ReportRow | undefined)[];
}

/**
 * The rows of all evaluations, brought together: what was asked of several models stands once. In the order of
 * the first evaluation; the forms of an item follow each other.
 */
export function gather(evaluations: readonly { readonly rows: readonly ReportRow[] }[]): readonly Gathered[] {
  const byItem = new Map<string, { first: ReportRow; rows: (ReportRow | undefined)[] }[]>();
  for (const [place, { rows }] of evaluations.entries())
    for (const row of rows) {
      const forms = byItem.get(row.item) ?? [];
      byItem.set(row.item, forms);
      const same = forms.find((each) => each.rows[place] === undefined && asksTheSame(each.first, row));
      if (same !== undefined) same.rows[place] = row;
      else forms.push({ first: row, rows: evaluations.map((_, at) => (at === place ? row : undefined)) });
    }
  return [...byItem.values()].flat();
}

const asksTheSame = (a: ReportRow, b: ReportRow): boolean =>
  a.split === b.split && a.variant === b.variant && a.prompt === b.prompt;

/** What the index says of it: no text of prompts or responses. */
export function entryOf({ first, rows }: Gathered, scenarios: readonly ReportScenario[]): Entry {
  const scenario = scenarios.findIndex(({ id }) => id === first.scenario);
  const specs = specIds(scenarios[scenario]);
  return {
    item: first.item,
    scenario,
    split: first.split,
    asked: first.variant === null ? 'prompt' : 'variant',
    source: first.source,
    specs: first.specs,
    lineage: first.lineage ?? null,
    tactics: first.tactics,
    answers: rows.map((row) => (row === undefined ? null : answerOf(row, specs))),
  };
}

const specIds = (scenario: ReportScenario | undefined): readonly string[] =>
  scenario === undefined ? [] : [...scenario.safety, ...scenario.behavioral].map(({ id }) => id);

function answerOf(row: ReportRow, specs: readonly string[]): IndexAnswer {
  const { finish, verdicts, score, votes = [], usage, steps } = row;
  const { sar, safety, behavioral, empty, bounds } = score;
  const known = sar !== null && safety !== null && behavioral !== null;
  return {
    finish,
    verdicts: letters(verdicts, specs),
    ...{ sar, safety, behavioral, empty },
    bounds: known ? null : [bounds.sar, bounds.safety, bounds.behavioral],
    votes: votes.map(({ judge, verdicts }) => [judge, letters(verdicts, specs)]),
    usage: usageOf(usage),
    passes: steps.length,
    cut: steps.length === 0 ? Number(finish === 'length') : steps.filter(({ cut }) => cut === true).length,
  };
}

/** Tokens as the page has them: in, then out. */
export const usageOf = (usage: ReportRow['usage']): IndexAnswer['usage'] =>
  usage === null ? null : [usage.inputTokens, usage.outputTokens];

/** A spec of the scenario without a verdict is unscored. */
const letters = (verdicts: ReportRow['verdicts'], specs: readonly string[]): string =>
  specs
    .map((spec): Verdict => (Object.hasOwn(verdicts, spec) ? verdicts[spec]! : 'unscored'))
    .map((verdict) => verdictLetters[verdict])
    .join('');

/** Its texts: the prompt and the variant once, the response of each model. */
export const textsOf = ({ first, rows }: Gathered): EntryTexts => ({
  prompt: first.prompt,
  variant: first.variant,
  responses: rows.map((row) => row?.response ?? null),
});
