import type { Verdict } from '../../core/entity.ts';
import { type Entry, type Index, type IndexAnswer, verdictAt } from './wire.ts';

/** What the reader asks for; an empty text asks for nothing. Names are the names of the form's fields. */
export interface Filters {
  readonly search: string;
  readonly scenario: string;
  /** A split, or a label as `label unsafe`. */
  readonly split: string;
  readonly source: string;
  /** `scenario/spec`. Without a verdict: items that were made for it. */
  readonly spec: string;
  /** On the spec; without one, on any spec. */
  readonly verdict: Verdict | '';
  /** Whose responses the verdict, the finish, `unscored` and `cut` are about; without one, anybody's. */
  readonly model: string;
  readonly tactic: string;
  /** How a response ended; `none` where there is none. */
  readonly finish: string;
  /** `yes`: models differ on the spec; without one, in safety. */
  readonly disagree: string;
  /** `yes`: the SAR is unknown. */
  readonly unscored: string;
  /** `yes`: a pass was cut off at its limit of tokens. */
  readonly cut: string;
}

export const noFilters: Filters = {
  ...{ search: '', scenario: '', split: '', source: '', spec: '', verdict: '', model: '', tactic: '' },
  ...{ finish: '', disagree: '', unscored: '', cut: '' },
};

const labelOf = { unsafe: 'unsafe', original: 'unsafe', safe: 'safe', control: 'safe' } as const;

/** Whether an entry is what the filters ask for, the search aside. */
export function matcher(index: Index, filters: Filters): (entry: Entry) => boolean {
  const { scenario, split, source, tactic, spec, verdict, disagree } = filters;
  return (entry) => {
    const id = index.scenarios[entry.scenario]?.id ?? '';
    const place = placeOf(index, entry, spec);
    return (
      (scenario === '' || scenario === id) &&
      (split === '' || split === entry.split || split === `label ${labelOf[entry.split]}`) &&
      (source === '' || source === entry.source) &&
      (tactic === '' || entry.tactics.includes(tactic)) &&
      (spec === '' || place !== null) &&
      (spec === '' || verdict !== '' || disagree !== '' || isMadeFor(entry, id, spec)) &&
      (disagree === '' || disagrees(index, entry, place)) &&
      someAnswer(index, entry, filters, place)
    );
  };
}

/** The place of the spec that is asked for in the entry's scenario; null without one. */
function placeOf({ scenarios }: Index, entry: Entry, spec: string): number | null {
  if (spec === '') return null;
  const scenario = scenarios[entry.scenario];
  const place = scenario?.specs.findIndex(({ id }) => `${scenario.id}/${id}` === spec) ?? -1;
  return place < 0 ? null : place;
}

const isMadeFor = ({ specs }: Entry, scenario: string, spec: string): boolean =>
  specs.some((each) => `${scenario}/${each}` === spec);

/** Whether one response is all that is asked of responses. */
function someAnswer(index: Index, entry: Entry, filters: Filters, place: number | null): boolean {
  const { model, verdict, finish, unscored, cut } = filters;
  return entry.answers.some(
    (answer, at) =>
      answer !== null &&
      (model === '' || index.models[at] === model) &&
      (finish === '' || (answer.finish ?? 'none') === finish) &&
      (unscored === '' || answer.sar === null) &&
      (cut === '' || answer.cut > 0) &&
      (verdict === '' || hasVerdict(index, entry, answer, verdict, place)),
  );
}

function hasVerdict(
  { scenarios }: Index,
  entry: Entry,
  answer: IndexAnswer,
  verdict: Verdict,
  place: number | null,
): boolean {
  if (place !== null) return verdictAt(answer, place) === verdict;
  const specs = scenarios[entry.scenario]?.specs ?? [];
  return specs.some((_, at) => verdictAt(answer, at) === verdict);
}

/** An unscored verdict and an unknown score differ from nothing. */
function disagrees({ scenarios }: Index, entry: Entry, place: number | null): boolean {
  const answers = entry.answers.filter((answer) => answer !== null);
  if (scenarios[entry.scenario] === undefined) return false;
  const views: readonly (number | Verdict)[] =
    place === null
      ? answers.map(({ safety }) => safety).filter((safety) => safety !== null)
      : answers.map((answer) => verdictAt(answer, place)).filter((verdict) => verdict !== 'unscored');
  return new Set(views).size > 1;
}

/** Whether a text holds words one after the other, whatever their case and the white space between them. */
export function holder(words: string): (text: string) => boolean {
  const parts = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(parts.join('\\s+'), 'iu');
  return (text) => pattern.test(text);
}

/** The names of an entry, which are no part of any prompt or response: its id, its source, specs and tactics. */
export const namesOf = ({ item, source, specs, tactics }: Entry): readonly string[] => [
  item,
  source,
  ...specs,
  ...tactics,
];
