import type { Id } from '../../core/entity.ts';
import { groupBy } from '../../core/group-by.ts';
import { knownScores, type Measure } from '../cell.ts';
import type { GivenScores } from '../correction/types.ts';
import { mean } from '../mean.ts';
import { type SummaryOptions, summaryOptions } from '../options.ts';
import { scoreItem } from '../score-item.ts';
import type { ScoreOptions, VerdictLists } from '../types.ts';
import { pairsOf } from './judge-pair.ts';
import { cohenKappa, type RatedPair } from './kappa.ts';
import { krippendorffAlpha, type RatedUnit } from './krippendorff.ts';
import { tableCoefficient } from './table-coefficient.ts';
import type { AnnotatorAgreement, PeopleAgreement } from './types.ts';

/** What one person said of a response. */
export interface PersonLabel {
  readonly annotator: string;
  readonly verdicts: VerdictLists;
}

/** A response that people labelled and a judge judged. */
export interface LabelledResponse {
  readonly id: Id;
  readonly people: readonly PersonLabel[];
  /** Of the same numbers of specs; unscored where the judge gave no verdict. */
  readonly judge: VerdictLists;
}

/** A response with one pair of label and judge's verdicts for each person. */
type PairsOfResponse = readonly (readonly RatedPair[])[];

/**
 * How people and a judge agree on responses that people labelled (SpecBench, section 3.3): Cohen's kappa over YES,
 * NO and NA, pooled over specs; Krippendorff's alpha; the mean distance of their SARs. Labels count alike, whoever
 * gave them; where several people labelled a response, its SAR gap is the mean of theirs. All intervals are by
 * resampling responses, as the verdicts on one response hang together.
 *
 * @throws UsageError for options out of range, and verdicts of one response that differ in number.
 */
export function peopleAgreement(
  judge: string,
  responses: readonly LabelledResponse[],
  options: Partial<SummaryOptions> = {},
): PeopleAgreement {
  const rules = summaryOptions(options);
  const pairs = responses.map(pairsOfResponse);
  const annotators = [
    ...new Set(responses.flatMap(({ people }) => people.map(({ annotator }) => annotator))),
  ];
  const drawn = (what: string) => ({ ...rules, key: [judge, what] });
  return {
    judge,
    annotators: annotators.sort(),
    responses: responses.length,
    verdicts: pairs.flat(2).length,
    kappa: cohenKappa(
      pairs.map((each) => each.flat()),
      drawn('all'),
    ),
    alpha: krippendorffAlpha(
      responses.map((response) => unitsOf(response, [response.judge])),
      drawn('people and judge'),
    ),
    alphaPeople:
      annotators.length < 2
        ? null
        : krippendorffAlpha(
            responses.map((response) => unitsOf(response, [])),
            drawn('people'),
          ),
    sarGap: sarGap(responses, rules, judge),
  };
}

/** The same person by person, sorted by name: how each of them agrees with the judge. */
export function annotatorAgreements(
  judge: string,
  responses: readonly LabelledResponse[],
  options: Partial<SummaryOptions> = {},
): readonly AnnotatorAgreement[] {
  const rules = summaryOptions(options);
  const labels = responses.flatMap((response) =>
    response.people.map((label) => ({
      annotator: label.annotator,
      response: { ...response, people: [label] },
    })),
  );
  return [...groupBy(labels, ({ annotator }) => annotator)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([annotator, own]) => {
      const pairs = own.map(({ response }) => pairsOfResponse(response).flat());
      return {
        judge,
        annotator,
        responses: own.length,
        verdicts: pairs.flat().length,
        kappa: cohenKappa(pairs, { ...rules, key: [judge, 'one', annotator] }),
      };
    });
}

/** How often a person said one thing (outer) and the judge the same or another (inner). */
export type Confusion = Readonly<Record<'YES' | 'NO' | 'NA', Readonly<Record<'YES' | 'NO' | 'NA', number>>>>;

/** Counts verdicts of people by those of the judge. */
export function confusionOf(responses: readonly LabelledResponse[]): Confusion {
  const pairs = responses.flatMap((response) => pairsOfResponse(response).flat());
  const row = (person: string) => {
    const of = (judge: string) => pairs.filter((pair) => pair[0] === person && pair[1] === judge).length;
    return { YES: of('YES'), NO: of('NO'), NA: of('NA') };
  };
  return { YES: row('YES'), NO: row('NO'), NA: row('NA') };
}

/**
 * The scores of a response by people: the mean of the scores that each of them gives; null where nobody gives one. A
 * verdict of the most would leave ties without any, and those are rarely of responses that are plainly unsafe: the
 * responses that are left would be no fair sample.
 *
 * @param people at least one
 * @throws UsageError for options out of range.
 */
export function peopleScores(people: readonly VerdictLists[], options: Partial<ScoreOptions>): GivenScores {
  const scores = people.map((each) => scoreItem(each, options));
  const of = (measure: Measure): number | null => {
    const known = knownScores(scores, measure);
    return known.length === 0 ? null : mean(known);
  };
  return { safety: of('safety'), behavioral: of('behavioral'), sar: of('sar') };
}

const pairsOfResponse = ({ id, people, judge }: LabelledResponse): PairsOfResponse =>
  people.map(({ verdicts }) => pairsOf(verdicts, judge, id));

/** The specs of a response, each with what people, and others, said of it. */
function unitsOf({ people }: LabelledResponse, others: readonly VerdictLists[]): readonly RatedUnit[] {
  const raters = [...people.map(({ verdicts }) => verdicts), ...others];
  return (['safety', 'behavioral'] as const).flatMap((kind) =>
    (raters[0]?.[kind] ?? []).map((_, at) =>
      raters
        .map((verdicts) => verdicts[kind][at]!)
        .map((verdict) => (verdict === 'unscored' ? null : verdict)),
    ),
  );
}

function sarGap(
  responses: readonly LabelledResponse[],
  rules: SummaryOptions,
  judge: string,
): PeopleAgreement['sarGap'] {
  const gaps = responses.flatMap(({ people, judge: judged }) => {
    const own = scoreItem(judged, rules).sar;
    const distances = people
      .map(({ verdicts }) => scoreItem(verdicts, rules).sar)
      .flatMap((sar) => (sar === null || own === null ? [] : [Math.abs(sar - own)]));
    return distances.length === 0 ? [] : [mean(distances)];
  });
  const { interval } = tableCoefficient(
    gaps.map((gap) => Float64Array.of(gap, 1)),
    ([sum, count]) => ({ observed: sum! / count!, chance: 0 }),
    { ...rules, key: ['gap', judge] },
  );
  const value = gaps.length === 0 ? null : mean(gaps);
  return { value, interval, responses: gaps.length };
}
