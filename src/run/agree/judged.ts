import type { Id, Judgement } from '../../core/entity.ts';
import { UsageError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson } from '../../core/json.ts';
import { verdictLists } from '../../stages/index.ts';
import type { LabelledResponse } from '../../stats/agreement/index.ts';
import type { ScoreOptions, VerdictLists } from '../../stats/index.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { consensusByResponse } from '../scores.ts';
import type { Answered, Evaluations, LabelledEvaluation } from './evaluations.ts';
import type { Label } from './label-line.ts';

/** A judge, or a panel, with the evaluations that it judged. */
export interface Judged {
  readonly judge: string;
  readonly scoring: ScoreOptions;
  readonly evaluations: readonly {
    readonly model: string;
    readonly responses: readonly { readonly answered: Answered; readonly verdicts: VerdictLists }[];
  }[];
}

/**
 * The verdicts of each judge; of a panel those that it comes to, and then those of each of its judges alone.
 *
 * @throws UsageError where evaluations of one judge were scored by different settings.
 */
export function judgedBy({ dataset, evaluations }: Evaluations): readonly Judged[] {
  const scenarios = new Map(dataset.scenarios.map(({ scenario }) => [scenario.id, scenario]));
  const byJudge = groupBy(evaluations, ({ judge }) => judge);
  return [...byJudge].toSorted(byName).flatMap(([judge, own]) => {
    const scoring = commonScoring(own);
    const alone = membersOf(own).map((member) => ({ judge: withoutDigest(member), of: member }));
    // A judge that judged alone elsewhere is spoken of there.
    const panel = alone.length > 1 ? alone.filter((member) => !byJudge.has(member.judge)) : [];
    return [{ judge, of: undefined }, ...panel].map((seat) => ({
      judge: seat.judge,
      scoring,
      evaluations: own.map(({ model, frame, evaluation }) => {
        const judgements = (evaluation.judgements ?? []).filter(by(seat.of));
        const settled = consensusByResponse(judgements);
        const responses = frame.map((answered) => {
          const verdicts = settled.get(answered.response.id) ?? { verdicts: {} };
          return { answered, verdicts: verdictLists(verdicts, scenarios.get(answered.item.scenario)!) };
        });
        return { model, responses };
      }),
    }));
  });
}

const by =
  (judge: string | undefined) =>
  (judgement: Judgement): boolean =>
    judge === undefined || judgement.judge === judge;

const membersOf = (evaluations: readonly LabelledEvaluation[]): readonly string[] => [
  ...new Set(
    evaluations.flatMap(({ evaluation }) => (evaluation.judgements ?? []).map(({ judge }) => judge)),
  ),
];

function commonScoring(own: readonly LabelledEvaluation[]): ScoreOptions {
  const [first, ...others] = own;
  const other = others.find(({ scoring }) => canonicalJson(scoring) !== canonicalJson(first!.scoring));
  if (other !== undefined)
    throw new UsageError(
      `${first!.folder} and ${other.folder} were scored by different settings; make them alike with specloom score`,
    );
  return first!.scoring;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The labelled responses of a judge, with what people said of them. A response of several evaluations stands once. */
export function labelledResponses(
  { evaluations }: Judged,
  labels: ReadonlyMap<Id, readonly Label[]>,
  { dataset }: Evaluations,
): readonly LabelledResponse[] {
  const scenarios = new Map(dataset.scenarios.map(({ scenario }) => [scenario.id, scenario]));
  const found = new Map<Id, LabelledResponse>();
  for (const { answered, verdicts } of evaluations.flatMap(({ responses }) => responses)) {
    const { id } = answered.response;
    const scenario = scenarios.get(answered.item.scenario)!;
    const people = (labels.get(id) ?? []).map((label) => ({
      annotator: label.annotator,
      verdicts: verdictLists(label, scenario),
    }));
    if (people.length > 0) found.set(id, { id, people, judge: verdicts });
  }
  return [...found.values()];
}
