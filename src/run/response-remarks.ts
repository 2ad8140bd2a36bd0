import type { Response } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import type { StageOutcomes } from './dataset-rows.ts';

/** What a reader of scores should be told of responses and judgements, in words. */
export function responseRemarks(
  responses: readonly Response[],
  stages: readonly StageOutcomes[],
): readonly string[] {
  return [...unscoredRemark(stages), ...reasoningRemark(responses)];
}

/** Why responses have no verdicts: the judge stage notes it. */
function unscoredRemark(stages: readonly StageOutcomes[]): readonly string[] {
  const unscored = stages
    .filter(({ stage }) => stage === 'judge')
    .flatMap(({ outcomes }) => outcomes.filter((each) => each.kind === 'turn' && each.as === 'unscored'));
  if (unscored.length === 0) return [];
  const problems = unscored.map(({ note }) => String((note as { problem?: string } | undefined)?.problem));
  const counts = [...groupBy(problems, (problem) => problem)].map(
    ([problem, all]) => `${problem} ${all.length}`,
  );
  return [`responses without verdicts: ${unscored.length} (${counts.sort().join(', ')})`];
}

/** A closing tag whose opening one the server's template swallowed: what stands before it is judged, too. */
function reasoningRemark(responses: readonly Response[]): readonly string[] {
  const leaking = responses.filter(({ answer }) => answer?.includes('</think>')).length;
  if (leaking === 0) return [];
  return [
    `responses with a lone </think>: ${leaking}; their reasoning is judged as part of the answer, so serve the subject with a reasoning parser`,
  ];
}
